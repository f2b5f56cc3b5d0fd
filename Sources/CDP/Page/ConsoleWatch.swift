/// Keeps what a page says on its console; the only listener to its console, exception and log events.
final class ConsoleWatch: Sendable {
    let book = Observed(ConsoleBook())

    init(_ session: Session) { listen(to: session) }

    /// What is switched on for it, on every session that is listened to, besides the `Runtime` domain.
    static var calls: [Call] {
        [
            Call(DevTools.Log.Enable()),
            // What holds up the page's own thread so long that its user would notice.
            Call(
                DevTools.Log.StartViolationsReport(config: [
                    .init(name: .longTask, threshold: 200), .init(name: .discouragedAPIUse, threshold: -1),
                ])),
        ]
    }

    /// Takes in what is said on one more session: a frame in another process, a worker.
    ///
    /// - Parameter source: What the target is called in the log; nil for the page itself and its frames.
    func listen(to session: Session, as source: String? = nil) {
        _ = session.hear(DevTools.Runtime.ConsoleAPICalledEvent.self) { [self] body in
            let isError = Self.troubles.contains { body.begins(with: $0) }
            guard book.update({ $0.admits(isError: isError) }) else { return }
            said(try body.decode(DevTools.Runtime.ConsoleAPICalledEvent.self), source)
        }
        _ = session.hear(DevTools.Runtime.ExceptionThrownEvent.self) { [self] body in
            guard book.update({ $0.admits(isError: true) }) else { return }
            threw(try body.decode(DevTools.Runtime.ExceptionThrownEvent.self), source)
        }
        _ = session.hear(DevTools.Log.EntryAddedEvent.self) { [self] body in
            guard book.update({ $0.admits(isError: true) }) else { return }
            logged(try body.decode(DevTools.Log.EntryAddedEvent.self).entry, source)
        }
    }

    /// How the news of an error, a warning or a broken assertion begins.
    private static let troubles = ["error", "warning", "assert"].map { #"{"type":"\#($0)""# }

    private func said(_ event: DevTools.Runtime.ConsoleAPICalledEvent, _ source: String?) {
        let kind: ConsoleEntry.Kind
        switch event.type {
        case .clear, .endGroup, .profile, .profileEnd: return
        case .error, .assert: kind = .error
        case .warning: kind = .warning
        case .info, .debug: kind = .info
        default: kind = .log
        }
        let text = ConsoleText.line(event.args)
        let frame = event.stackTrace?.callFrames.first
        let isTraced = kind == .error || event.type == .trace
        add(
            ConsoleEntry(
                kind: kind, text: event.type == .assert ? "Assertion failed: \(text)" : text, url: frame?.url,
                line: frame.map { $0.lineNumber + 1 }, column: frame.map { $0.columnNumber + 1 },
                time: event.timestamp, source: source, stack: isTraced ? event.stackTrace?.lines : nil))
    }

    private func threw(_ event: DevTools.Runtime.ExceptionThrownEvent, _ source: String?) {
        let details = event.exceptionDetails
        let thrown = details.exception.map(ConsoleText.plain) ?? ""
        let lines = thrown.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines.prefix { !$0.hasPrefix("    at ") }.joined(separator: "\n")
        let told = lines.filter { $0.hasPrefix("    at ") }.prefix(20).map { String($0.dropFirst(7)) }
        let frame = details.stackTrace?.callFrames.first
        let url = details.url.flatMap { $0.isEmpty ? nil : $0 } ?? frame?.url
        add(
            ConsoleEntry(
                kind: .exception, text: words.isEmpty ? details.text : "\(details.text) \(words)", url: url,
                line: details.lineNumber + 1, column: details.columnNumber + 1, time: event.timestamp,
                source: source, stack: told.isEmpty ? details.stackTrace?.lines : told))
    }

    private func logged(_ entry: DevTools.Log.LogEntry, _ source: String?) {
        // The worker's own session says it too, and better.
        guard entry.source != .worker else { return }
        let kind: ConsoleEntry.Kind =
            switch entry.level {
            case .error: .error
            case .warning: .warning
            default: .info
            }
        let frame = entry.stackTrace?.callFrames.first
        add(
            ConsoleEntry(
                kind: kind, text: entry.text, url: entry.url ?? frame?.url,
                line: (entry.lineNumber ?? frame?.lineNumber).map { $0 + 1 },
                column: frame.map { $0.columnNumber + 1 }, time: entry.timestamp,
                origin: entry.source.rawValue, source: source,
                stack: kind == .error ? entry.stackTrace?.lines : nil))
    }

    private func add(_ entry: ConsoleEntry) { book.update { $0.add(entry) } }
}

extension DevTools.Runtime.StackTrace {
    /// The frames as text, innermost first; nil when there are none.
    fileprivate var lines: [String]? {
        let lines = callFrames.prefix(20).map { frame in
            let place = "\(frame.url):\(frame.lineNumber + 1):\(frame.columnNumber + 1)"
            return frame.functionName.isEmpty ? place : "\(frame.functionName) (\(place))"
        }
        return lines.isEmpty ? nil : lines
    }
}
