/// What an element must be able to do before it is acted on.
package enum ActionNeed: String, Sendable {
    case click, edit, hover, scroll
}

/// A point at which an element can take an action, and what had to be waited for.
struct ReadySpot: Sendable {
    var point: CSSPoint
    var token: Int
    var waits: [Wait]
}

private struct ProbeAnswer: Decodable, Sendable {
    struct Entry: Decodable, Sendable {
        let cause: String
        let milliseconds: Double
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            cause = try list.decode(String.self)
            milliseconds = try list.decode(Double.self)
        }
    }
    let x: Double?
    let y: Double?
    let token: Int?
    let problem: String?
    let by: String?
    let waits: [Entry]
}

private struct VerdictAnswer: Decodable, Sendable {
    let hit: Bool
    let missed: String?
}

extension Page {
    /// Waits until the element can take the action, at most `limit`.
    func ready(
        _ element: ElementRef, for need: ActionNeed, guarded: Bool = false, within limit: Duration
    ) async throws -> ReadySpot {
        let end = ContinuousClock.now + limit
        var waits: [Wait] = []
        var covered: ActionError?
        while true {
            var spot: ReadySpot
            do {
                spot = try await probe(element, need, guarded, within: max(.zero, end - .now))
            } catch let error as ActionError where error.code == .moving {
                // The last look was too short to tell.
                throw covered ?? error
            }
            waits += spot.waits
            spot.waits = waits
            guard need == .click || need == .hover,
                let cover = try await cover(of: element.frame, at: spot.point)
            else { return spot }
            if spot.token != 0 {
                let _: Bool = try await ask("disarm", [String(spot.token)], in: element.frame)
            }
            let problem = ActionError.of(problem: "covered", by: cover)
            guard .now < end else { throw problem }
            if cover == "nothing" {
                // In view within its frame, but the frame reaches beyond what is in view around it.
                let _: Bool = try await ask("bring", [String(element.number)], in: element.frame)
            }
            covered = problem
            let start = ContinuousClock.now
            try await waitForChange(within: .milliseconds(50))
            waits.append(Wait("element covered by \(cover)", .now - start))
        }
    }

    /// The same as the element's own document sees it.
    private func probe(
        _ element: ElementRef, _ need: ActionNeed, _ guarded: Bool, within limit: Duration
    ) async throws -> ReadySpot {
        let options = ProbeOptions(
            need: need.rawValue, limit: limit.inMilliseconds, guard: guarded)
        try await reveal(element.frame)
        let answer: ProbeAnswer = try await ask(
            "probe", [String(element.number), argument(options)], in: element.frame,
            within: limit + CallLimits.ping)
        let waits = answer.waits.map { Wait("element \($0.cause)", .milliseconds($0.milliseconds)) }
        guard let x = answer.x, let y = answer.y else {
            throw ActionError.of(problem: answer.problem ?? "", by: answer.by)
        }
        let inside = CSSPoint(x: x, y: y)
        let isMain = element.frame == frameWatch.table.read { $0.main }
        let point = isMain ? inside : try await projection(of: element.frame)(inside)
        return ReadySpot(point: point, token: answer.token ?? 0, waits: waits)
    }

    /// Presses the element and makes sure that the press reached it.
    ///
    /// It must be visible, enabled, at rest and topmost at the point first. One question and one write when nothing
    /// is in the way.
    ///
    /// - Returns: What had to be waited for.
    package func click(
        _ element: ElementRef, _ button: MouseButton = .left, count: Int = 1, within limit: Duration
    ) async throws -> [Wait] {
        let end = ContinuousClock.now + limit
        var waits: [Wait] = []
        while true {
            let spot = try await ready(element, for: .click, guarded: true, within: max(.zero, end - .now))
            waits += spot.waits
            let left = max(.zero, end - .now) + CallLimits.ping
            let verdict = try await press(spot, element.frame, button, count, within: left)
            if verdict.hit { return waits }
            let problem = ActionError.of(problem: "missed", by: verdict.missed)
            guard .now < end else { throw problem }
            waits.append(Wait(problem.detail, .zero))
        }
    }

    private func press(
        _ spot: ReadySpot, _ frame: FrameID, _ button: MouseButton, _ count: Int, within limit: Duration
    ) async throws -> VerdictAnswer {
        let place = try await place(of: frame)
        let last =
            button == .right
            ? "contextmenu" : count > 1 ? "dblclick" : button == .middle ? "auxclick" : "click"
        let options = argument(VerdictOptions(last: last, limit: 250))
        let input = mouse.click(at: spot.point, button, count: count)
        let question = call("verdict", [String(spot.token), options], world: place.world)
        do {
            let answer: RawReply?
            if place.session.id == session.id {
                answer = try await session.send(batch: input + [question], within: limit).last
            } else {
                // The mouse is the page's, wherever the frame is drawn.
                try await session.send(batch: input, within: limit)
                answer = try await exchange([question], at: place, within: limit).last
            }
            guard let answer else { throw CDPError(.unreadable, "verdict", "none") }
            return try answer.decode(EvaluateAnswer<VerdictAnswer>.self).unwrap("verdict")
        } catch let error as CDPError {
            let isClosed = error.code == .detached && place.session.id == session.id
            guard isClosed ? true : await hasMovedOn(from: place.world, after: error) else { throw error }
            // The press itself led to another document, or closed the tab: it arrived.
            return VerdictAnswer(hit: true, missed: nil)
        }
    }

    /// Moves the pointer onto the element.
    package func hover(_ element: ElementRef, within limit: Duration) async throws -> [Wait] {
        let spot = try await ready(element, for: .hover, within: limit)
        try await session.send(batch: [mouse.move(to: spot.point)])
        return spot.waits
    }

    /// Brings the element into view.
    package func scroll(to element: ElementRef, within limit: Duration) async throws -> [Wait] {
        try await ready(element, for: .scroll, within: limit).waits
    }

    /// Scrolls the page by CSS pixels, as its user would with the wheel in the middle of the view.
    package func scroll(dx: Double, dy: Double) async throws {
        struct Place: Decodable, Sendable { let x: Double }
        let _: Place = try await ask("scrollBy", [argument(dx), argument(dy)])
    }

    package func scrollToEnd(bottom: Bool) async throws {
        struct Place: Decodable, Sendable { let x: Double }
        let _: Place = try await ask("scrollEnd", [String(bottom)])
    }
}

private struct ProbeOptions: Encodable {
    let need: String
    let limit: Int
    let `guard`: Bool
}

private struct VerdictOptions: Encodable {
    let last: String
    let limit: Int
}
