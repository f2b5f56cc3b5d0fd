/// Something on sale.
struct Product: Codable, Sendable {
    enum Category: String, Codable, CaseIterable, Sendable {
        case mugs, shirts, posters, bags

        var next: Category {
            let all = Category.allCases
            let place = all.firstIndex(of: self) ?? 0
            return all[(place + 1) % all.count]
        }

        var variants: [String] {
            switch self {
            case .mugs: ["Standard, 300 ml", "Large, 450 ml"]
            case .shirts: ["Small", "Medium", "Large", "Extra large"]
            case .posters: ["A3", "A2", "A1"]
            case .bags: ["One size"]
            }
        }
    }

    var id: String
    var name: String
    var category: Category
    var price: Money
    /// What the picture is drawn with, a CSS colour.
    var colour: String
    var description: String
    var variants: [String]
    var isNew: Bool
}
