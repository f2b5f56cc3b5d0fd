/// The staff's task board.
struct Board: Codable, Sendable {
    enum Column: String, Codable, Sendable { case todo, doing, done }

    struct Card: Codable, Sendable {
        var id: String
        var title: String
        var owner: String
        var column: Column
    }

    private(set) var cards: [Card] = [
        Card(id: "notes", title: "Write release notes", owner: "Mira", column: .todo),
        Card(id: "photos", title: "Photograph the new mugs", owner: "Jonas", column: .todo),
        Card(id: "tape", title: "Order packing tape", owner: "Mira", column: .todo),
        Card(id: "till", title: "Fix the till in the store", owner: "Sami", column: .doing),
        Card(id: "sizes", title: "Update the size guide", owner: "Jonas", column: .done),
    ]

    /// Puts the card at the end of a column; returns whether there is such a card.
    mutating func move(_ id: String, to column: Column) -> Bool {
        guard let place = cards.firstIndex(where: { $0.id == id }) else { return false }
        var card = cards.remove(at: place)
        card.column = column
        cards.append(card)
        return true
    }

    /// Returns whether there was such a card.
    mutating func delete(_ id: String) -> Bool {
        let before = cards.count
        cards.removeAll { $0.id == id }
        return cards.count < before
    }
}
