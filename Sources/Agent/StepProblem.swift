package import Flows

/// Why a step did not pass.
package struct StepProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        // The application does not do what the step needs.
        case expectationUnmet = "expectation_unmet"
        case targetNotFound = "target_not_found"
        case notActionable = "not_actionable"
        case noDialog = "no_dialog"
        case noTab = "no_tab"
        // We could not decide.
        case ambiguousTarget = "ambiguous_target"
        case badTarget = "bad_target"
        case badNavigation = "bad_navigation"
        case badFile = "bad_file"
        /// A tab was to show a document of an origin that is not named.
        case blockedOrigin = "blocked_origin"
        case needsModel = "needs_model"
        /// Memory alone was to decide, and did not know an element again.
        case memoryMiss = "memory_miss"
        /// An element is not what was remembered, and nothing was to be healed.
        case healingOff = "healing_off"
        /// A cap on what the run, or the flow, may cost is reached.
        case budget
        // A model was asked, and that did not decide it.
        case llmAPI = "llm_api"
        case llmAppError = "llm_app_error"
        case llmBudget = "llm_budget"
        case llmCannot = "llm_cannot"
        case llmDrift = "llm_drift"
        case llmNoVerdict = "llm_no_verdict"
        case llmRefused = "llm_refused"
        case llmStuck = "llm_stuck"
        case llmUnproven = "llm_unproven"
        case unsupported
        case timeout
        case pageHung = "page_hung"
        case pageCrashed = "page_crashed"
        case browserCrashed = "browser_crashed"
        case pageError = "page_error"
        case cancelled

        /// `failed` when the application contradicts the flow, `error` when we could not decide.
        package var status: StepStatus {
            switch self {
            case .expectationUnmet, .targetNotFound, .notActionable, .noDialog, .noTab: .failed
            case .ambiguousTarget, .badTarget, .badNavigation, .badFile, .blockedOrigin,
                .needsModel, .memoryMiss, .healingOff, .budget, .llmAPI, .llmAppError, .llmBudget, .llmCannot,
                .llmDrift, .llmNoVerdict, .llmRefused, .llmStuck,
                .llmUnproven, .unsupported, .timeout, .pageHung, .pageCrashed, .browserCrashed, .pageError,
                .cancelled:
                .error
            }
        }

        /// Whether the page can no longer be used, not even for a picture.
        package var endsPage: Bool {
            switch self {
            case .pageHung, .pageCrashed, .browserCrashed, .cancelled: true
            case .expectationUnmet, .targetNotFound, .notActionable, .noDialog, .noTab, .ambiguousTarget,
                .badTarget, .badNavigation, .badFile, .blockedOrigin, .needsModel, .memoryMiss, .healingOff,
                .budget, .llmAPI, .llmAppError, .llmBudget, .llmCannot, .llmDrift, .llmNoVerdict, .llmRefused,
                .llmStuck, .llmUnproven, .unsupported,
                .timeout, .pageError:
                false
            }
        }
    }

    /// An element that was considered.
    package struct Candidate: Sendable, Equatable {
        package var text: String
        package var score: Double
        package var why: String
    }

    package var code: Code
    package var message: String
    package var candidates: [Candidate] = []
    package var location: SourceLocation?
    /// What broke, when that is why.
    package var fault: Fault?

    package init(
        _ code: Code, _ message: String, candidates: [Candidate] = [], location: SourceLocation? = nil
    ) {
        self.code = code
        self.message = message
        self.candidates = candidates
        self.location = location
    }

    package var description: String { message }
}
