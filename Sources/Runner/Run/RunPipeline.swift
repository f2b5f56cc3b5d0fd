import Agent
import CDP
import Flows
package import Foundation
import HTTP
package import Logging
import Models
import Synchronization
import WebSocket

/// What a run came to.
package struct RunOutcome: Sendable {
    package let record: RunRecord
    /// The run's folder.
    package let folder: URL
    package let exitCode: Int32
}

/// The whole of a run: plan, start the application, play the flows, write what they left behind.
package struct RunPipeline: Sendable {
    private let request: RunRequest
    private let log: Logger
    private let style: ConsoleStyle
    private let write: @Sendable (String) -> Void

    /// - Parameter write: Where progress and the summary go: standard error.
    package init(
        _ request: RunRequest, style: ConsoleStyle, log: Logger, write: @escaping @Sendable (String) -> Void
    ) {
        self.request = request
        self.style = style
        self.log = log
        self.write = write
    }

    /// - Throws: `RunnerError`, `ConfigError` or `FlowFileErrors` when the run can't be carried out at all.
    package func run() async throws -> RunOutcome {
        let startedAt = Date()
        let stateFile = request.projectFolder.appending(path: ".perceo/state/perceo.sqlite")
        let desk = StoreDesk(file: stateFile, request: request)
        let plan = try RunPlan.make(request, lastFailed: desk.lastFailed)
        ScratchFolder.sweep()
        let parent = try artifactsFolder(plan)
        let artifacts = try ArtifactFolder(in: parent, runID: ArtifactFolder.newRunID(at: startedAt))
        defer { artifacts.discardIfEmpty() }
        let http = try HTTPClient()
        defer { http.close() }
        let models = try plan.models.map {
            try ModelDesk(
                $0, environment: request.environment, http: http, recordings: recordings(parent))
        }
        let loop = try ServiceLoop()
        defer { loop.close() }
        let pool = BrowserPool(
            options: try browserOptions(plan), loop: loop, log: log, limits: plan.settings.pool,
            admission: plan.settings.admission)
        do {
            let record = try await pool.kept {
                try await play(plan, artifacts, desk, pool, http, models, startedAt)
            }
            let exitCode = record.summary.exitCode(
                failOnFlaky: request.failOnFlaky, interrupted: Task.isCancelled)
            return RunOutcome(record: record, folder: artifacts.root, exitCode: exitCode)
        } catch let error as CDPError {
            throw RunnerError(.infrastructure, error.description)
        }
    }

    /// Starts everything at once that does not need the other: browser, application, and what git says.
    private func play(
        _ plan: RunPlan, _ artifacts: ArtifactFolder, _ desk: StoreDesk, _ pool: BrowserPool,
        _ http: HTTPClient, _ models: ModelDesk?, _ startedAt: Date
    ) async throws -> RunRecord {
        let order = plan.jobs.map { job in
            switch job {
            case .setup(let flow): flow
            case .flow(let index): plan.flows[index]
            }
        }
        await pool.expect(
            order.map { PageKind(options: FlowSurroundings($0, plan.settings).options, setups: $0.setup) },
            width: plan.settings.parallel)
        async let starting = pool.browser()
        async let reading = SourceRevision.read(in: request.projectFolder, environment: request.environment)
        let app = try await startApplication(plan, http)
        do {
            try await checkBaseURL(plan, http)
            let browser = try await starting
            artifacts.publish()
            let session = RunSession(
                plan: plan, request: request, artifacts: artifacts, pool: pool, desk: desk,
                info: forecast(plan, info(plan, artifacts, browser, await reading, startedAt)),
                style: style, write: write,
                models: models)
            let record = await session.play()
            await app?.end()
            return record
        } catch {
            await app?.end()
            throw error
        }
    }

    private func browserOptions(_ plan: RunPlan) throws -> BrowserOptions {
        var options = BrowserOptions()
        options.path = try plan.config.browser.path?.string()
        options.headed = request.headed || !plan.config.browser.isHeadless
        options.extraArguments = try plan.config.browser.arguments.map { text throws(ConfigError) in
            try text.string()
        }
        options.holdsBackDatagrams = plan.settings.origins != nil
        return options
    }

    private func artifactsFolder(_ plan: RunPlan) throws -> URL {
        let path = try request.outputFolder ?? plan.config.artifactsFolder.string()
        return path.hasPrefix("/") ? URL(filePath: path) : request.projectFolder.appending(path: path)
    }

    /// Where the run is that is replayed; the latest one's folder, before this one becomes it.
    private func recordings(_ parent: URL) -> URL {
        guard let path = request.recordings else {
            return parent.appending(path: "latest").resolvingSymlinksInPath()
        }
        return path.hasPrefix("/") ? URL(filePath: path) : request.projectFolder.appending(path: path)
    }

    private func startApplication(_ plan: RunPlan, _ http: HTTPClient) async throws -> ApplicationUnderTest? {
        guard let app = plan.config.app, request.baseURL == nil else { return nil }
        return try await ApplicationUnderTest.start(
            app, projectFolder: request.projectFolder, baseURL: plan.settings.baseURL, http: http)
    }

    private func checkBaseURL(_ plan: RunPlan, _ http: HTTPClient) async throws {
        guard let url = plan.settings.baseURL, url.scheme != "file" else { return }
        let probe = HTTPRequest(
            url: url.absoluteString, timeout: .seconds(10), connectTimeout: .seconds(5),
            followRedirects: false)
        do {
            _ = try await http.send(probe)
        } catch let error as HTTPError {
            let reason = plan.redactor.redact("\(error)")
            throw RunnerError(.infrastructure, "the base URL can't be reached: \(reason)")
        }
    }

    /// What models will probably cost, which is no more than a word of warning.
    private func forecast(_ plan: RunPlan, _ info: RunInfo) -> RunInfo {
        var info = info
        info.forecast = plan.forecast(MemoryFolder(in: request.projectFolder))
        if let usd = info.forecast?.usd, let cap = plan.models?.cap, cap.dollars < usd.least {
            info.notices.append(
                "models will probably cost at least \(Money(dollars: usd.least)), more than the \(cap) they may"
            )
        }
        return info
    }

    private func info(
        _ plan: RunPlan, _ artifacts: ArtifactFolder, _ browser: Browser, _ revision: SourceRevision,
        _ startedAt: Date
    ) -> RunInfo {
        RunInfo(
            id: artifacts.runID, startedAt: startedAt, commit: request.commit ?? revision.commit,
            branch: revision.branch, triggeredBy: request.trigger, pr: request.pullRequest,
            host: ProcessInfo.processInfo.hostName, browser: browser.product,
            parallel: plan.settings.parallel,
            shard: request.shard?.description, baseURL: plan.shownBaseURL,
            notices: plan.notices + browser.notices)
    }
}
