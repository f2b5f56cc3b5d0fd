import Synchronization

/// A value that comes once, for any number of waiters, each of which may be cancelled.
package final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var outcome: Result<Value, any Error>?
        var waiters: [Int: CheckedContinuation<Value, any Error>] = [:]
        var lastToken = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// What came, or nil while nothing has.
    package var outcome: Result<Value, any Error>? { state.withLock { $0.outcome } }

    /// Sets the outcome; only the first call counts.
    ///
    /// Returns whether this was it.
    @discardableResult
    package func resolve(_ outcome: Result<Value, any Error>) -> Bool {
        let waiters = state.withLock { state -> [CheckedContinuation<Value, any Error>]? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters ?? [] { waiter.resume(with: outcome) }
        return waiters != nil
    }

    @discardableResult
    package func fulfil(_ value: Value) -> Bool { resolve(.success(value)) }

    /// Waits for the outcome; throws `CancellationError` when the waiting task is cancelled first.
    package var value: Value {
        get async throws {
            let token = state.withLock { state in
                state.lastToken += 1
                return state.lastToken
            }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { caller in
                    let now = state.withLock { state -> Result<Value, any Error>? in
                        if let outcome = state.outcome { return outcome }
                        if Task.isCancelled { return .failure(CancellationError()) }
                        state.waiters[token] = caller
                        return nil
                    }
                    if let now { caller.resume(with: now) }
                }
            } onCancel: {
                let waiter = state.withLock { $0.waiters.removeValue(forKey: token) }
                waiter?.resume(throwing: CancellationError())
            }
        }
    }

    /// Waits for the outcome at most `limit`; nil when none came in that time.
    package func value(within limit: Duration) async throws -> Value? {
        do {
            return try await CDP.within(limit, "wait") { try await self.value }
        } catch is DeadlinePassed {
            return nil
        }
    }
}
