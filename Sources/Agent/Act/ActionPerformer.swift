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

    private var finder: TargetFinder {
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

    // MARK: Elements

    /// Lets a picture be finished that is being taken of the page, before the page is changed.
    private func pictureTaken(_ waits: inout [Wait]) async throws -> Duration {
        let held = try await page.pictures.pass()
        if held > .zero { waits.append(Wait("the picture of the step before", held)) }
        return held
    }

    /// Finds the target and acts on it.
    ///
    /// An element that was replaced meanwhile is looked for again.
    private func on(
        _ target: Target, _ intent: Intent, _ deadline: Deadline, _ waits: inout [Wait],
        _ act: (Found, Duration) async throws -> [Wait]
    ) async throws -> Performed {
        while true {
            let found = try await finder.find(target, for: intent, by: deadline, &waits)
            let held = try await pictureTaken(&waits)
            do {
                waits += try await act(found, deadline.left + held)
                return Performed(found)
            } catch let error as ActionError where error.code == .detached && !deadline.hasPassed {
                waits += error.waits + [Wait("\(target) was replaced", .zero)]
            } catch let error as CDPError where error.code == .frameGone && !deadline.hasPassed {
                waits.append(Wait("the frame of \(target) was replaced", .zero))
            } catch let error as ActionError {
                waits += error.waits
                throw StepProblem(
                    .notActionable, "\(target): \(error) (\(found.match.description))",
                    location: target.location)
            }
        }
    }

    private func press(
        _ target: Target, _ button: MouseButton, _ count: Int, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        try await on(target, .click, deadline, &waits) { found, limit in
            try await page.click(found.ref, button, count: count, within: limit)
        }
    }

    private func fill(
        _ target: Target, _ text: FlowText, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        try await on(target, .fill, deadline, &waits) { found, limit in
            let wanted = text.reveal { $0 }
            let (value, waits) = try await page.fill(found.ref, with: wanted, within: limit)
            guard FieldValue.holds(value, after: wanted) else {
                throw ActionError(.notAccepted, "the field holds \"\(value)\" instead of \"\(text)\"")
            }
            return waits
        }
    }

    private func type(
        _ text: FlowText, _ target: Target?, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        guard let target else {
            waits += try await page.type(text.reveal { $0 }, into: nil, within: deadline.left)
            return Performed()
        }
        return try await on(target, .fill, deadline, &waits) { found, limit in
            try await page.type(text.reveal { $0 }, into: found.ref, within: limit)
        }
    }

    private func pressKey(
        _ key: FlowText, _ target: Target?, _ location: SourceLocation, _ deadline: Deadline,
        _ waits: inout [Wait]
    ) async throws -> Performed {
        let chord: KeyChord
        do {
            chord = try key.reveal { try KeyChord(parsing: $0) }
        } catch {
            throw StepProblem(.badTarget, "\(error)", location: location)
        }
        guard let target else {
            waits += try await page.press(chord, on: nil, within: deadline.left)
            return Performed()
        }
        return try await on(target, .press, deadline, &waits) { found, limit in
            try await page.press(chord, on: found.ref, within: limit)
        }
    }

    private func check(
        _ target: Target, _ wanted: Bool, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        let observer = Observer(page)
        return try await on(target, .check, deadline, &waits) { found, limit in
            let before = try await observer.read(found.ref, within: limit + CallLimits.ping)
            if before.check == (wanted ? .on : .off) { return [] }
            let waits = try await page.click(found.ref, within: limit)
            let after = try await observer.read(found.ref, within: limit + CallLimits.ping)
            // A control that was redrawn by its own handler is judged by the step's expectations.
            if after.isConnected, let check = after.check, check != (wanted ? .on : .off) {
                throw ActionError(.notAccepted, "it stayed \(wanted ? "unchecked" : "checked")")
            }
            return waits
        }
    }

    private func select(
        _ target: Target, _ options: [FlowText], _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        var isNative = true
        var suggests = false
        let performed = try await on(target, .select, deadline, &waits) { found, limit in
            isNative = found.element.tag == "select"
            suggests = found.element.isWritable
            if isNative {
                return try await page.choose(options.map { $0.reveal { $0 } }, in: found.ref, within: limit)
            }
            return suggests ? [] : try await page.click(found.ref, within: limit)
        }
        guard !isNative else { return performed }
        var all = performed
        for option in options {
            if suggests { _ = try await fill(target, option, deadline, &waits) }
            _ = try await page.settle(SettleLimits(total: min(limits.settle, deadline.left)))
            let text = FlowText(parts: [.literal("role=option ")] + option.parts)
            let choice = Target(text, location: target.location)
            all.add(try await press(choice, .left, 1, deadline, &waits))
        }
        return all
    }

    private func upload(
        _ paths: [String], _ target: Target, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        for path in paths where !FileManager.default.isReadableFile(atPath: path) {
            let name = URL(filePath: path).lastPathComponent
            throw StepProblem(.badFile, "the file \(name) can't be read", location: target.location)
        }
        return try await on(target, .upload, deadline, &waits) { found, limit in
            try await page.upload(paths, to: found.ref, within: limit)
            return []
        }
    }

    private func drag(
        _ source: Target, _ goal: Target, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        let end = try await finder.find(goal, for: .dropTarget, by: deadline, &waits)
        var performed = try await on(source, .drag, deadline, &waits) { found, limit in
            try await page.drag(found.ref, to: end.ref, within: limit)
        }
        performed.target = [performed.target, end.match.description].compactMap { $0 }.joined(
            separator: " onto ")
        performed.add(Performed(end))
        return performed
    }

    private func scroll(
        _ scroll: Action.Scroll, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        switch scroll {
        case .into(let target):
            return try await on(target, .scroll, deadline, &waits) { found, limit in
                try await page.scroll(to: found.ref, within: limit)
            }
        case .by(let x, let y): try await page.scroll(dx: x, dy: y)
        case .top: try await page.scrollToEnd(bottom: false)
        case .bottom: try await page.scrollToEnd(bottom: true)
        }
        return Performed()
    }
}

extension PageElement {
    /// Whether text can be put into it.
    fileprivate var isWritable: Bool { states.contains(.editable) && !states.contains(.readonly) }
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
