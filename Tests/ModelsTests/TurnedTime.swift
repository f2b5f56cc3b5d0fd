import Synchronization

@testable import Models

/// Time that stands still while anybody works, and goes on to the next thing waited for when all wait.
final class TurnedTime: Sendable {
    private struct Sleeper {
        let id: Int
        let until: ContinuousClock.Instant
        let caller: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: ContinuousClock.Instant
        /// How many are not through yet.
        var working = 0
        var sleepers: [Sleeper] = []
        var lastID = 0
        var gone: Set<Int> = []
    }

    private let start: ContinuousClock.Instant
    private let state: Mutex<State>

    init() {
        let start = ContinuousClock.now
        self.start = start
        state = Mutex(State(now: start))
    }

    var elapsed: Duration { state.withLock { $0.now } - start }

    var timepiece: Timepiece {
        Timepiece(now: { self.state.withLock { $0.now } }, wait: { try await self.sleep($0) })
    }

    /// Plays `all` at once, and turns the time on whenever each of them waits for it.
    func play(_ all: [@Sendable () async -> Void]) async {
        state.withLock { $0.working = all.count }
        await withTaskGroup(of: Void.self) { group in
            for one in all {
                group.addTask {
                    await one()
                    self.state.withLock { $0.working -= 1 }
                }
            }
            while state.withLock({ $0.working > 0 }) {
                // Whoever was woken gets to where he waits again.
                for _ in 0..<40 { await Task.yield() }
                turn()
            }
        }
    }

    private func turn() {
        let due = state.withLock { state -> [Sleeper] in
            guard state.sleepers.count >= state.working, let next = state.sleepers.map(\.until).min()
            else { return [] }
            state.now = max(state.now, next)
            let due = state.sleepers.filter { $0.until <= next }
            state.sleepers.removeAll { $0.until <= next }
            return due
        }
        for sleeper in due { sleeper.caller.resume() }
    }

    private func sleep(_ until: ContinuousClock.Instant) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                let isCancelled = state.withLock { state in
                    guard state.gone.remove(id) == nil else { return true }
                    state.sleepers.append(Sleeper(id: id, until: until, caller: caller))
                    return false
                }
                if isCancelled { caller.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.gone.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: place)
            }
            sleeper?.caller.resume(throwing: CancellationError())
        }
    }
}

/// Time in which every wait is over at once, and counted.
final class SkippedTime: Sendable {
    private let state = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { state.withLock { $0 } }

    var timepiece: Timepiece {
        Timepiece(now: { self.now }, wait: { until in self.state.withLock { $0 = max($0, until) } })
    }
}
