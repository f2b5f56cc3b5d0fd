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

    /// What is to be remembered of the step, as its actions went.
    func remembered(_ step: Step, _ traces: [ActionTrace]) -> RememberedStep? {
        guard traces.contains(where: { !$0.targets.isEmpty }) else { return nil }
        let actions = zip(step.actions, traces).map { action, trace in
            let targets = trace.targets.map { ($0.words, $0.locator) }
            return RememberedAction(does: action.name, targets: Dictionary(targets) { first, _ in first })
        }
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
