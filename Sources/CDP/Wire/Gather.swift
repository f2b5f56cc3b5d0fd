import Synchronization

/// Collects the answers to one batch and wakes its caller once, when the last is in or the caller is cancelled.
final class Gather: Sendable {
    typealias Outcome = Result<RawReply, any Error>

    private struct State {
        var outcomes: [Outcome?]
        var missing: Int
        var caller: CheckedContinuation<[Outcome], any Error>?
        var isOver = false
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(outcomes: Array(repeating: nil, count: count), missing: count))
    }

    func put(_ outcome: Outcome, at index: Int) {
        let ready = state.withLock { state -> (CheckedContinuation<[Outcome], any Error>, [Outcome])? in
            guard state.outcomes[index] == nil else { return nil }
            state.outcomes[index] = outcome
            state.missing -= 1
            return Self.finish(&state)
        }
        if let (caller, outcomes) = ready { caller.resume(returning: outcomes) }
    }

    func cancel() {
        let caller = state.withLock { state in
            guard !state.isOver else { return CheckedContinuation<[Outcome], any Error>?.none }
            state.isOver = true
            defer { state.caller = nil }
            return state.caller
        }
        caller?.resume(throwing: CancellationError())
    }

    /// All outcomes in the order of the calls; throws only `CancellationError`.
    func all() async throws -> [Outcome] {
        try await withCheckedThrowingContinuation { caller in
            let now = state.withLock { state -> Result<[Outcome], any Error>? in
                if state.isOver { return .failure(CancellationError()) }
                state.caller = caller
                return Self.finish(&state).map { .success($0.1) }
            }
            if let now { caller.resume(with: now) }
        }
    }

    private static func finish(
        _ state: inout State
    ) -> (CheckedContinuation<[Outcome], any Error>, [Outcome])? {
        guard state.missing == 0, !state.isOver, let caller = state.caller else { return nil }
        state.isOver = true
        state.caller = nil
        return (caller, state.outcomes.compactMap { $0 })
    }
}
