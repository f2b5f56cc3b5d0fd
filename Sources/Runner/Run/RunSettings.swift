package import Agent
package import CDP
package import Flows
package import Foundation

/// How a run is carried out: the request, the configuration and the defaults, decided.
package struct RunSettings: Sendable, Equatable {
    package var baseURL: URL?
    /// Whom pages may ask besides the base URL's origin; nil: anyone; but where a model
    /// acts, tabs stay with the application.
    package var origins: [OriginPattern]?
    /// Whether a model may act on pages.
    package var hasActingModel = false
    package var parallel = 5
    package var retries = 0
    package var agent = AgentMode.auto
    package var heal = HealPolicy.propose
    package var video = PerceoConfig.Video.on
    package var videoEngine = VideoEngine.auto
    package var screenshots = PerceoConfig.Screenshots.steps
    package var viewport = CDP.Viewport.standard
    /// What surrounds the pages of every flow that does not say otherwise.
    package var browser = BrowserSettings()
    /// For one attempt at one flow.
    package var flowLimit: Duration = .seconds(120)
    package var limits = StepLimits()
    package var lastStep: String?
    package var pace: Duration?
    var pool = PoolPlan.Limits()
    var admission = AdmissionPlan()

    package init() {}

    /// Settles every value; the command line outranks the configuration.
    package init(_ request: RunRequest, _ config: PerceoConfig) throws {
        if let text = try request.baseURL ?? config.baseURL?.string() {
            guard let url = URL(string: text), let scheme = url.scheme,
                ["http", "https", "file"].contains(scheme)
            else { throw RunnerError(.usage, "the base URL \"\(text)\" is no http or https address") }
            baseURL = url
        }
        origins = try config.origins?.map { text in
            let origin = try text.string()
            guard let pattern = OriginPattern(origin) else {
                throw RunnerError(
                    .usage,
                    "\(text.location): the origin \"\(origin)\" is not one, such as https://pay.example, "
                        + "https://*.example.com or http://localhost:*")
            }
            return pattern
        }
        parallel = request.parallel ?? config.run.parallel ?? parallel
        retries = request.retries ?? config.run.retries ?? retries
        agent = request.agent ?? agent
        heal = request.heal ?? heal
        video = request.video ?? config.run.video ?? video
        videoEngine = config.run.videoEngine ?? videoEngine
        screenshots = request.screenshots ?? config.run.screenshots ?? screenshots
        if let size = config.browser.viewport {
            viewport = CDP.Viewport(width: size.width, height: size.height)
        }
        pool.flows = config.browser.flows
        pool.contexts = config.browser.contexts ?? pool.contexts
        pool.bytes = config.browser.megabytes.map { UInt64($0) << 20 } ?? pool.bytes
        admission.bytesPerFlow =
            config.run.megabytesPerFlow.map { UInt64($0) << 20 } ?? admission.bytesPerFlow
        flowLimit = config.run.timeout ?? flowLimit
        limits.step = config.run.stepTimeout ?? limits.step
        limits.settle = config.run.settle ?? limits.settle
        lastStep = request.lastStep
        pace = request.pace
        guard parallel >= 1, parallel <= 64 else {
            throw RunnerError(.usage, "--parallel must be from 1 to 64, not \(parallel)")
        }
        guard retries >= 0, retries <= 10 else {
            throw RunnerError(.usage, "--retries must be from 0 to 10, not \(retries)")
        }
    }
}
