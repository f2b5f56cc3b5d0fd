package import CDP
package import Flows
package import Models

/// The project's configuration after all layers are merged; every key is optional in the files.
package struct PerceoConfig: Sendable, Hashable {
    package var version = "2.0"
    package var project = Project()
    /// The key `baseUrl`.
    package var baseURL: ConfigText?
    /// `origins`: whom pages may ask besides the base URL's; nil: anyone, but tabs stay with the application.
    package var origins: [ConfigText]?
    /// The key `flows.dir`.
    package var flowsFolder = ConfigText(literal: "flows")
    /// The key `artifacts.dir`.
    package var artifactsFolder = ConfigText(literal: "artifacts")
    package var browser = Browser()
    package var app: App?
    package var run = Run()
    package var model = Model()
    /// `public`: variables whose values may be shown.
    package var publicNames: Set<String> = []
    package var supabase: Supabase?
    package var temporal: Temporal?
    /// The key `dashboard.url`.
    package var dashboardURL: ConfigText?
    /// Sections that other parts of the product read for themselves, by key.
    package var sections: [String: SourceNode] = [:]
    /// What is odd but harmless, such as unknown keys.
    package var warnings: [ConfigProblem] = []
    /// The files that were read, the weakest first.
    package var layers: [String] = []

    package init() {}

    package struct Project: Sendable, Hashable {
        package var id: ConfigText?
        package var name: ConfigText?
        package var framework: ConfigText?
    }

    package struct Browser: Sendable, Hashable {
        package var path: ConfigText?
        package var isHeadless = true
        package var viewport: Viewport?
        package var arguments: [ConfigText] = []
        /// The keys that flows have too, still to be read.
        package var settings: SourceNode?
        /// `flowsPerBrowser`: how many flows share a browser at once; nil: all of them.
        package var flows: Int?
        /// `contextsPerBrowser`: after how many contexts a browser is followed by a fresh one.
        package var contexts: Int?
        /// `memoryMb`: at what size a browser is followed by a fresh one.
        package var megabytes: Int?
    }

    /// CSS pixels.
    package struct Viewport: Sendable, Hashable {
        package var width: Int
        package var height: Int
    }

    /// The application under test, when Perceo starts it.
    package struct App: Sendable, Hashable {
        package enum Command: Sendable, Hashable {
            /// One line for the shell.
            case line(ConfigText)
            case arguments([ConfigText])
        }

        package var command: Command
        /// Answers once the application is up.
        package var url: ConfigText?
        /// Use `text()`: what comes from the environment stays secret.
        package var environment: [String: ConfigText] = [:]
        /// Whether an application that already answers is used instead of starting another.
        package var reuse = true
        /// How long it may take to come up.
        package var timeout: Duration = .milliseconds(30_000)
        /// `cwd`, relative to the project folder.
        package var folder: ConfigText?
    }

    package enum Video: String, Sendable, Hashable, CaseIterable {
        case on
        case onFailure = "on-failure"
        case off
    }

    package enum Screenshots: String, Sendable, Hashable, CaseIterable {
        case steps, final
        case onFailure = "on-failure"
        case off
    }

    /// Nil leaves a value to the command line and its defaults.
    package struct Run: Sendable, Hashable {
        package var parallel: Int?
        package var retries: Int?
        package var video: Video?
        /// `videoEngine`: what makes the video.
        package var videoEngine: VideoEngine?
        package var screenshots: Screenshots?
        /// `timeoutMs`, for one flow.
        package var timeout: Duration?
        package var stepTimeout: Duration?
        package var settle: Duration?
        /// `memoryPerFlowMb`: how much memory must be free for one more flow.
        package var megabytesPerFlow: Int?
    }

    /// Which models are asked, by their names in the table.
    package struct Model: Sendable, Hashable {
        /// Plays what nothing else can; nil: no model is ever asked.
        package var act: ConfigText?
        /// Judges sentences; nil: the same.
        package var verify: ConfigText?
        package var perception: ToolOffer.Perception?
        /// `maxCostUsd`, of a whole run.
        package var cap: Money?
        package var limits = ModelBudgets()
    }

    /// What models may use; money for a run is its cap.
    package struct ModelBudgets: Sendable, Hashable {
        package var step = StepBudget.Limits()
        package var flow = ModelLimits(turns: 60, tokens: 1_000_000)
        package var flowMoney = Money(dollars: 1)
        package var run = ModelLimits()
    }

    package struct Supabase: Sendable, Hashable {
        package var url: ConfigText?
        package var anonKey: ConfigSecret?
        package var serviceRoleKey: ConfigSecret?
    }

    package struct Temporal: Sendable, Hashable {
        package var address: ConfigText?
        package var namespace: ConfigText?
        package var taskQueue = ConfigText(literal: "perceo-agents")
    }
}
