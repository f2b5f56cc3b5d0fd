import CDP
import Flows
import Foundation
import Models

// What a model is asked: a sentence that nothing else can read, and an action whose target nothing else can tell.
extension StepAgent {
    /// Whether someone is there for a step that is only a sentence.
    func canRead(_ step: Step) -> Bool {
        guard let help else { return false }
        return help.act != nil || StepSentence(step.name).isStatement
    }

    /// Has a model carry out a step that is a sentence, unless it only says how things are.
    ///
    /// - Returns: Whether a model was asked.
    func read(_ step: Step, after done: [String], _ run: inout StepRun) async throws -> Bool {
        let sentence = StepSentence(step.name)
        if step.expectations.isEmpty, help != nil {
            run.expectations = [sentence.expectation(at: step.location)]
        }
        guard !sentence.isStatement else { return false }
        if try await repeatSentence(step, &run) { return true }
        guard let help, let act = help.act, run.recall?.policy.mode != .replay else { return false }
        let outcome = try await computerUse(act, help, sentence.gate).play(
            Briefing(task: .sentence(step.name), done: done, values: Array(help.values.keys)),
            occasion: "step \(step.number)")
        run.note(outcome, isAction: false)
        if let problem = outcome.end.problem(at: step.location) {
            throw try await outranked(problem, step, &run)
        }
        guard outcome.hasChanged || !step.expectations.isEmpty else {
            throw StepProblem(
                .llmUnproven, "the model says it is done, but nothing has changed on the page",
                location: step.location)
        }
        return true
    }

    /// What the model says of the application counts only when the page contradicts the step, too.
    private func outranked(
        _ problem: StepProblem, _ step: Step, _ run: inout StepRun
    ) async throws -> StepProblem {
        let checkable = step.expectations.filter { !$0.isSentence }
        guard problem.code == .llmAppError, !checkable.isEmpty else { return problem }
        let deadline = Deadline(in: limits.look)
        let results = try await judge(checkable, by: deadline, &run)
        guard var contradiction = Judge.problem(results) else { return problem }
        if checkable.count == step.expectations.count { run.results = results }
        contradiction.message += "; \(problem.message)"
        return contradiction
    }

    /// Has a model do one action, because its target could not be told.
    func ask(
        for action: Action, _ problem: StepProblem, after done: [String], _ run: inout StepRun
    ) async throws {
        guard let help, let act = help.act else { throw problem }
        let sentence = StepSentence(run.step.name)
        let task = Briefing.Task.action(
            action.placeholders, of: run.step.name, reason: problem.message,
            candidates: problem.candidates.prefix(5).map(\.text))
        let outcome = try await computerUse(act, help, sentence.gate).play(
            Briefing(task: task, done: done, values: Array(help.values.keys)),
            occasion: "step \(run.step.number) action \(run.actions.count)")
        run.note(outcome, isAction: true)
        run.credit(outcome)
        if case .reported(let report) = outcome.end {
            if report.outcome == .done, outcome.hasChanged { return try run.learn(action, outcome) }
            // The application has not what the step needs, as far as anyone can tell.
            var problem = problem
            problem.message +=
                report.outcome == .done
                ? "; a model says it is done, but nothing has changed on the page"
                : "; a model found no way either: \(report.observed)"
            throw problem
        }
        if var undecided = outcome.end.problem(at: action.location) {
            undecided.message += " (asked because \(problem.message))"
            undecided.candidates = problem.candidates
            throw undecided
        }
    }

    private func computerUse(_ act: any Model, _ help: ModelHelp, _ gate: GateProfile) -> ComputerUse {
        ComputerUse(model: act, help: help, page: { page }, baseURL: baseURL, limits: limits, gate: gate)
    }

    /// That a model does not find a sentence carried out proves nothing against the application.
    func unproven(_ step: Step, _ results: [ExpectationResult]) -> StepProblem? {
        guard step.actions.isEmpty, step.expectations.isEmpty, !StepSentence(step.name).isStatement else {
            return nil
        }
        return StepProblem(
            .llmUnproven, "the page does not show that it is done: \(results.first?.saw ?? "")",
            location: step.location)
    }
}

extension StepSentence {
    /// What must be true once the sentence is carried out, for a step that says no more.
    fileprivate func expectation(at location: SourceLocation) -> Expectation {
        let claim = isStatement ? text : "This was done, and the page shows that it worked: \(text)"
        return Expectation(.says(FlowText(claim)), location: location)
    }
}

extension Action {
    /// Whether a model could do it, because it is about an element that can be seen.
    var hasTarget: Bool {
        if case .upload = kind { return false }
        return !targets.isEmpty
    }

    /// Whether someone who sees the page might still know what was meant.
    func isDeclined(by problem: StepProblem) -> Bool {
        hasTarget && (problem.code == .ambiguousTarget || problem.code == .targetNotFound)
    }

    /// The action in words, secrets as the placeholders that a model types.
    var placeholders: String {
        description.replacing(/‹([^›]+)›/) { "${\($0.1)}" }
    }
}

extension StepRun {
    /// The action that was noted last is what a model did.
    fileprivate mutating func credit(_ outcome: ComputerUse.Outcome) {
        guard let last = actions.indices.last, let start = outcome.deeds.first?.started else { return }
        actions[last].source = .model
        actions[last].deeds = remembered(outcome.deeds.map(\.deed))
        let touched = outcome.deeds.compactMap { $0.deed.touched?.description }
        actions[last].target = touched.isEmpty ? nil : touched.joined(separator: "; ")
        actions[last].score = nil
        actions[last].duration = outcome.deeds.reduce(actions[last].duration) { $0 + $1.duration }
        actions[last].started = min(actions[last].started, start)
    }

    /// Keeps what to remember of the action that was noted last: its element, when all that the model did went to one.
    fileprivate mutating func learn(_ action: Action, _ outcome: ComputerUse.Outcome) throws {
        let touched = outcome.deeds.compactMap(\.deed.touched)
        guard let last = actions.indices.last, let recall = recall?.action(last, action),
            action.targets.count == 1, let target = action.targets.first, let first = touched.first,
            first.isWhole, touched.allSatisfy({ $0.element.id == first.element.id })
        else { return }
        let index = first.observation.index
        let match = Match(
            element: first.element, score: 1, margin: 1, isExact: false, why: "a model did it",
            description: first.description)
        let element = recall.element(
            match, of: target, try TargetFinder.parse(target), recall.answer(target, in: index), in: index)
        actions[last].targets = [element.trace].compactMap { $0 }
        try recall.refuseHealing(of: target, element.trace)
    }
}

extension ModelDeed.Touched {
    /// Whether it does not matter where on the element it is done.
    fileprivate var isWhole: Bool {
        element.isInteractive
            && !["canvas", "video", "iframe", "object", "embed", "map"].contains(element.tag)
    }
}
