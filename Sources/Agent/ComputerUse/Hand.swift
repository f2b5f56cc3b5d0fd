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
            try await page.hold(try Typist.chord(press.description), within: min(duration, limit))
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

    var eye: Eye {
        Eye(
            page: page, facts: facts, profile: sight.map.profile, redactor: help.redactor,
            limits: limits)
    }

    func done(
        _ words: String, _ text: String, _ touched: ModelDeed.Touched? = nil, _ move: ModelDeed.Move? = nil
    ) -> Outcome {
        Outcome(words: words, deed: ModelDeed(text: text, touched: touched, move: move))
    }

    // MARK: The keyboard

    private func type(_ text: String, _ limit: Duration) async throws -> Outcome {
        let focused = focused()
        let frame = focused.map { sight.observation.frames[$0.element.frame] }
        let (typed, _) = try await Typist(page: page, values: help.values).type(
            text, into: { frame }, within: limit)
        return done("Typed.", "type \"\(typed)\"", focused, .type(text))
    }

    /// What the focus was on when the model last looked.
    private func focused() -> ModelDeed.Touched? {
        sight.observation.elements.last { $0.states.contains(.focused) }.map { touched($0, offset: nil) }
    }

    private func press(_ presses: [KeyPress], _ limit: Duration) async throws -> Outcome {
        let keys = presses.map(\.description)
        _ = try await Typist(page: page, values: help.values).press(keys, within: limit)
        return done("Pressed.", "press \(keys.joined(separator: " "))", nil, .press(keys))
    }
}
