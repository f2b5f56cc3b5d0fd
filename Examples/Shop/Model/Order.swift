/// A finished purchase.
struct Order: Codable, Sendable {
    struct Line: Codable, Sendable {
        var name: String
        var quantity: Int
        var total: Money
    }

    var number: Int
    var date: String
    var status: String
    var lines: [Line]
    var total: Money

    /// What Ada bought before; the same for every session.
    static let ofAda: [Order] = [
        Order(
            number: 1003, date: "2026-11-03", status: "On its way",
            lines: [
                Line(name: "Rucksack", quantity: 1, total: Money(6400)),
                Line(name: "Mountain poster", quantity: 1, total: Money(1900)),
            ], total: Money(8300)),
        Order(
            number: 1002, date: "2026-09-14", status: "Delivered",
            lines: [Line(name: "Navy shirt", quantity: 1, total: Money(2900))], total: Money(2900)),
        Order(
            number: 1001, date: "2026-08-02", status: "Delivered",
            lines: [Line(name: "Red mug", quantity: 3, total: Money(4200))], total: Money(4200)),
    ]

    /// The text file a customer downloads.
    func invoice(withTotal: Bool) -> String {
        var rows = ["Kiln & Cloth", "Invoice \(number)", "Date: \(date)", ""]
        rows += lines.map { "\($0.quantity) x \($0.name)  \($0.total.text)" }
        if withTotal { rows += ["", "Total: \(total.text)"] }
        return rows.joined(separator: "\n") + "\n"
    }
}
