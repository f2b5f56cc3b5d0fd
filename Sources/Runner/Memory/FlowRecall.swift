import Agent
import Flows

/// What one flow is played with, and what it leaves to be remembered.
struct FlowRecall: Sendable {
    let policy: RecallPolicy
    private let known: FlowMemory?
    private let keys: [String]

    init(_ flow: Flow, _ policy: RecallPolicy, known: FlowMemory?) {
        self.policy = policy
        self.known = known
        keys = flow.steps.map(StepKey.of)
    }

    func step(_ step: Step) -> StepRecall {
        let place = step.number - 1
        guard let known, keys.indices.contains(place) else { return StepRecall(policy, known: nil) }
        return StepRecall(policy, known: known.step(keys[place], after: Array(keys[..<place])))
    }
}

/// What is done with what a flow has shown: decided in values, carried out by `FlowRunner`.
enum Lesson: Sendable, Equatable {
    case nothing
    /// It was played to the end and proved everything.
    case remember(FlowMemory)
    /// It passed with something that is not what was remembered: for a person to accept.
    case propose(FlowMemory)

    /// - Parameters:
    ///   - isWhole: Whether every step of the flow was played.
    ///   - known: What was remembered when it began, and whether it is ours to replace.
    init(
        _ flow: Flow, _ outcome: AttemptOutcome, marks: [RunMark], isWhole: Bool, heal: HealPolicy,
        known: MemoryFolder.Content
    ) {
        self = .nothing
        guard outcome.record.status == .passed, isWhole, !marks.contains(.flaky) else { return }
        let memory = FlowMemory(flow: flow.name, steps: outcome.remembered)
        guard memory != known.memory, !(memory.steps.isEmpty && known.memory == nil) else { return }
        if known.isForeign { return }
        self = !outcome.heals.isEmpty && heal != .apply ? .propose(memory) : .remember(memory)
    }
}
