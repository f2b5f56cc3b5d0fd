/// What a page has said on its console.
///
/// Pure and bounded, in memory and in work: of a step that says too much the rest is only counted, and when all is too
/// much the oldest is forgotten first, errors last.
struct ConsoleBook: Sendable {
    private struct Line: Sendable {
        var entry: ConsoleEntry
        /// Number of the latest message that it stands for.
        var number: Int
    }

    static let capacity = 2000
    static let longestText = 4000
    /// How many messages of one step are read, beside its errors, and how many errors.
    static let mostPerStep = 1000
    static let mostErrorsPerStep = 500

    private var lines: [Line] = []
    private var read = 0
    private var readErrors = 0
    /// How many messages there have been, forgotten ones included.
    private(set) var count = 0
    /// How many of them are in no entry any more.
    private(set) var forgotten = 0
    /// The step that is being played.
    var step = 0 {
        didSet { (read, readErrors) = (0, 0) }
    }

    var entries: [ConsoleEntry] { lines.map(\.entry) }

    /// Whether a message that has come is worth reading; it is counted as forgotten when not.
    mutating func admits(isError: Bool) -> Bool {
        let isAdmitted = isError ? readErrors < Self.mostErrorsPerStep : read < Self.mostPerStep
        if isAdmitted {
            if isError { readErrors += 1 } else { read += 1 }
        } else {
            count += 1
            forgotten += 1
        }
        return isAdmitted
    }

    mutating func add(_ entry: ConsoleEntry) {
        var entry = entry
        entry.step = step
        if entry.text.utf8.count > Self.longestText { entry.text = entry.text.prefix(Self.longestText) + "…" }
        count += 1
        if let last = lines.last, last.entry.repeats(entry) {
            lines[lines.count - 1].entry.count += 1
            lines[lines.count - 1].number = count
        } else {
            lines.append(Line(entry: entry, number: count))
            if lines.count > Self.capacity { forget(Self.capacity / 4) }
        }
    }

    private mutating func forget(_ number: Int) {
        let chatter = lines.indices.filter { !lines[$0].entry.isError }.prefix(number)
        let leaving = Set(chatter.count == number ? Array(chatter) : Array(lines.indices.prefix(number)))
        forgotten += leaving.reduce(0) { $0 + lines[$1].entry.count }
        lines = lines.indices.filter { !leaving.contains($0) }.map { lines[$0] }
    }

    /// What was said after the first `number` messages.
    func entries(after number: Int) -> [ConsoleEntry] {
        lines.drop { $0.number <= number }.map(\.entry)
    }
}
