/// One entry of the news page.
struct NewsItem: Codable, Sendable {
    var date: String
    var title: String
    var text: String

    static let pageSize = 6

    static let all: [NewsItem] = [
        NewsItem(
            date: "18 November", title: "The kiln is back",
            text: "New bricks, same temper."),
        NewsItem(
            date: "12 November", title: "Yellow mugs are here",
            text: "Forty of them, fresh from the oven."),
        NewsItem(
            date: "4 November", title: "Longer opening hours",
            text: "On Thursdays we stay until eight."),
        NewsItem(
            date: "29 October", title: "A second dye bath",
            text: "Navy is now a little deeper."),
        NewsItem(
            date: "21 October", title: "Meet Jonas",
            text: "He packs your parcels, and well."),
        NewsItem(
            date: "15 October", title: "Parcels without plastic",
            text: "Paper tape only from today."),
        NewsItem(
            date: "2 October", title: "Open studio day",
            text: "Come and throw a bowl of your own."),
        NewsItem(
            date: "24 September", title: "City maps reprinted",
            text: "The third edition, with the new bridge."),
        NewsItem(
            date: "11 September", title: "Now shipping to Sweden",
            text: "Three working days to your door."),
        NewsItem(
            date: "1 September", title: "Hello, autumn",
            text: "The green glaze returns for the season."),
    ]

    /// The entries of a page, counted from 1.
    static func page(_ number: Int) -> [NewsItem] {
        Array(all.dropFirst((number - 1) * pageSize).prefix(pageSize))
    }
}
