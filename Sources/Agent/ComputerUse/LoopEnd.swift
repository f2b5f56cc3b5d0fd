import Flows
import Models

/// How a conversation about a step ended.
enum LoopEnd: Sendable, Hashable {
    /// With the model's own claim, which decides nothing.
    case reported(StepReport)
    case stuck(String)
    case spent(StepBudget.Kind)
    case refused(String)
    /// It talks, and does not say what became of the step.
    case silent(String)
    case unanswered(ModelError)

    var hasReportedDone: Bool {
        if case .reported(let report) = self { report.outcome == .done } else { false }
    }

    /// Why the step can't be decided; nil when the model is through with it.
    func problem(at location: SourceLocation) -> StepProblem? {
        let (code, message): (StepProblem.Code, String)
        switch self {
        case .reported(let report):
            switch report.outcome {
            case .done: return nil
            case .cannot: (code, message) = (.llmCannot, "the model found no way: \(report.observed)")
            case .appError:
                (code, message) = (
                    .llmAppError, "the model says the application misbehaves: \(report.observed)"
                )
            }
        case .stuck(let reason): (code, message) = (.llmStuck, "the model got stuck: \(reason)")
        case .spent(let kind):
            (code, message) = (.llmBudget, "the model's budget for the step is spent: \(kind.words)")
        case .refused(let reason): (code, message) = (.llmRefused, "the model refused: \(reason)")
        case .silent(let words):
            (code, message) = (.llmNoVerdict, "the model did not report what became of the step: \(words)")
        case .unanswered(let error): (code, message) = (Self.code(of: error), error.description)
        }
        return StepProblem(code, message, location: location)
    }

    private static func code(of error: ModelError) -> StepProblem.Code {
        switch error.code {
        case .budget: .budget
        case .drift: .llmDrift
        case .refused: .llmRefused
        case .timeout: .llmBudget
        case .cancelled: .cancelled
        case .noKey, .badKey, .noCredit, .unknownModel, .badRequest, .unsupportedTool, .tooLarge,
            .rateLimited,
            .overloaded, .serverFault, .truncated, .empty, .contextFull, .malformed, .unreachable, .dropped,
            .resting, .other:
            .llmAPI
        }
    }
}

extension StepBudget.Kind {
    /// What there is none left of.
    var words: String {
        switch self {
        case .turns: "turns"
        case .mutations: "actions"
        case .inputTokens: "tokens"
        case .money: "money"
        case .time: "time"
        }
    }
}
