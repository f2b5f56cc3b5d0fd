import CDP
import Flows
import Models

/// What is known of a step while it is played.
struct StepRun {
    let step: Step
    let mark: StepMark
    /// How memory takes part; nil when it does not.
    let recall: StepRecall?
    let started = ContinuousClock.now
    var waits: [Wait] = []
    var actions: [ActionTrace] = []
    var results: [ExpectationResult] = []
    var problem: StepProblem?
    var scene: FailureScene?
    /// How many dialogs the actions so far have answered for.
    var dialogs = 0
    /// What must be true: what the step says, or its sentence itself.
    var expectations: [Expectation]
    /// The page before a model began to act on it.
    var before: ModelImage?
    var deeds: [ModelDeed] = []
    /// What a model had done once and could not be done again.
    var misses: [Heal] = []
    /// Whether text of the page read as if it spoke to a model that was asked.
    var isSpokenTo = false
    var cost = ModelMeter.Reading()

    init(_ step: Step, mark: StepMark, recall: StepRecall?) {
        self.step = step
        self.mark = mark
        self.recall = recall
        expectations = step.expectations
    }

    /// Takes in what came of asking a model for the step itself, or for an action, which is noted with it.
    mutating func note(_ outcome: ComputerUse.Outcome, isAction: Bool) {
        waits += outcome.waits
        before = before ?? outcome.before
        deeds += outcome.deeds.map(\.deed)
        isSpokenTo = isSpokenTo || outcome.isSpokenTo
        guard !isAction else { return }
        actions += outcome.deeds.map { done in
            ActionTrace(
                text: done.deed.text, source: .model, target: done.deed.touched?.description, score: nil,
                started: done.started, duration: done.duration, deeds: remembered([done.deed]))
        }
    }

    /// What a model did, as memory keeps it; nil when it could not be done again.
    func remembered(_ deeds: [ModelDeed]) -> [RememberedDeed]? {
        guard let recall else { return [] }
        let kept = deeds.compactMap { $0.remembered(recall.policy.mask, words: step.name) }
        return kept.count == deeds.count ? kept : nil
    }

    /// What is remembered for the action that comes next.
    func recall(of action: Action) -> ActionRecall? { recall?.action(actions.count, action) }

    mutating func note(_ action: Action, _ performed: Performed, _ start: ContinuousClock.Instant) {
        actions.append(
            ActionTrace(
                text: action.description, source: performed.source, target: performed.target,
                score: performed.score, started: start, duration: .now - start, targets: performed.targets,
                deeds: performed.deeds))
    }

    /// A step has passed only when every one of its expectations was checked and held.
    func result(on page: Page) -> StepResult {
        let unchecked = expectations.dropFirst(results.count).map {
            ExpectationResult(expectation: $0, held: nil, saw: "not checked")
        }
        let all = results + unchecked
        let hasAllHeld = all.allSatisfy { $0.held == true }
        let status = problem?.code.status ?? (hasAllHeld ? .passed : .error)
        let console = page.consoleEntries(after: mark.console)
        return StepResult(
            status: status, source: DecisionSource.ofStep(actions.map(\.source)),
            started: started, duration: .now - started, waits: waits, actions: actions, expectations: all,
            notices: notices(page),
            consoleErrors: console.filter(\.isError).prefix(20).map(\.text),
            console: console, consoleForgotten: page.forgotten.console - mark.consoleForgotten,
            failedRequests: page.requests(after: mark.requests).filter(\.isFailure).prefix(20).map(
                Judge.line),
            problem: problem, scene: scene, deeds: deeds, cost: cost,
            remembered: recall?.remembered(step, actions), misses: misses)
    }

    private func notices(_ page: Page) -> [String] {
        let dialogs = page.dialogRecords(after: mark.dialogs).filter { !$0.wasPlanned }.map { record in
            "\(record.kind) \"\(record.message)\" was \(record.isAccepted ? "accepted" : "dismissed")"
        }
        let hasNewTab = page.context.tabs.openedCount > mark.tabs && !switchesTab
        let hasLostFrame = page.crashedFrameCount > mark.crashedFrames
        let heals = (actions.flatMap(\.targets).compactMap(\.heal) + misses).map(\.description)
        return heals + dialogs + (hasNewTab ? ["a new tab opened; the flow stays in its own"] : [])
            + (isSpokenTo ? ["text of the page speaks to models"] : [])
            + (hasLostFrame ? ["a frame of the page crashed"] : []) + refusals(page)
    }

    /// Each origin once.
    private func refusals(_ page: Page) -> [String] {
        var counts: [String: Int] = [:]
        for refused in page.environment.refusals(after: mark.refusals) {
            counts[Origin(refused.address)?.description ?? refused.address, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.prefix(Self.mostOrigins).map { origin, count in
            "\(count == 1 ? "a request" : "\(count) requests") to \(origin) \(count == 1 ? "was" : "were") blocked"
        }
    }

    private static let mostOrigins = 20

    private var switchesTab: Bool {
        step.actions.contains { if case .switchTab = $0.kind { true } else { false } }
    }
}
