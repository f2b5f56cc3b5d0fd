import Synchronization

/// State that changes by events and can be waited on: a wait is a question to the state, asked again at each change.
package final class Observed<State: Sendable>: Sendable {
    private struct Inner {
        var state: State
        var waiters: [Int: @Sendable (State) -> Bool] = [:]
        var lastToken = 0
    }

    private let inner: Mutex<Inner>

    package init(_ state: State) { inner = Mutex(Inner(state: state)) }

    package func read<Value>(_ body: (State) -> Value) -> Value {
        inner.withLock { body($0.state) }
    }

    /// Changes the state and answers every wait that now has an answer.
    @discardableResult
    package func update<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, state, waiters) = inner.withLock { inner in
            let value = body(&inner.state)
            return (value, inner.state, inner.waiters)
        }
        for (token, isAnswered) in waiters where isAnswered(state) {
            inner.withLock { _ = $0.waiters.removeValue(forKey: token) }
        }
        return value
    }

    /// Waits until `pick` finds something in the state; throws `CancellationError` when cancelled first.
    package func wait<Value: Sendable>(for pick: @escaping @Sendable (State) -> Value?) async throws -> Value
    {
        let promise = Promise<Value>()
        let token = inner.withLock { inner -> Int in
            if let found = pick(inner.state) {
                promise.fulfil(found)
                return 0
            }
            inner.lastToken += 1
            inner.waiters[inner.lastToken] = { state in
                guard let found = pick(state) else { return false }
                promise.fulfil(found)
                return true
            }
            return inner.lastToken
        }
        defer { inner.withLock { _ = $0.waiters.removeValue(forKey: token) } }
        return try await promise.value
    }
}
