/// Everything one browser has done here; nothing in it is shared with another session.
struct Session: Sendable {
    var cart = Cart()
    var account: Account?
    var picture: Picture?
    var address: Address?
    var placedOrders: [Order] = []
    var board = Board()

    private static let firstNumber = 1004

    /// Newest first.
    var orders: [Order] {
        let old = account?.email == "ada@example.com" ? Order.ofAda : []
        return placedOrders.reversed() + old
    }

    /// Turns the cart into an order; `nil` if the cart is empty.
    mutating func placeOrder(date: String, total: Money) -> Order? {
        guard !cart.lines.isEmpty else { return nil }
        let lines = cart.lines.map { line in
            Order.Line(name: line.product.name, quantity: line.quantity, total: line.total)
        }
        let number = Session.firstNumber + placedOrders.count
        let order = Order(number: number, date: date, status: "Received", lines: lines, total: total)
        placedOrders.append(order)
        cart.empty()
        return order
    }
}
