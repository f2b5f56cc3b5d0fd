package import CDP
package import Flows
package import Models

/// How an action found out what to do.
package enum DecisionSource: String, Sendable, Codable, CaseIterable {
    case memory, resolver, model, none
}

/// What one action did.
package struct ActionTrace: Sendable, Equatable {
    /// The action in words, secrets masked.
    package var text: String
    package var source: DecisionSource
    /// The element it acted on, in words.
    package var target: String?
    package var score: Double?
    package var started: ContinuousClock.Instant
    package var duration: Duration
    /// The elements it was about, as memory keeps them.
    package var targets: [TargetTrace] = []
    /// What a model did for it, as memory keeps that; nil when it could not be done again.
    package var deeds: [RememberedDeed]? = []
}

/// What became of one expectation.
package struct ExpectationResult: Sendable, Equatable {
    package var expectation: Expectation
    /// Whether it held; nil when it was not checked or could not be decided.
    package var held: Bool?
    /// What was on the page instead, or the evidence that it held.
    package var saw: String
    /// Where the element that it held for was, in CSS pixels of the viewport; nil in a frame within the page.
    package var box: ElementBox?
}

/// The outcome of one step.
package enum StepStatus: String, Sendable, Codable, CaseIterable {
    case passed, failed, error, skipped
}

/// One step as it went.
package struct StepResult: Sendable {
    package var status: StepStatus
    package var source: DecisionSource
    package var started: ContinuousClock.Instant
    package var duration: Duration
    package var waits: [Wait]
    package var actions: [ActionTrace]
    package var expectations: [ExpectationResult]
    package var notices: [String]
    package var consoleErrors: [String]
    /// What the page said on its console, and how many messages more that were not kept.
    package var console: [ConsoleEntry]
    package var consoleForgotten: Int
    package var failedRequests: [String]
    package var problem: StepProblem?
    /// The page where it went wrong; nil for a step that passed.
    package var scene: FailureScene?
    /// What models did, in order: to be remembered when the flow has passed.
    package var deeds: [ModelDeed] = []
    /// What models were asked for the step.
    package var cost = ModelMeter.Reading()
    /// What is to be remembered of it when its flow has passed; nil when it was about no element.
    package var remembered: RememberedStep?

    /// What is not what was remembered of it.
    package var heals: [Heal] { actions.flatMap(\.targets).compactMap(\.heal) + misses }

    /// What a model had done and could not be done again.
    package var misses: [Heal] = []
}
