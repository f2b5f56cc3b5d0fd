import Agent
import ArgumentParser
import Foundation
import Models
import Runner

/// How flows are played and what they leave behind.
struct RunOptions: ParsableArguments {
    @Option(name: .customLong("flows"), help: "The folder of the flow files.")
    var flowsFolder: String?

    @Option(
        name: .customLong("base-url"), help: "The application's address; paths in flows are relative to it.")
    var baseURL: String?

    @Option(help: "How often a flow that failed is played again.")
    var retries: Int?

    @Option(help: "Who decides what words mean: auto, deterministic (no model), replay (memory alone) or computer-use.")
    var agent: Choice<AgentMode>?

    @Option(help: "When something is no longer what was remembered: off, propose or apply.")
    var heal: Choice<HealPolicy>?

    @Option(help: "on, on-failure or off.")
    var video: Choice<PerceoConfig.Video>?

    @Option(help: "steps, final, on-failure or off.")
    var screenshots: Choice<PerceoConfig.Screenshots>?

    @Option(help: "Any of list, json, junit, html, github, with commas between.")
    var reporter: String?

    @Option(name: .customLong("out"), help: "The folder for artifacts.")
    var outputFolder: String?

    @Option(name: .customLong("triggered-by"), help: "pr, watch or manual.")
    var trigger: Choice<RunTrigger>?

    @Option(name: .customLong("pr"), help: "The pull request's number.")
    var pullRequest: Int?

    @Option(help: "The commit that is tested.")
    var commit: String?

    @Option(name: .customLong("model"), help: "live, record (keep the models' answers) or replay.")
    var modelMode: Choice<ModelMode>?

    @Option(
        name: .customLong("recordings"), help: "The folder of the run that is replayed (default: the latest)."
    )
    var recordings: String?

    @Option(name: .customLong("max-cost"), help: "The most that models may cost in this run, in US dollars.")
    var maxCost: Double?

    @Flag(name: .customLong("fail-on-flaky"), help: "Exit with 1 when a flow passed only on a retry.")
    var failOnFlaky = false

    @Flag(help: "Print run.json on standard output.")
    var json = false

    func apply(to request: inout RunRequest) throws {
        request.flowsFolder = flowsFolder
        request.baseURL = baseURL
        request.retries = retries
        request.agent = agent?.value
        request.heal = heal?.value
        request.video = video?.value
        request.screenshots = screenshots?.value
        request.outputFolder = outputFolder
        request.trigger = trigger?.value ?? (pullRequest == nil ? .manual : .pr)
        request.pullRequest = pullRequest
        request.commit = commit
        request.modelMode = modelMode?.value
        request.recordings = recordings
        if let maxCost {
            guard maxCost >= 0, maxCost <= 100_000 else {
                throw ValidationError("--max-cost takes dollars from 0 to 100000")
            }
            request.maxCost = Money(dollars: maxCost)
        }
        request.failOnFlaky = failOnFlaky
        if let reporter { request.reporters = try Self.kinds(reporter) }
        if json { request.reporters.insert(.json) }
    }

    private static func kinds(_ text: String) throws -> Set<RunRequest.ReporterKind> {
        try Set(
            text.split(separator: ",").map { word in
                guard let kind = RunRequest.ReporterKind(rawValue: String(word)) else {
                    throw ValidationError(
                        "--reporter: \"\(word)\" is none of list, json, junit, html, github")
                }
                return kind
            })
    }
}

/// One of an enumeration's words, as an option's value.
struct Choice<Value: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument, Sendable
where Value.RawValue == String {
    let value: Value

    init?(argument: String) {
        guard let value = Value(rawValue: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}
