/// The cart as the page shows it.
struct CartSummary: Codable, Sendable {
    struct Line: Codable, Sendable {
        var id: Int
        var productID: String
        var name: String
        var variant: String
        var price: Money
        var quantity: Int
        var total: Money
    }

    var lines: [Line]
    var count: Int
    var subtotal: Money
    var discountCode: String?
    var discount: Money
    var total: Money

    init(_ cart: Cart, faults: FaultSet) {
        lines = cart.lines.map { line in
            Line(
                id: line.id, productID: line.product.id, name: line.product.name, variant: line.variant,
                price: line.product.price, quantity: line.quantity, total: line.total)
        }
        count = cart.count
        let prices = faults.has(.wrongTotal) ? cart.lines.map(\.product.price) : cart.lines.map(\.total)
        subtotal = Money.total(prices)
        discountCode = cart.discountCode
        let applies = cart.discountCode != nil && !faults.has(.noDiscount)
        discount = Money(applies ? subtotal.cents / 10 : 0)
        total = Money(subtotal.cents - discount.cents)
    }
}
