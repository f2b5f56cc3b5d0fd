/// One line of a page's console, or an exception nobody caught.
package struct ConsoleEntry: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable {
        case log, info, warning, error, exception
    }

    package var kind: Kind
    package var text: String
    package var url: String?
    /// Line and column count from 1.
    package var line: Int?
    package var column: Int?
    /// Milliseconds since 1970.
    package var time: Double
    /// Number of the step that was being played; 0 before the first.
    package var step = 0
    /// How many times in a row it was said.
    package var count = 1
    /// What of the browser speaks, such as `network`, `security`, `deprecation`; nil for the page's own script.
    package var origin: String?
    /// The worker or other target that said it; nil for the page itself and its frames.
    package var source: String?
    /// Where it came from, innermost first; of errors only.
    package var stack: [String]?

    /// Whether it tells that something went wrong in the page.
    package var isError: Bool { kind == .error || kind == .exception }

    /// Address, line and column, as far as they are known.
    package var place: String? {
        guard let url, !url.isEmpty else { return nil }
        return [url, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }

    func repeats(_ other: ConsoleEntry) -> Bool {
        kind == other.kind && text == other.text && line == other.line && column == other.column
            && url == other.url && step == other.step && source == other.source
    }
}
