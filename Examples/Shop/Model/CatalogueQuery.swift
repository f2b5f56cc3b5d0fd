/// What the catalogue page asks for, and the list that answers it.
struct CatalogueQuery: Sendable {
    enum Order: String, Sendable {
        case featured, name
        case cheapestFirst = "price-asc"
        case dearestFirst = "price-desc"
    }

    var term: String
    var categories: Set<Product.Category>
    var order: Order

    func answer(from products: [Product], faults: FaultSet) -> [Product] {
        let wanted = faults.has(.wrongFilter) ? Set(categories.map(\.next)) : categories
        let words = faults.has(.searchIgnoresTerm) ? [] : term.lowercased().split(separator: " ")
        let found = products.filter { product in
            (wanted.isEmpty || wanted.contains(product.category))
                && words.allSatisfy { product.name.lowercased().contains($0) }
        }
        return sorted(found, reversed: faults.has(.wrongSort))
    }

    private func sorted(_ found: [Product], reversed: Bool) -> [Product] {
        switch order {
        case .featured: found
        case .name: found.sorted { $0.name < $1.name }
        case .cheapestFirst where !reversed, .dearestFirst where reversed:
            found.sorted { $0.price.cents < $1.price.cents }
        case .cheapestFirst, .dearestFirst: found.sorted { $0.price.cents > $1.price.cents }
        }
    }
}
