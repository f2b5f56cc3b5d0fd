package import Agent
import Flows
package import Foundation
package import Models

/// What the command line, or a task, asks for.
///
/// What is nil is left to the configuration and its defaults.
package struct RunRequest: Sendable {
    package enum ReporterKind: String, Sendable, CaseIterable {
        case list, json, junit, html, github
    }

    package var projectFolder: URL
    package var environment: [String: String]
    package var selection = FlowSelection()
    package var flowsFolder: String?
    package var baseURL: String?
    package var parallel: Int?
    package var shard: ShardPlan?
    package var retries: Int?
    package var agent: AgentMode?
    package var heal: HealPolicy?
    package var video: PerceoConfig.Video?
    package var screenshots: PerceoConfig.Screenshots?
    package var reporters: Set<ReporterKind> = [.list, .json, .junit, .html]
    package var outputFolder: String?
    package var trigger = RunTrigger.manual
    package var pullRequest: Int?
    package var commit: String?
    package var modelMode: ModelMode?
    /// The most that models may cost in the whole run.
    package var maxCost: Money?
    /// The folder of the run whose recorded answers are replayed; nil: the latest.
    package var recordings: String?
    package var failOnFlaky = false
    package var headed = false
    /// Play no further than this step of the flow.
    package var lastStep: String?
    /// How long to stand still after each action, for people who watch.
    package var pace: Duration?

    package init(projectFolder: URL, environment: [String: String]) {
        self.projectFolder = projectFolder
        self.environment = environment
    }
}
