import CDP
import Flows
import Foundation
import Models

/// Carries out what a model wants done, as seen on the picture it was shown.
struct Hand: Sendable {
    let page: Page
    let sight: Sight
    let facts: ModelFacts
    let help: ModelHelp
    let baseURL: URL?
    let limits: StepLimits
    let gate: GateProfile
    let nonce: String

    /// What became of an action.
    struct Outcome: Sendable {
        /// For the model.
        var words: String
        var image: ModelImage?
        /// For the record; nil for what only looks.
        var deed: ModelDeed?
    }

    /// - Throws: `ActionProblem`, with what to tell the model, and whatever the page throws.
    func carryOut(
        _ action: ModelAction, _ book: inout ElementBook, within limit: Duration
    ) async throws -> Outcome {
        if let member = action.member, !gate.allows(member) {
            throw ActionProblem("\(member) is not available: do the step as a person would, on the page.")
        }
        do {
            return try await act(action, &book, limit)
        } catch let error as OutOfRange {
            throw ActionProblem(error.description)
        } catch let error as ActionError {
            throw ActionProblem("Not done: \(error.detail).")
        } catch let problem as StepProblem {
            throw ActionProblem("Not done: \(problem.message).")
        }
    }

    private func act(
        _ action: ModelAction, _ book: inout ElementBook, _ limit: Duration
    ) async throws -> Outcome {
        switch action {
        case .click(let target, let button, let count, let held):
            return try await click(target, button, count, HeldKeys(held), book, limit)
        case .hover(let target): return try await hover(target, book, limit)
        case .press(let button, let point):
            try await page.holdButton(try self.button(button), at: try place(point))
            return done("Pressed.", "press the \(button.rawValue) button")
        case .release(let button, let point):
            try await page.letGo(try self.button(button), at: try place(point))
            return done("Released.", "let the \(button.rawValue) button go")
        case .drag(let from, let path, let held):
            let start = try place(from)
            let touched = try await touched(at: start, limit)
            try await page.drag(from: start, along: try path.map { try place($0) }, holding: HeldKeys(held))
            let way = try path.map { point in
                let end = try place(point)
                let offset = touched?.offset ?? start
                return CSSPoint(x: end.x - start.x + offset.x, y: end.y - start.y + offset.y)
            }
            return done("Dragged.", "drag", touched, HeldKeys(held).isEmpty ? .drag(to: way) : nil)
        case .scroll(let point, let scroll, let held):
            let (dx, dy) = distance(scroll)
            try await page.turnWheel(at: try place(point), dx: dx, dy: dy, holding: HeldKeys(held))
            return Outcome(words: "Scrolled.")
        case .scrollTo(let reference):
            let element = try book.find(reference, in: sight.observation)
            _ = try await page.scroll(to: sight.observation.ref(element), within: limit)
            return Outcome(words: "Scrolled.")
        case .type(let text): return try await type(text, limit)
        case .key(let presses): return try await press(presses, limit)
        case .hold(let press, let duration):
            try await page.hold(try chord(press), within: min(duration, limit))
            return done("Held.", "hold \(press)")
        case .wait(let duration):
            try await page.waitForChange(within: min(duration, limit, .seconds(10)))
            return Outcome(words: "Waited.")
        case .screenshot: return Outcome(words: "See the newest screenshot.")
        case .cursorPosition:
            let point = sight.map.model(PagePoint(page.mouse.position.x, page.mouse.position.y))
            return Outcome(words: "X=\(Int(point.x)),Y=\(Int(point.y))")
        case .zoom(let box):
            let region = try sight.map.page(box)
            return Outcome(
                words: "The region, enlarged.", image: try await eye.closeUp(region, within: limit))
        case .readPage, .find, .pageText: return try await read(action, &book, limit)
        case .gated(.navigate(let address)):
            let performer = ActionPerformer(
                page: page, baseURL: baseURL, limits: limits, looks: LookBook(), recall: nil,
                capture: { _ in })
            try await performer.open(
                FlowText(address), at: SourceLocation(file: ""), within: min(limits.navigation, limit))
            return done("Opened.", "open \(address)")
        case .gated(let gated):
            throw ActionProblem("\(ModelAction.gated(gated).member ?? "It") is not available.")
        case .function(let name, _): throw ActionProblem("There is no tool \"\(name)\".")
        case .report: return Outcome(words: "Noted.")
        }
    }

    private var eye: Eye {
        Eye(
            page: page, facts: facts, profile: sight.map.profile, redactor: help.redactor,
            limits: limits)
    }

    private func done(
        _ words: String, _ text: String, _ touched: ModelDeed.Touched? = nil, _ move: ModelDeed.Move? = nil
    ) -> Outcome {
        Outcome(words: words, deed: ModelDeed(text: text, touched: touched, move: move))
    }

    // MARK: The mouse

    private func click(
        _ target: ModelAction.Target?, _ button: ModelAction.Button, _ count: Int, _ keys: HeldKeys,
        _ book: ElementBook, _ limit: Duration
    ) async throws -> Outcome {
        let mouse = try self.button(button)
        let verb = (count > 1 ? "double-" : button == .left ? "" : "\(button.rawValue)-") + "click"
        if case .element(let reference)? = target {
            let element = try book.find(reference, in: sight.observation)
            let touched = touched(element, offset: nil)
            _ = try await page.click(
                sight.observation.ref(element), mouse, count: count, holding: keys,
                within: min(limits.step, limit))
            return done("Clicked.", verb, touched, keys.isEmpty ? .click(mouse, count: count) : nil)
        }
        let point = try place(target)
        let standing = try await aim(at: point, limit)
        let touched = try await touched(standing, at: point)
        try await page.click(at: point, on: standing, mouse, count: count, holding: keys)
        return done(
            "Clicked \(UntrustedText(standing.name, most: 80).text).", verb, touched,
            keys.isEmpty ? .click(mouse, count: count) : nil)
    }

    private func hover(
        _ target: ModelAction.Target, _ book: ElementBook, _ limit: Duration
    ) async throws -> Outcome {
        if case .element(let reference) = target {
            let element = try book.find(reference, in: sight.observation)
            _ = try await page.hover(sight.observation.ref(element), within: min(limits.step, limit))
            return done("Moved there.", "hover", touched(element, offset: nil), .hover)
        }
        let point = try place(target)
        let touched = try await touched(at: point, limit)
        try await page.moveMouse(to: point)
        return done("Moved there.", "hover", touched, .hover)
    }

    /// What is at the point, which must be what the picture has shown there.
    private func aim(at point: CSSPoint, _ limit: Duration) async throws -> Standing {
        let standing = try await page.standing(at: point, within: limit + CallLimits.ping)
        let name = UntrustedText(standing.name, most: 80).text
        switch standing.change {
        case nil: return standing
        case .document?: throw ActionProblem("Not clicked: the page is another one than in the screenshot.")
        case .new?:
            throw ActionProblem("Not clicked: \(name) is there now, which the screenshot did not show.")
        case .moved?:
            throw ActionProblem("Not clicked: \(name) is there now; it has moved since the screenshot.")
        }
    }

    private func touched(at point: CSSPoint, _ limit: Duration) async throws -> ModelDeed.Touched? {
        try await touched(try await page.standing(at: point, within: limit + CallLimits.ping), at: point)
    }

    /// The listed element that a point is on.
    private func touched(_ standing: Standing, at point: CSSPoint) async throws -> ModelDeed.Touched? {
        for ref in standing.elements {
            guard let frame = sight.observation.frames.firstIndex(of: ref.frame),
                let place = sight.observation.index.position(ElementID(frame: frame, ref: ref.number))
            else { continue }
            // A picture within a control is not what is pressed.
            let element = sight.observation.elements[sight.observation.index.standIn(for: place) ?? place]
            let corner = try await page.place(
                of: CSSPoint(x: Double(element.box.x), y: Double(element.box.y)), in: ref.frame)
            return touched(element, offset: CSSPoint(x: point.x - corner.x, y: point.y - corner.y))
        }
        return nil
    }

    private func touched(_ element: PageElement, offset: CSSPoint?) -> ModelDeed.Touched {
        let place = sight.observation.index.position(element.id) ?? 0
        let middle = CSSPoint(x: Double(element.box.w) / 2, y: Double(element.box.h) / 2)
        return ModelDeed.Touched(
            element: element, observation: sight.observation,
            description: element.sentence(in: sight.observation.index, at: place), offset: offset ?? middle)
    }

    private func place(_ target: ModelAction.Target?) throws -> CSSPoint {
        if case .point(let point)? = target { return try place(point) }
        return page.mouse.position
    }

    /// A point of the page; where the mouse is when there is none.
    private func place(_ point: ModelPoint?) throws -> CSSPoint {
        guard let point else { return page.mouse.position }
        let found = try sight.map.page(point)
        return CSSPoint(x: found.x, y: found.y)
    }

    private func button(_ button: ModelAction.Button) throws(ActionProblem) -> MouseButton {
        switch button {
        case .left: return .left
        case .middle: return .middle
        case .right: return .right
        case .back, .forward: throw ActionProblem("The mouse has no \(button.rawValue) button.")
        }
    }

    private func distance(_ scroll: ModelAction.Scroll) -> (x: Double, y: Double) {
        switch scroll {
        case .notches(let x, let y): return (Double(x) * 100, Double(y) * 100)
        case .pixels(let x, let y):
            let view = sight.map.viewport.to
            return (
                x * view.x / Double(sight.map.image.width), y * view.y / Double(sight.map.image.height)
            )
        }
    }

    // MARK: The keyboard

    private func type(_ text: String, _ limit: Duration) async throws -> Outcome {
        let typed = try Placeholders(help.values).fill(text)
        if !typed.secrets.isEmpty { try checkOrigin() }
        _ = try await page.type(typed.reveal { $0 }, into: nil, within: limit)
        return done("Typed.", "type \"\(typed)\"", focused(), .type(text))
    }

    /// Secrets are for the application alone: neither for another page nor for a frame of another site.
    private func checkOrigin() throws(ActionProblem) {
        guard let origins = page.environment.emulation.requests.origins else { return }
        let frame = focused().map { sight.observation.frames[$0.element.frame] }
        let addresses = [page.url] + page.frames.filter { $0.id == frame }.map(\.url)
        guard addresses.allSatisfy(origins.allows) else {
            throw ActionProblem("Not typed: this page is not one that the value is for.")
        }
    }

    /// What the focus was on when the model last looked.
    private func focused() -> ModelDeed.Touched? {
        sight.observation.elements.last { $0.states.contains(.focused) }.map { touched($0, offset: nil) }
    }

    private func press(_ presses: [KeyPress], _ limit: Duration) async throws -> Outcome {
        for press in presses { _ = try await page.press(try chord(press), on: nil, within: limit) }
        let keys = presses.map(\.description)
        return done("Pressed.", "press \(keys.joined(separator: " "))", nil, .press(keys))
    }

    private func chord(_ press: KeyPress) throws(ActionProblem) -> KeyChord {
        do {
            return try KeyChord(parsing: press.description)
        } catch {
            throw ActionProblem("\(error)")
        }
    }

    // MARK: Reading

    private func read(
        _ action: ModelAction, _ book: inout ElementBook, _ limit: Duration
    ) async throws -> Outcome {
        let patience = limit + CallLimits.ping
        let observation = try await Observer(page).look(text: true, within: patience)
        let (title, text): (String, String)
        switch action {
        case .readPage(_, let isShort, let reference):
            let root = try reference.map { try book.find($0, in: observation) }
            (title, text) = (
                "outline", PageOutline(observation, &book, isShort: isShort, below: root).text
            )
        case .find(let query): (title, text) = ("found", try find(query, observation, &book))
        default: (title, text) = ("text", observation.text)
        }
        let shown = UntrustedText(help.redactor.redact(text), most: 20_000)
        return Outcome(words: shown.fenced(title, nonce: nonce))
    }

    private func find(_ query: String, _ observation: Observation, _ book: inout ElementBook) throws -> String
    {
        let spec: TargetSpec
        do {
            spec = try TargetSpec(parsing: query)
        } catch {
            throw ActionProblem("find: \(error)")
        }
        let matches = Resolver().matches(spec, intent: .hover, in: observation.index)
        guard !matches.isEmpty else { return "nothing" }
        return matches.prefix(20).map { "\(book.name($0.element, in: observation)) \($0.description)" }
            .joined(separator: "\n")
    }
}

extension HeldKeys {
    init(_ held: KeyPress.Held) {
        self = []
        let pairs: [(KeyPress.Held, HeldKeys)] = [
            (.control, .control), (.alt, .alt), (.shift, .shift), (.meta, .meta),
        ]
        for (name, key) in pairs where held.contains(name) { insert(key) }
    }
}
