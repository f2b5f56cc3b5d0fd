/// The fixed range of products.
enum Catalogue {
    static let products: [Product] = [
        item(
            "red-mug", "Red mug", .mugs, 1400, "#c0392b",
            "Thrown by hand, glazed in a deep brick red.", new: true),
        item(
            "navy-shirt", "Navy shirt", .shirts, 2900, "#22375c",
            "Heavy organic cotton, dyed after sewing."),
        item(
            "mountain-poster", "Mountain poster", .posters, 1900, "#5d7f8f",
            "Screen print in four colours."),
        item(
            "blue-mug", "Blue mug", .mugs, 1400, "#2f6690",
            "The same mug in a glaze like a clear evening."),
        item(
            "canvas-bag", "Canvas bag", .bags, 1800, "#b89b72",
            "Unbleached canvas with long handles."),
        item(
            "green-mug", "Green mug", .mugs, 1550, "#4b7f52",
            "A celadon glaze; every piece is different."),
        item(
            "white-shirt", "White shirt", .shirts, 2700, "#d9d5cc",
            "The plain one, cut a little wider."),
        item(
            "yellow-mug", "Yellow mug", .mugs, 1300, "#dba227",
            "Sunny side up.", new: true),
        item(
            "city-map-poster", "City map poster", .posters, 2200, "#a3674f",
            "Every street of the old town."),
        item(
            "striped-shirt", "Striped shirt", .shirts, 3500, "#6a6f8c",
            "Fifteen stripes, counted twice."),
        item(
            "travel-mug", "Black travel mug", .mugs, 2400, "#33312e",
            "Steel inside, closes tightly."),
        item(
            "rucksack", "Rucksack", .bags, 6400, "#6b705c",
            "Waxed cotton, holds a laptop and lunch.", new: true),
    ]

    static func product(_ id: String) -> Product? { products.first { $0.id == id } }

    private static func item(
        _ id: String, _ name: String, _ category: Product.Category, _ cents: Int, _ colour: String,
        _ description: String, new: Bool = false
    ) -> Product {
        Product(
            id: id, name: name, category: category, price: Money(cents), colour: colour,
            description: description, variants: category.variants, isNew: new)
    }
}
