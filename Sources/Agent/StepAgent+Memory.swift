import CDP
import Flows

// What a model once did for a sentence or an action is done again before any model is asked.
extension StepAgent {
    /// Does again what is remembered of a step that is a sentence.
    ///
    /// - Returns: Whether it was done.
    func repeatSentence(_ step: Step, _ run: inout StepRun) async throws -> Bool {
        guard let recall = run.recall, recall.policy.mode != .computerUse else { return false }
        guard !recall.sentence.isEmpty else {
            // A sentence with expectations may be no more than what they say.
            guard recall.policy.mode == .replay, step.expectations.isEmpty else { return false }
            throw StepProblem(
                .memoryMiss, "nothing is remembered of \"\(step.name)\"", location: step.location)
        }
        let deadline = Deadline(in: step.timeout ?? limits.step)
        guard
            let done = try await again(
                recall.sentence, of: step.name, isLastResort: help == nil, by: deadline, &run)
        else {
            return false
        }
        run.actions += done
        return true
    }

    /// Does again what a model did for an action.
    ///
    /// - Returns: Nil when that is no longer possible.
    func again(_ action: Action, by deadline: Deadline, _ run: inout StepRun) async throws -> Performed? {
        guard let deeds = run.recall(of: action)?.deeds, !deeds.isEmpty,
            run.recall?.policy.mode != .computerUse
        else { return nil }
        return try await again(deeds, of: action.placeholders, isLastResort: false, by: deadline, &run).map(
            Performed.init(again:))
    }

    private func again(
        _ deeds: [RememberedDeed], of words: String, isLastResort: Bool, by deadline: Deadline,
        _ run: inout StepRun
    ) async throws -> [ActionTrace]? {
        guard let policy = run.recall?.policy else { return nil }
        var done: [ActionTrace] = []
        do {
            for deed in deeds {
                let start = ContinuousClock.now
                let held = try await page.pictures.pass()
                if held > .zero { run.waits.append(Wait("the picture of the step before", held)) }
                let player = DeedPlayer(page: page, limits: limits, looks: looks, policy: policy)
                let performed = try await player.play(deed, by: deadline, &run.waits)
                let settled = SettleLimits(total: min(limits.settle, deadline.left))
                run.waits += try await page.settle(settled).waits
                done.append(
                    ActionTrace(
                        text: deed.sentence, source: .memory, target: performed.target,
                        score: performed.score, started: start, duration: .now - start, deeds: [deed]))
            }
        } catch let problem as StepProblem where problem.code == .memoryMiss {
            if policy.mode == .replay || isLastResort { throw problem }
            if policy.heal == .off { throw problem.with(.healingOff) }
            run.misses.append(
                Heal(
                    words: words, was: "what a model had done", isNow: "done in another way",
                    differences: [problem.message]))
            return nil
        }
        return done
    }
}

extension StepProblem {
    fileprivate func with(_ code: Code) -> StepProblem {
        var problem = self
        problem.code = code
        return problem
    }
}

extension Performed {
    fileprivate init(again traces: [ActionTrace]) {
        let targets = traces.compactMap(\.target)
        target = targets.isEmpty ? nil : targets.joined(separator: "; ")
        source = .memory
        deeds = traces.flatMap { $0.deeds ?? [] }
    }
}
