/// What is at a point of the page.
package struct Standing: Sendable, Equatable {
    /// In what way it is not what a picture has shown there.
    package enum Change: String, Sendable, Decodable {
        /// Another document.
        case document
        /// Something that was not there.
        case new
        /// Something that was elsewhere.
        case moved
    }

    /// What is topmost, and what is around it, as far as scans have numbered it; from the inside out.
    package let elements: [ElementRef]
    /// The topmost in words.
    package let name: String
    package let change: Change?
    /// Whether the page is made to believe in fingers.
    let isTouched: Bool
}

private struct StandingAnswer: Decodable, Sendable {
    let name: String
    let chain: [Int]
    let change: Standing.Change?
    let touch: Bool
}

// Input at points that were chosen on a picture of the page.
extension Page {
    /// Keeps where everything is; to be called with every picture that points will be chosen on.
    package func rememberPlaces(within limit: Duration) async throws {
        for frame in frames {
            do {
                let _: Bool = try await look("rememberPlaces", in: frame.id, within: limit)
            } catch let error as CDPError where frame.parent != nil && !error.isLoss {
                // A frame that goes away meanwhile has nothing to press.
                continue
            }
        }
    }

    /// What is at the point now, and whether it was there when places were last remembered.
    package func standing(at point: CSSPoint, within limit: Duration) async throws -> Standing {
        for frame in frames.reversed() where frame.parent != nil {
            guard let inside = try await inside(frame.id, point) else { continue }
            return try await standing(in: frame.id, at: inside, within: limit)
        }
        guard let main = frames.first?.id else {
            throw CDPError(.detached, "standing", "the page has no frame")
        }
        return try await standing(in: main, at: point, within: limit)
    }

    private func standing(
        in frame: FrameID, at point: CSSPoint, within limit: Duration
    ) async throws -> Standing {
        let answer: StandingAnswer = try await look(
            "standing", [String(point.x), String(point.y)], in: frame, within: limit)
        return Standing(
            elements: answer.chain.map { ElementRef(frame: frame, number: $0) }, name: answer.name,
            change: answer.change, isTouched: answer.touch)
    }

    /// The point as a frame counts it that is topmost there; nil when it is not.
    private func inside(_ frame: FrameID, _ point: CSSPoint) async throws -> CSSPoint? {
        do {
            guard try await cover(of: frame, at: point) == nil else { return nil }
            return try await projection(of: frame).inverse?(point)
        } catch let error as CDPError where error.code == .frameGone {
            return nil
        } catch is ActionError {
            return nil
        }
    }

    /// Presses at a point, whatever is there; on a page with touch a plain press is a tap.
    package func click(
        at point: CSSPoint, on standing: Standing, _ button: MouseButton = .left, count: Int = 1,
        holding keys: HeldKeys = []
    ) async throws {
        let press = Press(button: button, count: count, keys: keys)
        let isTap = standing.isTouched && button == .left && count == 1
        try await give(isTap ? mouse.tap(at: point, keys) : mouse.click(at: point, press))
    }

    package func moveMouse(to point: CSSPoint) async throws { try await give([mouse.move(to: point)]) }

    /// Presses a button and keeps it pressed.
    package func holdButton(_ button: MouseButton, at point: CSSPoint) async throws {
        try await give([mouse.move(to: point), mouse.press(at: point, button)])
    }

    package func letGo(_ button: MouseButton, at point: CSSPoint) async throws {
        try await give([mouse.move(to: point, holding: button), mouse.release(at: point, button)])
    }

    /// Drags from point to point with the left button.
    package func drag(from start: CSSPoint, along path: [CSSPoint], holding keys: HeldKeys = []) async throws
    {
        try await drag(holding: keys) {
            try await give(Keyboard.hold(keys) + [mouse.move(to: start), mouse.press(at: start)])
            var last = start
            for point in path {
                try await travel(from: last, to: point)
                last = point
            }
            return (last, ())
        }
    }

    /// Turns the wheel at a point, by CSS pixels; returns when what scrolls has come to rest.
    package func turnWheel(
        at point: CSSPoint, dx: Double, dy: Double, holding keys: HeldKeys = []
    ) async throws {
        struct Place: Decodable, Sendable { let x: Double }
        guard let main = frames.first?.id else { return }
        let _: Place = try await ask("awaitWheel")
        let input =
            Keyboard.hold(keys) + [mouse.move(to: point), mouse.wheel(at: point, dx: dx, dy: dy)]
            + Keyboard.letGo(of: keys)
        let _: Int? = try await give(input, thenAsk: "wheelDone", ["2000"], in: main)
    }

    /// Keeps a key down until the page changes, at most `limit`.
    package func hold(_ chord: KeyChord, within limit: Duration) async throws {
        let (down, up) = Keyboard.halves(of: chord)
        try await give(down)
        do {
            try await waitForChange(within: limit)
        } catch {
            _ = try? await session.send(batch: up)
            throw error
        }
        try await give(up)
    }

    /// Input that may close the page it is given to: then it has arrived.
    func give(_ input: [Call]) async throws {
        do {
            try await session.send(batch: input)
        } catch let error as CDPError where error.code == .detached && isClosed {
            return
        }
    }
}
