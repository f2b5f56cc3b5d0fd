/// An amount of US dollars, exact to the trillionth: the price of one token is a whole number of them.
package struct Money: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let picodollars: Int

    package init(picodollars: Int) { self.picodollars = picodollars }

    package init(dollars: Double) { self.init(picodollars: Int((dollars * 1e12).rounded())) }

    package static let zero = Money(picodollars: 0)

    package var dollars: Double { Double(picodollars) / 1e12 }

    package static func + (one: Money, other: Money) -> Money {
        Money(picodollars: one.picodollars + other.picodollars)
    }

    package static func - (one: Money, other: Money) -> Money {
        Money(picodollars: one.picodollars - other.picodollars)
    }

    package static func += (one: inout Money, other: Money) { one = one + other }
    package static func -= (one: inout Money, other: Money) { one = one - other }

    package static func < (one: Money, other: Money) -> Bool { one.picodollars < other.picodollars }

    /// With as many digits as it takes to see something of a small amount: `$1.25`, `$0.013`, `$0.00042`.
    package var description: String {
        let sign = picodollars < 0 ? "-" : ""
        let amount = picodollars.magnitude
        var unit: UInt = 10_000_000_000
        var digits = 2
        while digits < 12, amount > 0, amount < unit * 10 {
            unit /= 10
            digits += 1
        }
        let rounded = (amount + unit / 2) / unit
        let scale = 1_000_000_000_000 / unit
        let fraction = String(rounded % scale)
        return
            "\(sign)$\(rounded / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }
}
