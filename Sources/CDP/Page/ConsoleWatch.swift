/// One line of a page's console, or an exception nobody caught.
package struct ConsoleEntry: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable {
        case log, info, warning, error, exception
    }

    package var kind: Kind
    package var text: String
    package var url: String?
    package var line: Int?
    /// Milliseconds since 1970.
    package var time: Double

    /// Whether it tells that something went wrong in the page.
    package var isError: Bool { kind == .error || kind == .exception }
}

/// Keeps what a page said on its console; bounded, oldest forgotten first.
final class ConsoleWatch: Sendable {
    struct Book: Sendable {
        private(set) var entries: [ConsoleEntry] = []
        /// How many entries there have been, forgotten ones included.
        private(set) var count = 0

        mutating func add(_ entry: ConsoleEntry) {
            var entry = entry
            entry.text = String(entry.text.prefix(4000))
            entries.append(entry)
            count += 1
            if entries.count > 2000 { entries.removeFirst(500) }
        }

        func entries(after number: Int) -> [ConsoleEntry] {
            Array(entries.suffix(max(0, min(entries.count, count - number))))
        }
    }

    let book = Observed(Book())

    init(_ session: Session) { listen(to: session) }

    /// Takes in one more session of the page: a frame with a process of its own, a worker, a popup.
    func listen(to session: Session) {
        _ = session.on(DevTools.Runtime.ConsoleAPICalledEvent.self) { [self] in said($0) }
        _ = session.on(DevTools.Runtime.ExceptionThrownEvent.self) { [self] in threw($0) }
        _ = session.on(DevTools.Log.EntryAddedEvent.self) { [self] in logged($0.entry) }
    }

    private func said(_ event: DevTools.Runtime.ConsoleAPICalledEvent) {
        let kind: ConsoleEntry.Kind =
            switch event.type.rawValue {
            case "error", "assert": .error
            case "warning": .warning
            case "info", "debug": .info
            default: .log
            }
        let text = event.args.map(Self.text).joined(separator: " ")
        let place = event.stackTrace?.callFrames.first
        add(kind, text, place?.url, place?.lineNumber, event.timestamp)
    }

    private func threw(_ event: DevTools.Runtime.ExceptionThrownEvent) {
        let details = event.exceptionDetails
        let text = details.exception?.description ?? details.text
        add(.exception, text, details.url, details.lineNumber, event.timestamp)
    }

    private func logged(_ entry: DevTools.Log.LogEntry) {
        // The worker's own session says it too, and better.
        guard entry.source != .worker else { return }
        let kind: ConsoleEntry.Kind =
            switch entry.level.rawValue {
            case "error": .error
            case "warning": .warning
            default: .info
            }
        add(kind, entry.text, entry.url, entry.lineNumber, entry.timestamp)
    }

    private func add(_ kind: ConsoleEntry.Kind, _ text: String, _ url: String?, _ line: Int?, _ time: Double)
    {
        book.update {
            $0.add(ConsoleEntry(kind: kind, text: text, url: url, line: line.map { $0 + 1 }, time: time))
        }
    }

    private static func text(_ object: DevTools.Runtime.RemoteObject) -> String {
        if let value = object.value {
            switch value {
            case .string(let text): return text
            case .number(let number): return Int(exactly: number).map(String.init) ?? String(number)
            case .bool(let flag): return String(flag)
            case .null: return "null"
            case .array, .object: break
            }
        }
        return object.description ?? (object.subtype == .null ? "null" : object.type.rawValue)
    }
}
