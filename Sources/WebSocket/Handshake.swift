import Synchronization

/// The one-time answer to "is the socket open?", awaited by `connect` and given by the service thread.
final class Handshake: Sendable {
    private enum Phase {
        case unasked
        case awaited(CheckedContinuation<Void, any Error>)
        case settled(Result<Void, any Error>)
    }

    private let phase = Mutex(Phase.unasked)

    /// Returns when settled with success; a cancelled task settles it with `CancellationError`.
    func wait() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Void, any Error>) in
                let early: Result<Void, any Error>? = phase.withLock { phase in
                    if case .settled(let answer) = phase { return answer }
                    phase = .awaited(caller)
                    return nil
                }
                if let early { caller.resume(with: early) }
            }
        } onCancel: {
            settle(.failure(CancellationError()))
        }
    }

    /// Gives the answer; false when there was one already, which then stands.
    @discardableResult
    func settle(_ answer: Result<Void, any Error>) -> Bool {
        let before = phase.withLock { phase in
            let before = phase
            if case .settled = before { return before }
            phase = .settled(answer)
            return before
        }
        switch before {
        case .unasked:
            return true
        case .awaited(let caller):
            caller.resume(with: answer)
            return true
        case .settled:
            return false
        }
    }
}
