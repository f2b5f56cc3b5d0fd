import Agent
import CDP
import Flows
import Foundation
import Synchronization

/// What one attempt at a flow needs from its run.
struct AttemptContext: Sendable {
    let settings: RunSettings
    let artifacts: ArtifactFolder
    let redactor: Redactor
    let report: @Sendable (RunEvent) -> Void
    var models: ModelDesk?
    /// Put before the names of the flows' folders.
    var folderPrefix = ""
    /// Whether other flows start from the state that these end in.
    var isSetup = false
    var memory: MemoryFolder?
    var repeating = RepeatCommand()
}

/// What one attempt left behind.
struct AttemptOutcome: Sendable {
    var record: AttemptRecord
    var screenshots: [String] = []
    var finalScreenshot: String?
    var video: VideoRecord?
    var consoleLog: String?
    var networkLog: String?
    var vitals: VitalsRecord?
    var forgotten: ForgottenRecord?
    var notices: [String] = []
    var faults: [Fault] = []
    /// What its steps leave to be remembered, and what in them was not what it had been.
    var remembered: [RememberedStep] = []
    var heals: [Heal] = []
    /// Cookies and storage at the end of a flow that passed, for those that start from it.
    var endState: StorageState?
    var cost = CostRecord()
    /// What models said, by file.
    var recordings: [String] = []
}

/// Plays one flow once, in a context of its own.
struct FlowAttempt: Sendable {
    let flow: Flow
    let number: Int
    let context: AttemptContext
    let startState: StorageState?
    let recall: FlowRecall
    let tellsWhereScriptRuns: Bool
    private let steps = AttemptSteps()

    init(
        flow: Flow, number: Int, context: AttemptContext, startState: StorageState?,
        recall: FlowRecall, tellsWhereScriptRuns: Bool = false
    ) {
        self.recall = recall
        self.tellsWhereScriptRuns = tellsWhereScriptRuns
        self.flow = flow
        self.number = number
        self.context = context
        self.startState = startState
    }

    private var start: ContinuousClock.Instant { steps.start.withLock { $0 } }
    private var keeping: RecordKeeping { RecordKeeping(start: start, redactor: context.redactor) }

    func run(from pool: BrowserPool) async -> AttemptOutcome {
        do {
            let folder = try context.artifacts.attempt(number, of: context.folderPrefix + flow.slug)
            let models = try context.models?.lend(to: flow, in: folder, redactor: context.redactor)
            steps.models.withLock { $0 = models }
            var options = FlowSurroundings(flow, context.settings).options
            options.tellsWhereScriptRuns = tellsWhereScriptRuns
            let kind = PageKind(options: options, setups: flow.setup)
            var result = try await pool.withPage(kind, in: startState) { lease in
                await self.play(lease, folder)
            }
            if let models {
                result.cost = models.cost
                let kept = models.keep(in: folder)
                result.recordings = kept.files
                result.notices += kept.notices
            }
            return result
        } catch {
            return unstarted(error)
        }
    }

    private func play(_ lease: PageLease, _ folder: AttemptFolder) async -> AttemptOutcome {
        let page = lease.page
        steps.opening.withLock { $0 += lease.waits }
        let capture = FlowCapture(
            page: page, folder: folder, settings: context.settings, redactor: context.redactor)
        return await record(page, capture)
    }

    /// Does a part of what comes before the first step and keeps how long it took.
    private func opening<R>(_ cause: String, _ body: () async throws -> R) async rethrows -> R {
        let start = ContinuousClock.now
        defer { steps.opening.withLock { $0.append(Wait(cause, .now - start)) } }
        return try await body()
    }

    private func unstarted(_ error: any Error) -> AttemptOutcome {
        let code: StepProblem.Code =
            switch error {
            case is CancellationError: .cancelled
            case let error as CDPError where error.code == .closed || error.code == .launch: .browserCrashed
            case let error as CDPError where error.code == .crashed: .pageCrashed
            default: .pageError
            }
        var problem = StepProblem(code, "the flow could not start: \(error)", location: flow.location)
        problem.fault = code == .browserCrashed ? .browserDeath : code == .pageCrashed ? .rendererCrash : nil
        return outcome(problem)
    }

    private func record(_ page: Page, _ capture: FlowCapture) async -> AttemptOutcome {
        await opening("the recording to start") { await capture.startRecording() }
        steps.start.withLock { $0 = .now }
        return await withTaskGroup(of: AttemptOutcome?.self) { group in
            group.addTask {
                await capture.work()
                return nil
            }
            group.addTask { await self.playInTime(page, capture) }
            var result: AttemptOutcome?
            while result == nil, let next = await group.next() { result = next }
            group.cancelAll()
            return result ?? outcome(StepProblem(.cancelled, "interrupted"))
        }
    }

    private func playInTime(_ page: Page, _ capture: FlowCapture) async -> AttemptOutcome {
        do {
            try await within(context.settings.flowLimit, "the flow") { await self.play(page, capture) }
        } catch let late as DeadlinePassed {
            steps.endLate(StepProblem(.timeout, "\(late)", location: flow.location), keeping)
        } catch {
            steps.problem.withLock {
                $0 = $0 ?? StepProblem(.cancelled, "interrupted", location: flow.location)
            }
        }
        steps.end.withLock { $0 = .now }
        let problem = steps.problem.withLock { $0 }
        let isUsable = problem?.code.endsPage != true && page.context.browser.deathReason == nil
        await shielded { await capture.finish(hasPassed: problem == nil, isUsable: isUsable) }
        var result = outcome(problem)
        capture.pictures.illustrate(&result.record.steps)
        result.screenshots = capture.pictures.files
        result.finalScreenshot = capture.pictures.final
        result.video = capture.video(since: start)
        result.consoleLog = capture.consoleLog
        result.networkLog = capture.networkLog
        result.vitals = capture.vitals
        result.forgotten = capture.forgotten
        result.faults += capture.faults
        result.remembered = steps.remembered.withLock { $0 }
        result.heals = steps.heals.withLock { $0 }
        result.notices = capture.notices + page.environment.notices
        if problem == nil, context.isSetup {
            result.endState = try? await StorageState.save(page)
            result.notices += (result.endState?.lost ?? []).map { "not part of the saved state: \($0)" }
        }
        return result
    }

    /// Plays the steps in order and stops at the first that does not pass.
    private func play(_ page: Page, _ capture: FlowCapture) async {
        let agent = StepAgent(
            page: page, baseURL: context.settings.baseURL, limits: context.settings.limits,
            help: steps.models.withLock { $0?.help },
            capture: { await capture.pictures.named($0) })
        do {
            let waits = try await agent.open(flow.entryPoint ?? FlowText("/"), at: flow.location)
            steps.opening.withLock { $0 += waits }
            steps.opened.withLock { $0 = .now }
            await capture.pictures.opening()
        } catch {
            let problem = await agent.diagnose(error, at: flow.location)
            return steps.problem.withLock { $0 = problem }
        }
        for step in stepsToPlay {
            let done = steps.records.withLock { $0.map(\.name) }
            let result = await agent.perform(step, recall: recall.step(step), after: done)
            if result.problem?.code.endsPage != true {
                let isLast = step.number == stepsToPlay.last?.number
                await capture.pictures.step(step.number, step.slug, result, isLast: isLast)
            }
            var record = keeping.record(result, of: step)
            record.outline = capture.keepOutline(result, of: step)
            steps.records.withLock { $0.append(record) }
            if let memory = result.remembered { steps.remembered.withLock { $0.append(memory) } }
            steps.heals.withLock { $0 += result.heals }
            context.report(.stepFinished(flow: flow.slug, step: record))
            if let problem = result.problem { return steps.problem.withLock { $0 = problem } }
            // The user asked to be shown the page for a while (--slow).
            if let pace = context.settings.pace { try? await Task.sleep(for: pace) }
        }
    }

    /// All steps, or those up to the one the request names.
    private var stepsToPlay: ArraySlice<Step> {
        guard let last = context.settings.lastStep,
            let index = flow.steps.firstIndex(where: { $0.name == last })
        else { return flow.steps[...] }
        return flow.steps[...index]
    }

    /// The attempt as the record has it; steps that were not reached are in it as skipped.
    private func outcome(_ problem: StepProblem?) -> AttemptOutcome {
        var records = steps.records.withLock { $0 }
        records += stepsToPlay.dropFirst(records.count).map(keeping.skipped)
        let status: RunStatus = problem.map { $0.code.status == .failed ? .failed : .error } ?? .passed
        let failing = records.first { $0.status == .failed || $0.status == .error }?.number
        let record = AttemptRecord(
            number: number, status: status,
            durationMs: ((steps.end.withLock { $0 } ?? .now) - start).inMilliseconds,
            steps: records, opening: opening,
            error: problem.map { keeping.error($0, failing) })
        return AttemptOutcome(record: record, faults: [problem?.fault].compactMap { $0 })
    }

    private var opening: OpeningRecord {
        let end = steps.opened.withLock { $0 } ?? steps.end.withLock { $0 } ?? .now
        return OpeningRecord(
            durationMs: (end - steps.asked).inMilliseconds,
            waits: keeping.waits(steps.opening.withLock { $0 }))
    }
}
