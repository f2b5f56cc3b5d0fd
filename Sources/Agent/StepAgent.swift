package import CDP
package import Flows
package import Foundation

/// Plays one step on a page: finds what each action means, does it, lets the page react, and judges the outcome.
package struct StepAgent: Sendable {
    private let page: Page
    private let limits: StepLimits
    private let performer: ActionPerformer

    /// - Parameters:
    ///   - baseURL: What paths in `navigate` are relative to.
    ///   - capture: Takes a picture when the flow asks for one.
    package init(
        page: Page, baseURL: URL?, limits: StepLimits = StepLimits(),
        capture: @escaping @Sendable (String?) async -> Void = { _ in }
    ) {
        self.page = page
        self.limits = limits
        performer = ActionPerformer(page: page, baseURL: baseURL, limits: limits, capture: capture)
    }

    /// Opens the flow's first page and lets it come to rest.
    package func open(_ address: FlowText, at location: SourceLocation) async throws -> [Wait] {
        let start = ContinuousClock.now
        try await performer.open(address, at: location, within: limits.navigation)
        let arrival = Wait("navigation to \(address)", .now - start)
        let meter = CallMeter()
        let waits = try await CallMeter.$current.withValue(meter) {
            try await page.settle(SettleLimits(total: limits.settle)).waits
        }
        return [arrival] + waits + [meter.answers(besides: waits)].compactMap { $0 }
    }

    /// Plays `step`; never throws: whatever happens is in the result.
    package func perform(_ step: Step) async -> StepResult {
        let meter = CallMeter()
        var result = await CallMeter.$current.withValue(meter) { await play(step) }
        if let wait = meter.answers(besides: result.waits) { result.waits.append(wait) }
        return result
    }

    private func play(_ step: Step) async -> StepResult {
        var run = StepRun(step, mark: StepMark(page))
        page.planDialogs(step.actions.compactMap(\.dialogAnswer))
        do {
            try await play(step, &run)
        } catch {
            run.problem = await diagnose(error, at: step.location)
        }
        return run.result(on: page)
    }

    private func play(_ step: Step, _ run: inout StepRun) async throws {
        let deadline = Deadline(in: step.timeout ?? limits.step)
        guard !step.actions.isEmpty || !step.expectations.isEmpty else {
            throw StepProblem(
                .needsModel, "the step is a sentence alone: it needs actions, or a model to read it",
                location: step.location)
        }
        for action in step.actions {
            try await act(action, by: deadline, &run)
            let rest = try await page.settle(SettleLimits(total: min(limits.settle, deadline.left)))
            run.waits += rest.waits
        }
        let judge = Judge(page: page, limits: limits)
        run.results = try await judge.judge(
            step.expectations, since: run.mark, by: deadline, &run.waits)
        run.problem = Judge.problem(run.results)
    }

    private func act(_ action: Action, by deadline: Deadline, _ run: inout StepRun) async throws {
        let start = ContinuousClock.now
        var performed = Performed()
        defer { run.note(action, performed, start) }
        switch action.kind {
        case .waitFor(let expectations):
            let judge = Judge(page: page, limits: limits)
            let results = try await judge.judge(expectations, since: run.mark, by: deadline, &run.waits)
            if let problem = Judge.problem(results) { throw problem }
        case .acceptDialog, .dismissDialog:
            performed.target = try await dialog(action, by: deadline, &run)
        default:
            performed = try await performer.perform(action, by: deadline, &run.waits)
        }
    }

    /// Dialogs are answered the moment they open; the action makes sure that one did.
    private func dialog(_ action: Action, by deadline: Deadline, _ run: inout StepRun) async throws -> String
    {
        let start = ContinuousClock.now
        let number = run.mark.dialogs + run.dialogs
        run.dialogs += 1
        let record: DialogRecord
        do {
            record = try await within(deadline.left, "a dialog") { [page] in
                try await page.waitForDialog(after: number)
            }
        } catch is DeadlinePassed {
            throw StepProblem(
                .noDialog, "no dialog opened to \(action.description)", location: action.location)
        }
        CallMeter.current?.waited(.now - start)
        run.waits.append(Wait("a dialog", .now - start))
        return "\(record.kind) \"\(record.message)\""
    }

    /// Tells what kind of failure an error is: ours, the page's, or the browser's.
    package func diagnose(_ error: any Error, at location: SourceLocation) async -> StepProblem {
        await FaultDiagnosis(page).problem(for: error, at: location)
    }
}

extension Action {
    /// What the step says to the dialog that one of its actions will open.
    fileprivate var dialogAnswer: DialogAnswer? {
        switch kind {
        case .acceptDialog(let text): .accept(text: text?.reveal { $0 })
        case .dismissDialog: .dismiss
        default: nil
        }
    }
}
