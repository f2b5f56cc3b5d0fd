/// What is kept of a picture that was sent to us.
struct Picture: Codable, Sendable {
    var name: String
    var bytes: Int
}
