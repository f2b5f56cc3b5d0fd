import Synchronization

/// Collects the answers to one batch and wakes its caller once, when the last is in or the caller is cancelled.
final class Gather: Sendable {
    typealias Outcome = Result<RawReply, any Error>

    private enum Caller {
        case task(CheckedContinuation<[Outcome], any Error>)
        case handler(@Sendable ([Outcome]) -> Void)

        func resume(_ outcomes: [Outcome]) {
            switch self {
            case .task(let task): task.resume(returning: outcomes)
            case .handler(let handler): handler(outcomes)
            }
        }
    }

    private struct State {
        var outcomes: [Outcome?]
        var missing: Int
        var caller: Caller?
        var isOver = false
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(outcomes: Array(repeating: nil, count: count), missing: count))
    }

    /// For those who can't wait: `handler` is called with all outcomes, on the socket's thread.
    init(count: Int, handler: @escaping @Sendable ([Outcome]) -> Void) {
        state = Mutex(
            State(outcomes: Array(repeating: nil, count: count), missing: count, caller: .handler(handler)))
    }

    func put(_ outcome: Outcome, at index: Int) {
        let ready = state.withLock { state -> (Caller, [Outcome])? in
            guard state.outcomes[index] == nil else { return nil }
            state.outcomes[index] = outcome
            state.missing -= 1
            return Self.finish(&state)
        }
        if let (caller, outcomes) = ready { caller.resume(outcomes) }
    }

    func cancel() {
        let caller = state.withLock { state in
            guard !state.isOver else { return Caller?.none }
            state.isOver = true
            defer { state.caller = nil }
            return state.caller
        }
        if case .task(let task)? = caller { task.resume(throwing: CancellationError()) }
    }

    /// All outcomes in the order of the calls; throws only `CancellationError`.
    func all() async throws -> [Outcome] {
        try await withCheckedThrowingContinuation { caller in
            let now = state.withLock { state -> Result<[Outcome], any Error>? in
                if state.isOver { return .failure(CancellationError()) }
                state.caller = .task(caller)
                return Self.finish(&state).map { .success($0.1) }
            }
            if let now { caller.resume(with: now) }
        }
    }

    private static func finish(_ state: inout State) -> (Caller, [Outcome])? {
        guard state.missing == 0, !state.isOver, let caller = state.caller else { return nil }
        state.isOver = true
        state.caller = nil
        return (caller, state.outcomes.compactMap { $0 })
    }
}
