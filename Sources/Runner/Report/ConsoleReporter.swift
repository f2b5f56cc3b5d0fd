import Synchronization

/// Tells a run to a person: one line per flow, the whole story for each that did not pass.
///
/// Texts reach reporters already masked; nothing here knows a secret.
package final class ConsoleReporter: Reporter {
    private let screen: Mutex<ConsoleScreen>
    private let write: @Sendable (String) -> Void

    /// Makes a reporter for one run.
    ///
    /// - Parameter write: appends to standard error; called under a lock, so that lines can't interleave.
    package init(
        style: ConsoleStyle, artifacts: String, report: String? = nil,
        write: @escaping @Sendable (String) -> Void
    ) {
        screen = Mutex(ConsoleScreen(style: style, artifacts: artifacts, report: report))
        self.write = write
    }

    package func handle(_ event: RunEvent) {
        screen.withLock { screen in
            let text = screen.show(event)
            if !text.isEmpty { write(text) }
        }
    }
}
