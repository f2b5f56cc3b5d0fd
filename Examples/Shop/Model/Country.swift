/// A country we deliver to, with the shape of its postal codes.
struct Country: Codable, Sendable {
    var name: String
    var example: String
    /// `0` stands for a digit, `A` for a letter; everything else for itself.
    var pattern: String
    var cities: [String: String]

    func accepts(_ code: String) -> Bool {
        let given = code.uppercased()
        return given.count == pattern.count
            && zip(given, pattern).allSatisfy { letter, place in
                switch place {
                case "0": letter.isASCII && letter.isNumber
                case "A": letter.isASCII && letter.isLetter
                default: letter == place
                }
            }
    }

    static func named(_ name: String) -> Country? { all.first { $0.name == name } }

    static let all: [Country] = [
        Country(
            name: "Denmark", example: "8000", pattern: "0000",
            cities: ["1050": "Copenhagen", "8000": "Aarhus", "5000": "Odense"]),
        Country(
            name: "Germany", example: "10115", pattern: "00000",
            cities: ["10115": "Berlin", "80331": "Munich", "20095": "Hamburg"]),
        Country(
            name: "Netherlands", example: "1012 AB", pattern: "0000 AA",
            cities: ["1012 AB": "Amsterdam", "3511 AA": "Utrecht"]),
        Country(
            name: "Norway", example: "0150", pattern: "0000",
            cities: ["0150": "Oslo", "5003": "Bergen", "7010": "Trondheim"]),
        Country(
            name: "Sweden", example: "111 20", pattern: "000 00",
            cities: ["111 20": "Stockholm", "411 05": "Gothenburg"]),
    ]
}
