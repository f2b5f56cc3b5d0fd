import Flows
import Foundation

/// Plays each setup flow once and hands its end state to every flow that starts from it.
actor SetupFlows {
    /// What a setup flow gave.
    enum Result: Sendable {
        case state(StorageState)
        case failed(String)
    }

    private let flows: [String: Flow]
    private let now: @Sendable () -> Date
    private let play: @Sendable (Flow, StorageState?) async -> FlowRunner.Verdict
    private var results: [String: Task<Result, Never>] = [:]
    private var states: [String: StorageState] = [:]

    init(
        _ flows: [Flow], now: @escaping @Sendable () -> Date = { Date() },
        play: @escaping @Sendable (Flow, StorageState?) async -> FlowRunner.Verdict
    ) {
        self.now = now
        self.flows = Dictionary(flows.map { ($0.name, $0) }) { first, _ in first }
        self.play = play
    }

    /// The state `flow` starts from; nil when it starts from nothing.
    ///
    /// - Throws: `SetupFailure` when one of its setup flows did not pass.
    func state(for flow: Flow) async throws(SetupFailure) -> StorageState? {
        var states: [StorageState] = []
        for name in flow.setup {
            switch await result(of: name) {
            case .state(let state): states.append(state)
            case .failed(let reason): throw SetupFailure(flow: name, reason: reason)
            }
        }
        return StorageState.merged(states)
    }

    /// The state that these flows left together, when all of them have been played.
    func known(_ names: [String]) -> StorageState? {
        let known = names.compactMap { states[$0] }
        return known.count == names.count ? StorageState.merged(known) : nil
    }

    /// Plays a setup flow ahead of those who will ask for its state.
    func prepare(_ flow: Flow) async { _ = await result(of: flow.name) }

    private func result(of name: String) async -> Result {
        if let known = results[name] {
            let result = await known.value
            guard case .state(let state) = result, state.isExpired(at: now()) else { return result }
            // Of all who find it expired the first has it played again.
            if results[name] == known { results[name] = nil }
            return await self.result(of: name)
        }
        guard let flow = flows[name] else { return .failed("there is no such flow") }
        // Shared by all who wait for it, so it belongs to none of them; it ends with its flow.
        let task = Task { await self.run(flow) }
        results[name] = task
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func run(_ flow: Flow) async -> Result {
        do {
            let verdict = await play(flow, try await state(for: flow))
            if let state = verdict.endState, verdict.record.status == .passed {
                states[flow.name] = state
                return .state(state)
            }
            return .failed(verdict.record.error?.message ?? "it did not pass")
        } catch {
            return .failed("its own setup \"\(error.flow)\" failed: \(error.reason)")
        }
    }
}

/// A setup flow did not pass, so those that start from it cannot be judged.
struct SetupFailure: Error, Sendable {
    let flow: String
    let reason: String
}
