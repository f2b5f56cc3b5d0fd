/// Why a step, an attempt or a flow did not pass.
package struct ErrorRecord: Codable, Sendable, Equatable {
    /// Snake case, stable, for machines.
    ///
    /// `expectation_unmet`, `ambiguous_target`, `target_not_found`, `timeout`, `browser_crashed`, `http_5xx`,
    /// `js_exception`, `cancelled`, `page_hung`, `dialog_blocked`, `bad_navigation`, `needs_model`,
    /// `interrupted`, `budget`, `llm_stuck`.
    package var code: String
    package var message: String
    /// Number of the step it happened in.
    package var step: Int?
    package var candidates: [CandidateRecord]
    /// File, line and column: `flows/checkout.yaml:12:5`.
    package var location: String?

    package init(
        code: String, message: String, step: Int? = nil, candidates: [CandidateRecord] = [],
        location: String? = nil
    ) {
        self.code = code
        self.message = message
        self.step = step
        self.candidates = candidates
        self.location = location
    }
}

/// An element that was considered for a target, best first.
package struct CandidateRecord: Codable, Sendable, Equatable {
    package var text: String
    package var score: Double
    package var why: String

    package init(text: String, score: Double, why: String) {
        self.text = text
        self.score = score
        self.why = why
    }
}
