import Agent
package import Flows
import Foundation

/// Everything a run decided before it starts a browser: a value, so that it can be looked at.
package struct RunPlan: Sendable {
    package var config: PerceoConfig
    package var settings: RunSettings
    /// The flows to play, in order.
    package var flows: [Flow]
    /// Every flow of the project, for setups.
    package var allFlows: [Flow]
    package var notices: [String]
    /// The models that may be asked; nil: none.
    package var models: ModelPlan?

    /// Reads configuration and flow files and settles what will be played.
    package static func make(
        _ request: RunRequest, lastFailed: (PerceoConfig) -> Set<String>
    ) throws -> RunPlan {
        let config = try ConfigLoader(projectFolder: request.projectFolder, environment: request.environment)
            .load()
        var settings = try RunSettings(request, config)
        if let section = config.browser.settings {
            settings.browser = try FlowFiles.browserSettings(
                in: section, folder: request.projectFolder,
                environment: ConfigEnvironment(request.environment).all, publicNames: config.publicNames)
        }
        let models = try ModelPlan.make(request, config)
        // A model takes its time.
        settings.hasActingModel = models?.act != nil
        if models != nil, config.run.timeout == nil { settings.flowLimit = .seconds(600) }
        let folder = try request.flowsFolder ?? config.flowsFolder.string()
        let project = try config.project.name?.string() ?? request.projectFolder.lastPathComponent
        let all = try FlowFiles.load(
            folder: folder, environment: request.environment, project: project,
            publicNames: config.publicNames)
        guard !all.isEmpty else { throw RunnerError(.usage, "no flow files in \(folder)") }
        let failed = request.selection.onlyLastFailed ? lastFailed(config) : []
        var flows = try request.selection.apply(to: all, lastFailed: failed)
        if let shard = request.shard {
            flows = shard.part(of: flows, weight: \.weight, name: \.name)
        }
        let setups = try setups(of: flows, in: all)
        try FlowChecks.refuse(flows + setups, settings)
        if let last = request.lastStep, !flows.contains(where: { $0.steps.contains { $0.name == last } }) {
            throw RunnerError(.usage, "no selected flow has a step \"\(last)\"")
        }
        if settings.baseURL == nil, let flow = flows.first(where: { $0.needsBaseURL }) {
            throw RunnerError(
                .usage,
                "\(flow.location): \"\(flow.name)\" starts at a path, so a base URL is needed (--base-url)")
        }
        return RunPlan(
            config: config, settings: settings, flows: flows, allFlows: all,
            notices: config.warnings.map(\.description), models: models)
    }

    /// Everything that must not be shown: secrets of all flows and of the application's environment, and the password
    /// in the base URL.
    var secrets: [Secret] {
        let application = config.app?.environment.values.compactMap { try? $0.text() } ?? []
        let password = settings.baseURL?.password(percentEncoded: false)
        let surroundings = settings.browser.texts.flatMap(\.secrets)
        return allFlows.flatMap(\.secrets) + surroundings + application.flatMap(\.secrets)
            + [password].compactMap { $0 }.map(Secret.init) + (models?.keys ?? [])
    }

    /// What takes out of a text whatever must not be shown.
    var redactor: Redactor {
        Redactor(secrets, passwords: allFlows.flatMap(\.oneTimePasswords))
    }

    /// The base URL as it may be shown: without a user's name and password.
    var shownBaseURL: String? {
        guard let url = settings.baseURL, var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        else {
            return nil
        }
        parts.user = nil
        parts.password = nil
        return parts.string
    }

    /// The work of the run, in the order in which it is handed out.
    var jobs: [PlayJob] { PlayOrder.jobs(flows, setups: allFlows) }

    private static func setups(of flows: [Flow], in all: [Flow]) throws -> [Flow] {
        var seen: Set<String> = []
        var open = flows.flatMap(\.setup)
        while let name = open.popLast() {
            guard seen.insert(name).inserted, let flow = all.first(where: { $0.name == name }) else {
                continue
            }
            open += flow.setup
        }
        return all.filter { seen.contains($0.name) }
    }
}

extension Flow {
    /// How much there is to do in it.
    ///
    /// Told from the file alone: machines that disagreed on it would leave flows out.
    var weight: Int {
        steps.reduce(1) { $0 + 1 + $1.actions.count + $1.expectations.count } + setup.count
    }

    fileprivate var needsBaseURL: Bool {
        guard let entryPoint else { return true }
        return entryPoint.reveal { !$0.contains("://") && !$0.hasPrefix("data:") && !$0.hasPrefix("about:") }
    }
}
