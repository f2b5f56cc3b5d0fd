import Synchronization

/// How long a task and its children have waited for answers of the browser.
///
/// Answers that are waited for at the same time count once.
package final class CallMeter: Sendable {
    private struct State {
        var calls = 0
        var open = 0
        var since = ContinuousClock.now
        var total = Duration.zero
        var elsewhere = Duration.zero
    }

    /// The meter of the current task, if anybody wants to know.
    @TaskLocal package static var current: CallMeter?

    private let state = Mutex(State())

    package init() {}

    package var calls: Int { state.withLock { $0.calls } }
    /// Time in which at least one answer was waited for.
    package var total: Duration { state.withLock { $0.total } }
    /// Time that was waited for news, with no call open.
    package var elsewhere: Duration { state.withLock { $0.elsewhere } }

    func began(_ count: Int) {
        state.withLock { state in
            if state.open == 0 { state.since = .now }
            state.open += 1
            state.calls += count
        }
    }

    func ended() {
        state.withLock { state in
            state.open -= 1
            if state.open == 0 { state.total += .now - state.since }
        }
    }

    /// Notes a wait for news, which no call was open for.
    package func waited(_ duration: Duration) { state.withLock { $0.elsewhere += duration } }

    /// The part of the time that no wait of `waits` explains: answers that were waited for, many and each for a moment.
    package func answers(besides waits: [Wait]) -> Wait? {
        let (calls, total, elsewhere) = state.withLock { ($0.calls, $0.total, $0.elsewhere) }
        let explained = waits.reduce(Duration.zero) { $0 + $1.duration } - elsewhere
        let rest = total - max(.zero, explained)
        guard calls > 0, rest > .zero else { return nil }
        return Wait("the answers to \(calls) calls of the browser", rest)
    }
}
