package import CDP
package import Flows
package import Foundation

/// Plays one step on the tab the flow is on: finds what each action means, does it, lets the page react, and judges the
/// outcome.
package struct StepAgent: Sendable {
    private let tabs: Tabs
    private let first: Page
    private let baseURL: URL?
    private let limits: StepLimits
    private let capture: @Sendable (String?) async -> Void

    /// - Parameters:
    ///   - page: The tab that the flow begins on.
    ///   - baseURL: What paths in `navigate` are relative to.
    ///   - capture: Takes a picture when the flow asks for one.
    package init(
        page: Page, baseURL: URL?, limits: StepLimits = StepLimits(),
        capture: @escaping @Sendable (String?) async -> Void = { _ in }
    ) {
        first = page
        tabs = page.context.tabs
        self.baseURL = baseURL
        self.limits = limits
        self.capture = capture
        tabs.show(page)
    }

    /// The tab that the flow is on.
    private var page: Page { tabs.current ?? first }

    private func performer(on page: Page) -> ActionPerformer {
        ActionPerformer(page: page, baseURL: baseURL, limits: limits, capture: capture)
    }

    /// Opens the flow's first page and lets it come to rest.
    package func open(_ address: FlowText, at location: SourceLocation) async throws -> [Wait] {
        try await performer(on: page).open(address, at: location, within: limits.navigation)
        return try await onCurrentTab { try await $0.settle(SettleLimits(total: limits.settle)).waits }
    }

    /// Plays `step`; never throws: whatever happens is in the result.
    package func perform(_ step: Step) async -> StepResult {
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
            run.waits += try await onCurrentTab {
                try await $0.settle(SettleLimits(total: min(limits.settle, deadline.left))).waits
            }
        }
        run.results = try await judge(step.expectations, by: deadline, &run)
        run.problem = Judge.problem(run.results)
    }

    private func judge(
        _ expectations: [Expectation], by deadline: Deadline, _ run: inout StepRun
    ) async throws -> [ExpectationResult] {
        try await onCurrentTab { page in
            try await Judge(page: page, limits: limits).judge(
                expectations, since: run.mark, by: deadline, &run.waits)
        }
    }

    /// Does `body` on the tab the flow is on, and once more on the next one when that tab closes meanwhile.
    private func onCurrentTab<Value>(_ body: (Page) async throws -> Value) async throws -> Value {
        while true {
            let page = page
            do {
                return try await body(page)
            } catch  where error is CDPError && page.isClosed && self.page !== page {
                continue
            }
        }
    }

    private func act(_ action: Action, by deadline: Deadline, _ run: inout StepRun) async throws {
        let start = ContinuousClock.now
        var performed = Performed()
        defer { run.note(action, performed, start) }
        switch action.kind {
        case .waitFor(let expectations):
            let results = try await judge(expectations, by: deadline, &run)
            if let problem = Judge.problem(results) { throw problem }
        case .acceptDialog, .dismissDialog:
            performed.target = try await dialog(action, by: deadline, &run)
        case .switchTab(let wanted):
            performed.target = try await TabPicker(tabs: tabs, limits: limits).show(
                wanted, at: action.location, by: deadline, &run.waits)
        case .closeTab:
            performed.target = try await TabPicker(tabs: tabs, limits: limits).close(
                at: action.location, by: deadline)
        default:
            performed = try await onCurrentTab { page in
                try await performer(on: page).perform(action, by: deadline, &run.waits)
            }
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
            record = try await within(deadline.left, "a dialog") { [first] in
                try await first.waitForDialog(after: number)
            }
        } catch is DeadlinePassed {
            throw StepProblem(
                .noDialog, "no dialog opened to \(action.description)", location: action.location)
        }
        run.waits.append(Wait("a dialog", .now - start))
        return "\(record.kind) \"\(record.message)\""
    }

    /// Tells what kind of failure an error is: ours, the page's, or the browser's.
    package func diagnose(_ error: any Error, at location: SourceLocation) async -> StepProblem {
        if let problem = error as? StepProblem { return problem }
        if error is CancellationError || Task.isCancelled {
            return StepProblem(.cancelled, "interrupted", location: location)
        }
        if let reason = page.context.browser.deathReason {
            return StepProblem(.browserCrashed, "the browser is gone: \(reason)", location: location)
        }
        if page.hasCrashed { return StepProblem(.pageCrashed, "the page crashed", location: location) }
        if await isHung() {
            return StepProblem(
                .pageHung, "the page does not react: its script runs without end", location: location)
        }
        if error is DeadlinePassed { return StepProblem(.timeout, "\(error)", location: location) }
        return StepProblem(.pageError, "\(error)", location: location)
    }

    /// A hung page is asked to stop its script once, so that it can be closed.
    private func isHung() async -> Bool {
        if await page.answers(within: CallLimits.ping) { return false }
        guard await page.context.browser.isAlive() else { return false }
        await page.stopScript()
        return true
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
