/// What a customer wrote about a product.
struct Review: Codable, Sendable {
    var author: String
    var stars: Int
    var text: String

    static let all: [Review] = [
        Review(author: "Ingrid", stars: 5, text: "Exactly as in the picture, and it arrived in two days."),
        Review(author: "Pavel", stars: 4, text: "Lovely colour. I would buy it again."),
        Review(author: "Noor", stars: 5, text: "A present for my sister, who now wants three more."),
    ]
}
