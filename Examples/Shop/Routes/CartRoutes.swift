import Hummingbird

extension Shop {
    private struct NewLine: Decodable {
        var productID: String
        var variant: String?
        var quantity: Int?
    }

    private struct Change: Decodable { var quantity: Int }
    private struct Code: Decodable { var code: String }

    func addCartRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        router.get("/api/cart") { _, context in
            visitor(context) { CartSummary($0.cart, faults: faults) }
        }
        router.post("/api/cart") { request, context in
            let line = try await request.decode(as: NewLine.self, context: context)
            let summary = try add(line, context)
            return Answer(.created, summary)
        }
        router.patch("/api/cart/:line") { request, context in
            let change = try await request.decode(as: Change.self, context: context)
            let line = try context.parameters.require("line", as: Int.self)
            try checkQuantity(change.quantity)
            return try visitor(context) { session in
                guard session.cart.setQuantity(change.quantity, line: line) else {
                    throw HTTPError(.notFound)
                }
                return CartSummary(session.cart, faults: faults)
            }
        }
        router.delete("/api/cart/:line") { _, context in
            let line = try context.parameters.require("line", as: Int.self)
            return visitor(context) { session in
                if !faults.has(.itemStays) { session.cart.remove(line: line) }
                return CartSummary(session.cart, faults: faults)
            }
        }
        router.post("/api/cart/discount") { request, context in
            let asked = try await request.decode(as: Code.self, context: context)
            return try visitor(context) { session in
                guard session.cart.apply(code: asked.code) else {
                    throw HTTPError(.unprocessableContent, message: "This code is not valid")
                }
                return CartSummary(session.cart, faults: faults)
            }
        }
    }

    private func add(_ line: NewLine, _ context: ShopContext) throws -> CartSummary {
        guard let product = Catalogue.product(line.productID) else { throw HTTPError(.notFound) }
        let variant = line.variant ?? product.variants.first ?? ""
        guard product.variants.contains(variant) else {
            throw HTTPError(.unprocessableContent, message: "There is no such size")
        }
        let quantity = line.quantity ?? 1
        try checkQuantity(quantity)
        return visitor(context) { session in
            session.cart.add(product, variant: variant, quantity: quantity)
            return CartSummary(session.cart, faults: faults)
        }
    }

    private func checkQuantity(_ quantity: Int) throws {
        guard Cart.quantities.contains(quantity) else {
            throw HTTPError(.unprocessableContent, message: "Between 1 and 20 of each, please")
        }
    }
}
