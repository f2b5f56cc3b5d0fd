import Flows

/// How memory takes part in one step.
package struct StepRecall: Sendable {
    let policy: RecallPolicy
    let known: RememberedStep?

    /// - Parameter known: What is remembered of this very step.
    package init(_ policy: RecallPolicy, known: RememberedStep?) {
        self.policy = policy
        self.known = known
    }

    /// The `number`-th action of the step, from 0.
    func action(_ number: Int, _ action: Action) -> ActionRecall {
        let actions = known?.actions ?? []
        let fits = actions.indices.contains(number) && actions[number].does == action.name
        return ActionRecall(policy, fits ? actions[number] : nil)
    }

    /// What a model did for the step, which is a sentence.
    var sentence: [RememberedDeed] { known?.actions.first { $0.does == Self.sentence }?.deeds ?? [] }

    private static let sentence = "sentence"

    /// What is to be remembered of the step, as its actions went.
    ///
    /// Of what a model did either all can be done again, or none of it is worth remembering.
    func remembered(_ step: Step, _ traces: [ActionTrace]) -> RememberedStep? {
        var actions: [RememberedAction] = []
        if step.actions.isEmpty {
            let deeds = traces.compactMap(\.deeds)
            guard deeds.count == traces.count else { return nil }
            actions = [RememberedAction(does: Self.sentence, deeds: deeds.flatMap(\.self))]
        } else {
            actions = zip(step.actions, traces).map { action, trace in
                let targets = trace.targets.map { ($0.words, $0.locator) }
                return RememberedAction(
                    does: action.name, targets: Dictionary(targets) { first, _ in first },
                    deeds: trace.targets.isEmpty ? trace.deeds ?? [] : [])
            }
        }
        guard actions.contains(where: { !$0.targets.isEmpty || !$0.deeds.isEmpty }) else { return nil }
        return RememberedStep(
            key: StepKey.of(step), step: policy.mask.masked(step.name), actions: actions)
    }
}

extension DecisionSource {
    /// What decided on a whole, told by the part that was the least certain of itself.
    static func ofStep(_ parts: [DecisionSource]) -> DecisionSource {
        [.model, .resolver, .memory].first(where: parts.contains) ?? .none
    }
}
