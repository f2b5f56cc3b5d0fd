/// The dialogs that a page has opened, numbered from 1, and the answers planned for the next ones.
///
/// Pure and bounded: the oldest are forgotten first, and the others keep their numbers.
struct DialogBook: Sendable, Equatable {
    static let capacity = 200

    var plan: [DialogAnswer] = []
    private(set) var records: [DialogRecord] = []
    /// How many there have been, forgotten ones included.
    private(set) var count = 0

    mutating func add(_ record: DialogRecord) {
        records.append(record)
        count += 1
        if records.count > Self.capacity { records.removeFirst(Self.capacity / 2) }
    }

    /// What is remembered of those after the first `number`.
    func records(after number: Int) -> ArraySlice<DialogRecord> { records.suffix(max(0, count - number)) }

    /// Whether a page's question on leaving was answered with no.
    func hasRefused(after number: Int) -> Bool {
        records(after: number).contains { $0.kind == "beforeunload" && !$0.isAccepted }
    }
}
