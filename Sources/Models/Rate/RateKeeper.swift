import Synchronization

/// The gate of one key, held open or shut for all flows of this process.
package final class RateKeeper: Sendable {
    private struct State {
        var gate: RateGate
        var line: [(id: Int, caller: CheckedContinuation<Void, Never>)] = []
        var lastID = 0
        var gone: Set<Int> = []
    }

    private let state: Mutex<State>
    private let time: Timepiece
    private let start: ContinuousClock.Instant

    package init(_ limits: RateGate.Limits = .init(), time: Timepiece = .machine) {
        state = Mutex(State(gate: RateGate(limits)))
        self.time = time
        start = time.now()
    }

    private var now: Duration { time.now() - start }

    /// Makes a call when its turn comes, and learns from how it ended.
    ///
    /// - Throws: `resting` when the provider has failed too often, `timeout` when the turn would come after
    ///   `deadline`, and what the call throws.
    package func pass<Value: Sendable>(
        before deadline: ContinuousClock.Instant,
        _ call: () async -> (Result<Value, ModelError>)
    ) async throws(ModelError) -> Value {
        try await enter(before: deadline)
        let result = await call()
        let outcome: RateGate.Outcome =
            switch result {
            case .success: .answered
            case .failure(let error): Self.outcome(error)
            }
        let now = now
        let next = state.withLock { state in
            state.gate.leave(outcome, now: now)
            // Whoever waits looks for himself whether there is room now.
            defer { state.line = [] }
            return state.line
        }
        for waiting in next { waiting.caller.resume() }
        return try result.get()
    }

    private func enter(before deadline: ContinuousClock.Instant) async throws(ModelError) {
        let place = state.withLock { $0.gate.place(now: now) }
        while true {
            if Task.isCancelled { throw ModelError(.cancelled, "the task was cancelled") }
            let (admission, underWay) = state.withLock {
                ($0.gate.enter(place: place, now: now), $0.gate.callsUnderWay)
            }
            switch admission {
            case .go: return
            case .resting:
                throw ModelError(.resting, "the provider failed too often; it is left alone for a while")
            case .wait(let until):
                guard start + until < deadline else {
                    throw ModelError(.timeout, "the turn of this call comes after its deadline")
                }
                try? await time.wait(start + until)
            case .full:
                guard time.now() < deadline else {
                    throw ModelError(.timeout, "\(underWay) other calls took all the time")
                }
                await roomOrDeadline(deadline)
            }
        }
    }

    private func roomOrDeadline(_ deadline: ContinuousClock.Instant) async {
        await withTaskGroup(of: Void.self) { race in
            race.addTask { await self.room() }
            race.addTask { try? await self.time.wait(deadline) }
            await race.next()
            race.cancelAll()
        }
    }

    private func room() async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let isOver = state.withLock { state in
                    let isRoom = state.gate.callsUnderWay < state.gate.atOnce
                    guard state.gone.remove(id) == nil, !isRoom else { return true }
                    state.line.append((id, caller))
                    return false
                }
                if isOver { caller.resume() }
            }
        } onCancel: {
            let caller = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard let place = state.line.firstIndex(where: { $0.id == id }) else {
                    state.gone.insert(id)
                    return nil
                }
                return state.line.remove(at: place).caller
            }
            caller?.resume()
        }
        _ = state.withLock { $0.gone.remove(id) }
    }

    private static func outcome(_ error: ModelError) -> RateGate.Outcome {
        switch error.code {
        case .rateLimited: .slowDown(error.retryAfter)
        case .overloaded, .serverFault, .unreachable, .dropped: .down
        case .noKey, .badKey, .noCredit, .unknownModel, .badRequest, .unsupportedTool, .tooLarge, .refused,
            .truncated, .empty, .contextFull, .malformed, .timeout, .resting, .cancelled,
            .drift, .budget, .other:
            .unrelated
        }
    }
}
