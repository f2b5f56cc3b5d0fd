/// An amount in euro; on the wire a whole number of cents.
struct Money: Codable, Equatable, Sendable {
    var cents: Int

    init(_ cents: Int) { self.cents = cents }

    init(from decoder: any Decoder) throws {
        cents = try decoder.singleValueContainer().decode(Int.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(cents)
    }

    /// As printed on an invoice, for example `€42.00`.
    var text: String {
        let rest = cents % 100
        return "€\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    func times(_ quantity: Int) -> Money { Money(cents * quantity) }

    static func total(_ parts: some Sequence<Money>) -> Money {
        Money(parts.reduce(0) { $0 + $1.cents })
    }
}
