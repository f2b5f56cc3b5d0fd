import CDP
import Flows
import Foundation

/// What an action did to the page, in words.
struct Performed: Sendable {
    var target: String?
    var score: Double?
    var source: DecisionSource = .none
    var targets: [TargetTrace] = []
    var deeds: [RememberedDeed] = []

    init() {}

    init(_ found: Found) {
        target = found.match.description
        score = found.match.score
        source = found.source
        targets = [found.trace].compactMap { $0 }
    }

    /// Another element that the same action was about.
    mutating func add(_ other: Performed) {
        source = DecisionSource.ofStep([source, other.source])
        targets += other.targets
    }
}

/// Carries out single actions on a page.
struct ActionPerformer: Sendable {
    let page: Page
    let baseURL: URL?
    let limits: StepLimits
    let looks: LookBook
    let recall: ActionRecall?
    /// Takes a picture on the flow's request.
    let capture: @Sendable (String?) async -> Void

    var finder: TargetFinder {
        TargetFinder(page: page, limits: limits, looks: looks, recall: recall)
    }

    /// Does `action` and returns when its input has reached the page, not when the page has reacted.
    func perform(_ action: Action, by deadline: Deadline, _ waits: inout [Wait]) async throws -> Performed {
        if action.changesPageAtOnce { _ = try await pictureTaken(&waits) }
        switch action.kind {
        case .navigate(let address):
            try await open(address, at: action.location, within: min(limits.navigation, deadline.left))
            return Performed()
        case .click(let target): return try await press(target, .left, 1, deadline, &waits)
        case .doubleClick(let target): return try await press(target, .left, 2, deadline, &waits)
        case .rightClick(let target): return try await press(target, .right, 1, deadline, &waits)
        case .hover(let target):
            return try await on(target, .hover, deadline, &waits) { found, limit in
                try await page.hover(found.ref, within: limit)
            }
        case .fill(let target, let text): return try await fill(target, text, deadline, &waits)
        case .clear(let target): return try await fill(target, FlowText(""), deadline, &waits)
        case .type(let target, let text): return try await type(text, target, deadline, &waits)
        case .press(let key, let target):
            return try await pressKey(key, target, action.location, deadline, &waits)
        case .check(let target): return try await check(target, true, deadline, &waits)
        case .uncheck(let target): return try await check(target, false, deadline, &waits)
        case .select(let target, let options): return try await select(target, options, deadline, &waits)
        case .upload(let target, let paths): return try await upload(paths, target, deadline, &waits)
        case .drag(let source, let goal): return try await drag(source, goal, deadline, &waits)
        case .scroll(let scroll): return try await self.scroll(scroll, deadline, &waits)
        case .back, .forward, .reload:
            try await moveInHistory(action, within: min(limits.navigation, deadline.left))
            return Performed()
        case .screenshot(let name):
            await capture(name)
            return Performed()
        case .emulate(let settings):
            try await emulate(settings, at: action.location)
            return Performed()
        case .waitFor, .acceptDialog, .dismissDialog, .switchTab, .closeTab:
            throw StepProblem(
                .unsupported, "\(action.name) is not an input action", location: action.location)
        }
    }

    // MARK: Pages

    /// Opens an address: absolute, or a path under the base URL.
    func open(_ address: FlowText, at location: SourceLocation, within limit: Duration) async throws {
        let url = address.reveal { URL(string: $0, relativeTo: baseURL)?.absoluteString }
        guard let url, url.contains(":") else {
            throw StepProblem(
                .badNavigation, "\(address) is no address (is there a base URL?)", location: location)
        }
        if let origins = page.environment.emulation.requests.origins, !origins.allows(url) {
            throw StepProblem(blocked: "\(address)", location)
        }
        do {
            try await page.navigate(to: url, within: limit)
        } catch let error as CDPError where error.code == .refused(0) || error.code == .timedOut {
            throw StepProblem(.badNavigation, "can't open \(address): \(error.detail)", location: location)
        } catch let error as DeadlinePassed {
            throw StepProblem(.badNavigation, "can't open \(address): \(error)", location: location)
        }
    }

    private func moveInHistory(_ action: Action, within limit: Duration) async throws {
        do {
            switch action.kind {
            case .back: try await page.goHistory(-1, within: limit)
            case .forward: try await page.goHistory(1, within: limit)
            default: try await page.reload(within: limit)
            }
        } catch let error as CDPError where error.code == .refused(0) {
            throw StepProblem(.badNavigation, error.description, location: action.location)
        } catch let error as DeadlinePassed {
            throw StepProblem(.badNavigation, error.description, location: action.location)
        }
    }

    private func emulate(_ settings: BrowserSettings, at location: SourceLocation) async throws {
        let plan = EmulationPlan(settings, baseURL: baseURL, location: location)
        var problems: [FlowFileError] = []
        try await page.environment.change { problems = plan.apply(to: &$0) }
        if let problem = problems.first {
            throw StepProblem(.unsupported, problem.message, location: problem.location)
        }
    }
}

extension Page {
    /// Why a step can't have passed during which a tab was to show what it must not.
    func blockedOrigin(after mark: Int, at location: SourceLocation) -> StepProblem? {
        environment.refusals(after: mark).first(where: \.isDocument).map {
            StepProblem(blocked: Origin($0.address)?.description ?? $0.address, location)
        }
    }
}

extension StepProblem {
    fileprivate init(blocked origin: String, _ location: SourceLocation) {
        self.init(
            .blockedOrigin,
            "\(origin) is not among the origins that may be visited; name it under \"origins\" in .perceo/config.json",
            location: location)
    }
}
