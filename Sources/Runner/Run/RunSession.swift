import Agent
import CDP
import Flows
import Foundation
import Synchronization

/// The part of a run in which flows are played: hands them out, gathers verdicts, tells the reporters and the store.
struct RunSession: Sendable {
    let plan: RunPlan
    let request: RunRequest
    let artifacts: ArtifactFolder
    let pool: BrowserPool
    let desk: StoreDesk
    let info: RunInfo
    let style: ConsoleStyle
    let write: @Sendable (String) -> Void
    var models: ModelDesk?

    func play() async -> RunRecord {
        let redactor = plan.redactor
        let notices = Mutex(info.notices)
        let reporters = self.reporters { text in
            notices.withLock { $0.append(redactor.redact(text)) }
        }
        let report: @Sendable (RunEvent) -> Void = { reporters.handle($0) }
        let note: @Sendable (String) -> Void = { text in
            let text = redactor.redact(text)
            let isNew = notices.withLock { list in
                guard !list.contains(text) else { return false }
                list.append(text)
                return true
            }
            if isNew { report(.notice(text)) }
        }
        report(.runStarted(info, flowCount: plan.flows.count))
        for notice in info.notices { report(.notice(notice)) }
        desk.begin(info, plan, note)
        let context = AttemptContext(
            settings: plan.settings, artifacts: artifacts, redactor: redactor, report: report, models: models,
            memory: MemoryFolder(in: request.projectFolder), repeating: repeating)
        let flows = await playFlows(FlowRunner(pool: pool, context: context), report, note)
        var info = info
        (info.pool, info.faults) = await pool.balance()
        for flow in flows { info.faults += flow.faults.ofPages }
        if let models { info.cost = models.cost }
        info.durationMs = Int(Date().timeIntervalSince(info.startedAt) * 1000)
        info.notices = notices.withLock { $0 }
        var record = RunRecord(run: info, flows: flows)
        desk.finish(record, note)
        record.run.notices = notices.withLock { $0 }
        report(.runFinished(record))
        return record
    }

    private func playFlows(
        _ runner: FlowRunner, _ report: @escaping @Sendable (RunEvent) -> Void,
        _ note: @escaping @Sendable (String) -> Void
    ) async -> [FlowRecord] {
        // What a setup flow shows is of interest only when it fails; its files lie beside those of the flows.
        let quiet = AttemptContext(
            settings: plan.settings, artifacts: artifacts, redactor: runner.context.redactor,
            report: { _ in }, models: models,
            folderPrefix: "setup-", isSetup: true, memory: runner.context.memory)
        let setupRunner = FlowRunner(pool: pool, context: quiet)
        let setups = SetupFlows(plan.allFlows) { flow, state in
            let verdict = await setupRunner.run(flow, from: state)
            for notice in verdict.notices { note(notice) }
            return verdict
        }
        let spool = RecordSpool(file: artifacts.root.appending(path: "flows.jsonl"))
        await FlowPool.run(plan.jobs, width: plan.settings.parallel) { job in
            switch job {
            case .setup(let flow):
                await setups.prepare(flow)
                for list in Set(plan.flows.map(\.setup)) where list.contains(flow.name) {
                    if let state = await setups.known(list) { await pool.learn(state, of: list) }
                }
            case .flow(let index):
                let flow = plan.flows[index]
                desk.started(flow, info, note)
                let record = await self.playOne(flow, runner, setups, note)
                for notice in await pool.takeNotices() { note(notice) }
                desk.record(record, info, note)
                if let problem = spool.append(record) { note(problem) }
                report(.flowFinished(record))
            }
        }
        defer { spool.discard() }
        let records = Dictionary(spool.records().map { ($0.slug, $0) }) { first, _ in first }
        return plan.flows.map { records[$0.slug] ?? Self.notPlayed($0) }
    }

    private func playOne(
        _ flow: Flow, _ runner: FlowRunner, _ setups: SetupFlows, _ note: @Sendable (String) -> Void
    ) async -> FlowRecord {
        do {
            let verdict = await runner.run(flow, from: try await setups.state(for: flow))
            for notice in verdict.notices { note(notice) }
            return verdict.record
        } catch {
            var record = Self.notPlayed(flow)
            record.status = .error
            record.error = ErrorRecord(
                code: "setup_failed", message: "its setup \"\(error.flow)\" failed: \(error.reason)",
                location: flow.location.description)
            record.repeatCommand = repeating.text(flow.name, hasRecording: false)
            return record
        }
    }

    private static func notPlayed(_ flow: Flow) -> FlowRecord {
        FlowRecord(
            id: flow.id.rawValue.uuidString.lowercased(), name: flow.name, slug: flow.slug,
            file: flow.location.file,
            priority: flow.priority.rawValue, persona: flow.persona, tags: flow.tags, status: .pending,
            startedAt: Date())
    }

    private func reporters(_ trouble: @escaping @Sendable (String) -> Void) -> ReporterFan {
        var list: [any Reporter] = []
        let folder = artifacts.root
        for kind in RunRequest.ReporterKind.allCases where request.reporters.contains(kind) {
            switch kind {
            case .list:
                let page = request.reporters.contains(.html) ? "\(shownFolder)/report.html" : nil
                list.append(ConsoleReporter(style: style, artifacts: shownFolder, report: page, write: write))
            case .json: list.append(JSONReporter(file: folder.appending(path: "run.json"), trouble: trouble))
            case .junit:
                list.append(
                    JUnitReporter(
                        file: folder.appending(path: "junit.xml"), artifacts: shownFolder, trouble: trouble))
            case .html:
                list.append(HTMLReporter(file: folder.appending(path: "report.html"), trouble: trouble))
            case .github:
                let summary = request.environment["GITHUB_STEP_SUMMARY"].map { URL(filePath: $0) }
                list.append(GitHubReporter(summaryFile: summary, write: write, trouble: trouble))
            }
        }
        return ReporterFan(list)
    }

    private var repeating: RepeatCommand {
        RepeatCommand(request, baseURL: plan.shownBaseURL, folder: shownFolder)
    }

    /// The run's folder as a person would write it, from where they are.
    private var shownFolder: String {
        let path = artifacts.root.path
        let here = request.projectFolder.path
        let prefix = here.hasSuffix("/") ? here : here + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
