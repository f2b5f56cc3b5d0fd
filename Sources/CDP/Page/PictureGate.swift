import Synchronization

/// Holds back what would change a page while a picture of it is being taken.
///
/// A picture shows the page at some moment before its answer, so only the answer tells that input may go on. Looking at
/// the page may go on all the while.
package final class PictureGate: Sendable {
    private struct State {
        var pictures = 0
        var held: Duration = .zero
    }

    private let state = Observed(State())

    /// Announces a picture; `open` must follow whatever becomes of it.
    package func close() { state.update { $0.pictures += 1 } }

    package func open() { state.update { $0.pictures = max(0, $0.pictures - 1) } }

    /// How long input was held back so far, all in all.
    package var held: Duration { state.read { $0.held } }

    /// Waits until no picture is being taken; returns how long that took.
    ///
    /// A picture has deadlines of its own, so this ends.
    package func pass() async throws -> Duration {
        if state.read({ $0.pictures == 0 }) { return .zero }
        let start = ContinuousClock.now
        try await state.wait { $0.pictures == 0 ? () : nil }
        let waited = ContinuousClock.now - start
        state.update { $0.held += waited }
        return waited
    }
}
