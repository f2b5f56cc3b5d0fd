import CDP
import Models

// The mouse: only on what the picture has shown.
extension Hand {
    func click(
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

    func hover(
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

    func touched(at point: CSSPoint, _ limit: Duration) async throws -> ModelDeed.Touched? {
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
            let corner = try await page.corner(of: element, in: ref.frame)
            return touched(element, offset: CSSPoint(x: point.x - corner.x, y: point.y - corner.y))
        }
        return nil
    }

    func touched(_ element: PageElement, offset: CSSPoint?) -> ModelDeed.Touched {
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
    func place(_ point: ModelPoint?) throws -> CSSPoint {
        guard let point else { return page.mouse.position }
        let found = try sight.map.page(point)
        return CSSPoint(x: found.x, y: found.y)
    }

    func button(_ button: ModelAction.Button) throws(ActionProblem) -> MouseButton {
        switch button {
        case .left: return .left
        case .middle: return .middle
        case .right: return .right
        case .back, .forward: throw ActionProblem("The mouse has no \(button.rawValue) button.")
        }
    }

    func distance(_ scroll: ModelAction.Scroll) -> (x: Double, y: Double) {
        switch scroll {
        case .notches(let x, let y): return (Double(x) * 100, Double(y) * 100)
        case .pixels(let x, let y):
            let view = sight.map.viewport.to
            return (
                x * view.x / Double(sight.map.image.width), y * view.y / Double(sight.map.image.height)
            )
        }
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
