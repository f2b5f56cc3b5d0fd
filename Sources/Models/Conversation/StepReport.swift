/// What the model says about a step when it is through with it.
///
/// A claim: it never decides a verdict.
package struct StepReport: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        case done
        /// It found no way to do what the step says.
        case cannot
        /// The application did something wrong.
        case appError = "app_error"
    }

    package let outcome: Outcome
    package let observed: String
    /// Texts that can be read on the page.
    package let evidence: [String]

    package init(outcome: Outcome, observed: String, evidence: [String]) {
        self.outcome = outcome
        self.observed = observed
        self.evidence = evidence
    }
}

extension FunctionTool {
    /// Ends a step.
    package static let reportStep = FunctionTool(
        name: "report_step",
        description: """
            Ends the step. Call it once, when the step is carried out, can't be carried out, or the application \
            misbehaves.
            """,
        schema: [
            "type": "object",
            "additionalProperties": false,
            "required": ["outcome", "observed", "evidence_text"],
            "properties": [
                "outcome": [
                    "type": "string",
                    "enum": .array(StepReport.Outcome.allCases.map { .string($0.rawValue) }),
                    "description":
                        "done: carried out. cannot: no way found. app_error: the application misbehaves.",
                ],
                "observed": ["type": "string", "description": "What is seen now, in one sentence."],
                "evidence_text": [
                    "type": "array", "items": ["type": "string"],
                    "description": "Texts on the page, word for word, that show it.",
                ],
            ],
        ])
}
