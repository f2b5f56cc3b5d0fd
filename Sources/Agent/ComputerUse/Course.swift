import Models

/// What to do next in a conversation about a step: everything that ends it is decided here.
///
/// Pure: replies, deeds and time in, decisions out.
struct Course: Sendable, Hashable {
    enum Move: Sendable, Hashable {
        /// The reply's calls.
        case carryOut
        /// Say this.
        case nudge(String)
        /// Ask the same again, with room for a longer reply.
        case again(outputTokens: Int)
        case end(LoopEnd)
    }

    /// What is left to be said before the next turn.
    struct Notice: Sendable, Hashable {
        var line: String?
        /// Nothing but the report may follow.
        var isLast = false
    }

    private var budget: StepBudget
    private var watch = StuckWatch()
    private var truncations = 0
    private var silences = 0
    private var advice: String?
    private(set) var isLastTurn = false

    init(_ limits: StepBudget.Limits) { budget = StepBudget(limits) }

    /// How many more actions that change the page there may be.
    func mutationsLeft(after done: Int) -> Int { budget.limits.mutations - budget.mutations - done }

    /// A reply has come.
    ///
    /// Its turn is booked with `closed`, when what it asked for is done.
    mutating func heard(_ reply: ModelReply, outputTokens: Int) -> Move {
        switch reply.problem {
        case .refused(let reason)?: return .end(.refused(reason))
        case .truncated?:
            truncations += 1
            guard truncations == 1 else {
                return .end(.unanswered(ModelError(.truncated, "its replies are cut off")))
            }
            return .again(outputTokens: outputTokens * 2)
        case .contextFull?:
            return .end(.unanswered(ModelError(.contextFull, "the conversation has become too long")))
        case .empty?:
            return nudge(watch.gotNothing())
        default: break
        }
        guard reply.calls.isEmpty else {
            silences = 0
            return .carryOut
        }
        silences += 1
        guard silences < 2 else { return .end(.silent(String(reply.text.prefix(200)))) }
        return .nudge("Words alone do nothing. Carry the step out, or end it by calling report_step.")
    }

    /// A turn is over.
    ///
    /// - Returns: nil when there is no other; then `end` says why.
    mutating func closed(
        _ usage: Usage, cost: Money, mutations: Int, elapsed: Duration
    ) -> (notice: Notice, end: LoopEnd?) {
        budget.took(turn: usage, cost: cost, mutations: mutations)
        var notice = Notice(line: advice)
        advice = nil
        switch budget.state(elapsed: elapsed) {
        case .plenty: break
        case .scarce(let kind): notice.add("Three quarters of your \(kind.words) for this step are used up.")
        case .lastTurn:
            isLastTurn = true
            notice.isLast = true
            notice.add("This is your last turn: call report_step, nothing else will be carried out.")
        case .spent(let kind): return (notice, .spent(kind))
        }
        return (notice, nil)
    }

    /// An action was carried out; whether that goes on.
    mutating func did(_ action: ModelAction, before: Int, after: Int) -> LoopEnd? {
        end(watch.did(action, before: before, after: after))
    }

    /// A call could not be carried out.
    mutating func failed() -> LoopEnd? { end(watch.failed()) }

    private mutating func end(_ finding: StuckWatch.Finding) -> LoopEnd? {
        switch finding {
        case .moving: return nil
        case .nudge(let words):
            advice = words
            return nil
        case .stuck(let reason): return .stuck(reason)
        }
    }

    private func nudge(_ finding: StuckWatch.Finding) -> Move {
        switch finding {
        case .stuck(let reason): .end(.stuck(reason))
        case .nudge(let words): .nudge(words)
        case .moving: .nudge("Act, or call report_step.")
        }
    }
}

extension Course.Notice {
    fileprivate mutating func add(_ words: String) {
        line = [line, words].compactMap { $0 }.joined(separator: "\n")
    }
}
