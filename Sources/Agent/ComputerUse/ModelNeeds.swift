package import Flows

/// What a step will need of models, as far as that can be told before it is played.
package struct ModelNeeds: Sendable, Equatable {
    /// Sentences, or actions, that a model carries out.
    package var deeds = 0
    /// Sentences that a model finds true or not.
    package var judgements = 0

    package init(deeds: Int = 0, judgements: Int = 0) {
        self.deeds = deeds
        self.judgements = judgements
    }

    package static func + (one: ModelNeeds, other: ModelNeeds) -> ModelNeeds {
        ModelNeeds(deeds: one.deeds + other.deeds, judgements: one.judgements + other.judgements)
    }
}

extension StepRecall {
    /// - Parameter canAct: Whether there is a model that does things on pages.
    package func needs(_ step: Step, canAct: Bool) -> ModelNeeds {
        var needs = ModelNeeds(judgements: step.expectations.filter(\.isSentence).count)
        guard step.actions.isEmpty else {
            // What else it is asked for shows only on the page.
            if canAct, policy.mode == .computerUse { needs.deeds = step.actions.filter(\.hasTarget).count }
            return needs
        }
        if step.expectations.isEmpty { needs.judgements += 1 }
        let isKnown = !sentence.isEmpty && policy.mode != .computerUse
        if canAct, !isKnown, !StepSentence(step.name).isStatement { needs.deeds = 1 }
        return needs
    }
}
