import CDP
import Flows
import Models

/// Does again what a model once did, on elements that are known again.
struct DeedPlayer: Sendable {
    let page: Page
    let limits: StepLimits
    let looks: LookBook
    let policy: RecallPolicy

    /// - Throws: `StepProblem` with the code `memoryMiss` when its element is not known again, or cannot be used as it was.
    func play(_ deed: RememberedDeed, by deadline: Deadline, _ waits: inout [Wait]) async throws -> Performed
    {
        var performed = Performed()
        performed.source = .memory
        guard let locator = deed.on else {
            try await give(deed, within: deadline.left, &waits)
            return performed
        }
        let target = Target(FlowText(deed.sentence))
        let action = RememberedAction(does: "", targets: [policy.mask.masked(deed.sentence): locator])
        let strict = RecallPolicy(mode: .replay, heal: .off, mask: policy.mask)
        let finder = TargetFinder(
            page: page, limits: limits, looks: looks, recall: ActionRecall(strict, action))
        let patience = Deadline(in: min(deadline.left, Self.patience))
        let found = try await finder.find(target, for: .click, by: patience, &waits)
        performed = Performed(found)
        performed.targets = []
        do {
            try await act(deed, on: found, within: deadline.left, &waits)
        } catch let error as ActionError {
            throw StepProblem(.memoryMiss, "\(target): \(error)")
        }
        return performed
    }

    /// What is not there by then is for a model to look for.
    private static let patience = Duration.seconds(2)

    private func act(
        _ deed: RememberedDeed, on found: Found, within limit: Duration, _ waits: inout [Wait]
    ) async throws {
        guard let offsets = deed.offsets, let first = offsets.first else {
            throw StepProblem(.memoryMiss, "\(deed.sentence): where is not remembered")
        }
        let button = deed.mouseButton
        let count = min(max(deed.count ?? 1, 1), 3)
        switch deed.does {
        case .click where !found.element.isMeantByPlace:
            waits += try await page.click(found.ref, button, count: count, within: limit)
        case .hover where !found.element.isMeantByPlace:
            waits += try await page.hover(found.ref, within: limit)
        case .click:
            let point = try await place(first, in: found, within: limit, &waits)
            let standing = try await page.standing(at: point, within: limit + CallLimits.ping)
            try await page.click(at: point, on: standing, button, count: count)
        case .hover: try await page.moveMouse(to: try await place(first, in: found, within: limit, &waits))
        case .drag:
            let start = try await place(first, in: found, within: limit, &waits)
            let path = offsets.dropFirst().map {
                CSSPoint(x: start.x + $0.x - first.x, y: start.y + $0.y - first.y)
            }
            try await page.drag(from: start, along: path)
        case .type, .press: try await give(deed, within: limit, &waits)
        }
    }

    /// The point of the page that is that far from the element's corner, with the element in view.
    private func place(
        _ offset: CSSPoint, in found: Found, within limit: Duration, _ waits: inout [Wait]
    ) async throws -> CSSPoint {
        waits += try await page.scroll(to: found.ref, within: limit)
        let now = try await Observer(page, looks).look(anew: true, within: limit + CallLimits.ping)
        guard let frame = now.frames.firstIndex(of: found.ref.frame),
            let at = now.index.position(ElementID(frame: frame, ref: found.ref.number))
        else { throw StepProblem(.memoryMiss, "\(found.match.description) went away") }
        let box = now.elements[at].box
        guard offset.x <= Double(box.w), offset.y <= Double(box.h) else {
            throw StepProblem(.memoryMiss, "\(found.match.description) is smaller than it was")
        }
        let corner = try await page.corner(of: now.elements[at], in: found.ref.frame)
        return CSSPoint(x: corner.x + offset.x, y: corner.y + offset.y)
    }

    /// What goes to whatever has the focus.
    private func give(_ deed: RememberedDeed, within limit: Duration, _ waits: inout [Wait]) async throws {
        let (text, typist) = (deed.text ?? "", Typist(page: page, values: policy.values))
        do {
            switch deed.does {
            case .type:
                waits += try await typist.type(text, into: { try await focus(limit) }, within: limit).waits
            case .press:
                waits += try await typist.press(text.split(separator: " ").map(String.init), within: limit)
            case .click, .hover, .drag:
                throw StepProblem(.memoryMiss, "\(deed.sentence): on what is not remembered")
            }
        } catch let problem as ActionProblem {
            throw StepProblem(.memoryMiss, problem.description)
        }
    }

    /// The frame that has the focus.
    private func focus(_ limit: Duration) async throws -> FrameID? {
        let now = try await Observer(page, looks).look(anew: true, within: limit + CallLimits.ping)
        return now.elements.last { $0.states.contains(.focused) }.map { now.frames[$0.frame] }
    }
}

extension PageElement {
    /// Whether it matters where on it something is done: pictures, drawings, sliders, and what is no control.
    fileprivate var isMeantByPlace: Bool {
        role == "slider" || !isInteractive || ["canvas", "svg", "img", "video", "object"].contains(tag)
    }
}
