/// What a visitor is about to buy.
struct Cart: Sendable {
    struct Line: Sendable {
        var id: Int
        var product: Product
        var variant: String
        var quantity: Int

        var total: Money { product.price.times(quantity) }
    }

    static let quantities = 1...20

    private(set) var lines: [Line] = []
    private(set) var discountCode: String?
    private var lastLine = 0

    var count: Int { lines.reduce(0) { $0 + $1.quantity } }

    mutating func add(_ product: Product, variant: String, quantity: Int) {
        if let place = lines.firstIndex(where: { $0.product.id == product.id && $0.variant == variant }) {
            lines[place].quantity = min(lines[place].quantity + quantity, Cart.quantities.upperBound)
            return
        }
        lastLine += 1
        lines.append(Line(id: lastLine, product: product, variant: variant, quantity: quantity))
    }

    /// Returns whether there is such a line.
    mutating func setQuantity(_ quantity: Int, line id: Int) -> Bool {
        guard let place = lines.firstIndex(where: { $0.id == id }) else { return false }
        lines[place].quantity = quantity
        return true
    }

    mutating func remove(line id: Int) { lines.removeAll { $0.id == id } }

    /// Returns whether the code is a valid one.
    mutating func apply(code: String) -> Bool {
        guard code.uppercased() == "WELCOME10" else { return false }
        discountCode = "WELCOME10"
        return true
    }

    mutating func empty() {
        lines = []
        discountCode = nil
    }
}
