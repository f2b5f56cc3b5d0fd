import Hummingbird

extension Shop {
    func addCatalogueRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        router.get("/api/products") { request, _ in
            let asked = request.uri.queryParameters
            let query = CatalogueQuery(
                term: asked["q"].map(String.init) ?? "",
                categories: Set(
                    asked.getAll("category").compactMap { Product.Category(rawValue: String($0)) }),
                order: asked["sort"].flatMap { CatalogueQuery.Order(rawValue: String($0)) } ?? .featured)
            if !query.term.isEmpty { try await Latency.search.pass() }
            return Listing(items: query.answer(from: Catalogue.products, faults: faults))
        }
        router.get("/api/products/:id") { _, context in
            try product(context)
        }
        router.get("/api/products/:id/reviews") { _, context in
            _ = try product(context)
            try await Latency.reviews.pass()
            return Listing(items: faults.has(.emptyReviews) ? [] : Review.all)
        }
    }

    private func product(_ context: ShopContext) throws -> Product {
        guard let product = Catalogue.product(try context.parameters.require("id")) else {
            throw HTTPError(.notFound, message: "There is no such product")
        }
        return product
    }
}
