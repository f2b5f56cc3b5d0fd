package import CDP
package import Flows
package import Foundation
import Models

/// Plays one step on the tab the flow is on: finds what each action means, does it, lets the page react, and judges the
/// outcome.
package struct StepAgent: Sendable {
    let tabs: Tabs
    private let first: Page
    let baseURL: URL?
    let limits: StepLimits
    let help: ModelHelp?
    let looks = LookBook()
    private let capture: @Sendable (String?) async -> Void

    /// - Parameters:
    ///   - page: The tab that the flow begins on.
    ///   - baseURL: What paths in `navigate` are relative to.
    ///   - help: The models to ask for what nothing else can do; nil: none is ever asked.
    ///   - capture: Takes a picture when the flow asks for one.
    package init(
        page: Page, baseURL: URL?, limits: StepLimits = StepLimits(), help: ModelHelp? = nil,
        capture: @escaping @Sendable (String?) async -> Void = { _ in }
    ) {
        first = page
        tabs = page.context.tabs
        self.baseURL = baseURL
        self.limits = limits
        self.help = help
        self.capture = capture
        tabs.show(page)
    }

    /// The tab that the flow is on.
    var page: Page { tabs.current ?? first }

    private func performer(on page: Page, _ recall: ActionRecall? = nil) -> ActionPerformer {
        ActionPerformer(
            page: page, baseURL: baseURL, limits: limits, looks: looks, recall: recall, capture: capture)
    }

    /// Opens the flow's first page and lets it come to rest.
    package func open(_ address: FlowText, at location: SourceLocation) async throws -> [Wait] {
        let start = ContinuousClock.now
        let mark = page.environment.refusalCount
        do {
            try await performer(on: page).open(address, at: location, within: limits.navigation)
        } catch {
            throw page.blockedOrigin(after: mark, at: location) ?? error
        }
        let arrival = Wait("navigation to \(address)", .now - start)
        let meter = CallMeter()
        let waits = try await CallMeter.$current.withValue(meter) {
            try await onCurrentTab { try await $0.settle(SettleLimits(total: limits.settle)).waits }
        }
        return [arrival] + waits + [meter.answers(besides: waits)].compactMap { $0 }
    }

    /// Plays `step`; never throws: whatever happens is in the result.
    ///
    /// - Parameters:
    ///   - recall: What is remembered of the step; nil when memory has no part in it.
    ///   - done: The steps before it, for a model that is asked.
    package func perform(
        _ step: Step, recall: StepRecall? = nil, after done: [String] = []
    ) async -> StepResult {
        let meter = CallMeter()
        let before = help?.meter.reading
        var result = await CallMeter.$current.withValue(meter) { await play(step, recall, after: done) }
        if let help, let before { result.cost = help.meter.reading.since(before) }
        if let wait = meter.answers(besides: result.waits) { result.waits.append(wait) }
        return result
    }

    private func play(_ step: Step, _ recall: StepRecall?, after done: [String]) async -> StepResult {
        page.beginStep(step.number)
        var run = StepRun(step, mark: StepMark(page), recall: recall)
        page.planDialogs(step.actions.compactMap(\.dialogAnswer))
        do {
            try await play(step, after: done, &run)
        } catch {
            run.problem = await diagnose(error, at: step.location)
        }
        // Whatever else went wrong, that is why.
        run.problem = page.blockedOrigin(after: run.mark.refusals, at: step.location) ?? run.problem
        if run.problem != nil {
            let scene = await FailureWitness(page: page, limits: limits, looks: looks).scene(of: run)
            if run.problem?.candidates.isEmpty == true { run.problem?.candidates = scene.candidates }
            run.scene = scene
        }
        return run.result(on: page)
    }

    private func play(_ step: Step, after done: [String], _ run: inout StepRun) async throws {
        var deadline = Deadline(in: step.timeout ?? limits.step)
        if step.actions.isEmpty {
            guard !step.expectations.isEmpty || canRead(step) else {
                throw StepProblem(
                    .needsModel, "the step is a sentence alone: it needs actions, or a model to read it",
                    location: step.location)
            }
            if try await read(step, after: done, &run) {
                deadline = Deadline(in: step.timeout ?? limits.step)
            }
        }
        for action in step.actions {
            let (page, held) = (page, page.pictures.held)
            do {
                try await act(action, by: deadline, &run)
            } catch let problem as StepProblem where help?.act != nil && action.isDeclined(by: problem) {
                try await ask(for: action, problem, after: done, &run)
                // The model had a time of its own.
                deadline = Deadline(in: step.timeout ?? limits.step)
            }
            // Time that the picture of the step before took is not this step's.
            deadline = deadline.later(by: page.pictures.held - held)
            run.waits += try await onCurrentTab {
                try await $0.settle(SettleLimits(total: min(limits.settle, deadline.left))).waits
            }
            let blocked = self.page.blockedOrigin(after: run.mark.refusals, at: action.location)
            if let blocked { throw blocked }
        }
        run.results = try await judge(run.expectations, by: deadline, &run)
        run.problem = Judge.problem(run.results)
        if let problem = run.problem { run.problem = unproven(step, run.results) ?? problem }
    }

    func judge(
        _ expectations: [Expectation], by deadline: Deadline, _ run: inout StepRun
    ) async throws -> [ExpectationResult] {
        try await onCurrentTab { page in
            let judge = Judge(page: page, limits: limits, looks: looks, help: help, before: run.before)
            return try await judge.judge(
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
            // A picture of a closed tab never comes.
            _ = try await page.pictures.pass()
            performed.target = try await TabPicker(tabs: tabs, limits: limits).close(
                at: action.location, by: deadline)
        case _ where help?.isFirst == true && action.hasTarget:
            throw StepProblem(
                .targetNotFound, "a model plays every action of this run", location: action.location)
        default:
            if let again = try await again(action, by: deadline, &run) { return performed = again }
            let recall = run.recall(of: action)
            performed = try await onCurrentTab { page in
                try await performer(on: page, recall).perform(action, by: deadline, &run.waits)
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
