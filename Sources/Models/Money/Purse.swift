import Synchronization

/// A ledger that flows wait at until there is money for their call, or none will be.
package final class Purse: Sendable {
    /// A cap is reached.
    package struct Spent: Error, Sendable, Hashable, CustomStringConvertible {
        /// Empty for the whole run.
        package let account: [String]
        package let cap: Money

        package var description: String {
            let whose = account.isEmpty ? "the run's" : "\(account.joined(separator: " / "))'s"
            return "\(whose) cap of \(cap) is spent"
        }
    }

    private struct State {
        var ledger: Ledger
        var line: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastID = 0
        var gone: Set<Int> = []
    }

    private let state: Mutex<State>

    package init(cap: Money? = nil) { state = Mutex(State(ledger: Ledger(cap: cap))) }

    package func setCap(_ cap: Money?, of account: Ledger.Account) {
        state.withLock { $0.ledger.setCap(cap, of: account) }
    }

    package func spent(_ account: Ledger.Account = .init()) -> Money {
        state.withLock { $0.ledger.spent(account) }
    }

    /// Reserves `most`, makes the call and books what it tells to have cost.
    ///
    /// - Throws: `Spent` and `CancellationError` before the call; what the call throws, after booking the cost it names.
    package func spend<Value: Sendable>(
        atMost most: Money, for account: Ledger.Account,
        _ call: () async -> (cost: Money, result: Result<Value, any Error>)
    ) async throws -> Value {
        let reservation = try await reserve(most, account)
        let (cost, result) = await call()
        let waiting = state.withLock { state in
            state.ledger.settle(reservation, cost: cost)
            defer { state.line = [:] }
            return state.line.values
        }
        for caller in waiting { caller.resume() }
        return try result.get()
    }

    private func reserve(_ most: Money, _ account: Ledger.Account) async throws -> Ledger.Reservation {
        while true {
            try Task.checkCancellation()
            let (answer, id) = state.withLock { state in
                state.lastID += 1
                return (state.ledger.reserve(most, for: account), state.lastID)
            }
            switch answer {
            case .granted(let reservation): return reservation
            case .spent(let account, let cap): throw Spent(account: account, cap: cap)
            case .wait: await change(id, most, account)
            }
        }
    }

    private func change(_ id: Int, _ most: Money, _ account: Ledger.Account) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let isOver = state.withLock { state in
                    // Something may have been settled since the ledger was asked.
                    var trial = state.ledger
                    guard state.gone.remove(id) == nil, trial.reserve(most, for: account) == .wait else {
                        return true
                    }
                    state.line[id] = caller
                    return false
                }
                if isOver { caller.resume() }
            }
        } onCancel: {
            let caller = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard let caller = state.line.removeValue(forKey: id) else {
                    state.gone.insert(id)
                    return nil
                }
                return caller
            }
            caller?.resume()
        }
        _ = state.withLock { $0.gone.remove(id) }
    }
}
