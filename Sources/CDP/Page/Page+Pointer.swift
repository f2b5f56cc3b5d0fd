/// What an element must be able to do before it is acted on.
package enum ActionNeed: String, Sendable {
    case click, edit, hover, scroll
}

/// A point at which an element can take an action, and what had to be waited for.
struct ReadySpot: Sendable {
    var point: CSSPoint
    var token: Int
    var waits: [Wait]
    /// Whether the page is made to believe in fingers.
    var isTouched = false
    var field = FieldTraits()
}

/// How a field that has just got the focus takes text.
struct FieldTraits: Sendable {
    /// Its value is set; nothing can be typed into it.
    var isSetOnly = false
    var hasLines = false
    /// How many characters it takes, when it says so.
    var room: Int?
}

/// What is done about the focus once an element is ready for it.
enum FocusNeed: String, Sendable {
    /// What is typed next replaces what the element holds.
    case all
    case caret
}

private struct ProbeAnswer: Decodable, Sendable {
    let x: Double?
    let y: Double?
    let token: Int?
    let touch: Bool?
    let kind: String?
    let multiline: Bool?
    let room: Int?
    let problem: String?
    let by: String?
    let waits: [InPageWait]
}

private struct VerdictAnswer: Decodable, Sendable {
    let hit: Bool
    let missed: String?
}

extension Page {
    /// Waits until the element can take the action, at most `limit`.
    func ready(
        _ element: ElementRef, for need: ActionNeed, guarded: Bool = false, at place: CSSPoint? = nil,
        focus: FocusNeed? = nil, within limit: Duration
    ) async throws -> ReadySpot {
        let question = Question(need: need, isGuarded: guarded, place: place, focus: focus)
        let end = ContinuousClock.now + limit
        var waits: [Wait] = []
        var covered: ActionError?
        while true {
            var spot: ReadySpot
            do {
                spot = try await probe(element, question, within: max(.zero, end - .now))
            } catch let error as ActionError {
                // The last look was too short to tell that it stands still.
                let problem = error.code == .moving ? covered ?? error : error
                throw problem.after(waits)
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
            guard .now < end else { throw problem.after(waits) }
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

    /// What a probe is to find out.
    private struct Question {
        let need: ActionNeed
        let isGuarded: Bool
        let place: CSSPoint?
        let focus: FocusNeed?
    }

    /// The same as the element's own document sees it.
    private func probe(
        _ element: ElementRef, _ question: Question, within limit: Duration
    ) async throws -> ReadySpot {
        let options = ProbeOptions(
            need: question.need.rawValue, limit: limit.inMilliseconds, guard: question.isGuarded,
            at: question.place.map { [$0.x, $0.y] }, focus: question.focus?.rawValue)
        try await reveal(element.frame)
        let answer: ProbeAnswer = try await ask(
            "probe", [String(element.number), argument(options)], in: element.frame,
            within: limit + CallLimits.ping)
        let waits = answer.waits.map { Wait("element \($0.cause)", $0.duration) }
        guard let x = answer.x, let y = answer.y else {
            throw ActionError.of(problem: answer.problem ?? "", by: answer.by).after(waits)
        }
        let inside = CSSPoint(x: x, y: y)
        let isMain = element.frame == frameWatch.table.read { $0.main }
        let point = isMain ? inside : try await projection(of: element.frame)(inside)
        let field = FieldTraits(
            isSetOnly: answer.kind == "set", hasLines: answer.multiline ?? false, room: answer.room)
        return ReadySpot(
            point: point, token: answer.token ?? 0, waits: waits, isTouched: answer.touch ?? false,
            field: field)
    }

    /// Presses the element and makes sure that the press reached it.
    ///
    /// It must be visible, enabled, at rest and topmost at the point first. One question and one write when nothing
    /// is in the way. On a page with touch a plain press is a tap.
    ///
    /// - Parameter place: Where to press, from the element's top left corner; somewhere visible when nil.
    /// - Returns: What had to be waited for.
    package func click(
        _ element: ElementRef, _ button: MouseButton = .left, count: Int = 1, holding keys: HeldKeys = [],
        at place: CSSPoint? = nil, within limit: Duration
    ) async throws -> [Wait] {
        let press = Press(button: button, count: count, keys: keys)
        return try await deliver(to: element, at: place, until: press.lastEvent, within: limit) { spot in
            spot.isTouched && button == .left && count == 1
                ? mouse.tap(at: spot.point, keys) : mouse.click(at: spot.point, press)
        }.waits
    }

    /// Presses the element as soon as it is ready and makes sure that the press reached it, else does it again.
    ///
    /// - Parameters:
    ///   - last: The last event that the page is told because of `input`.
    ///   - input: Presses at this spot.
    ///   - undo: What to do about a press that went elsewhere.
    /// - Returns: Where it was pressed, and all that had to be waited for.
    func deliver(
        to element: ElementRef, at place: CSSPoint? = nil, until last: String, within limit: Duration,
        _ input: (ReadySpot) -> [Call], undo: (ReadySpot) -> [Call] = { _ in [] }
    ) async throws -> ReadySpot {
        let end = ContinuousClock.now + limit
        var waits: [Wait] = []
        while true {
            var spot = try await ready(
                element, for: .click, guarded: true, at: place, within: max(.zero, end - .now))
            waits += spot.waits
            spot.waits = waits
            let options = argument(VerdictOptions(last: last, limit: 250))
            let verdict: VerdictAnswer? = try await give(
                input(spot), thenAsk: "verdict", [String(spot.token), options], in: element.frame,
                within: max(.zero, end - .now) + CallLimits.ping)
            // Without an answer the press itself led to another document, or closed the tab: it arrived.
            guard let verdict, !verdict.hit else { return spot }
            try await give(undo(spot))
            let problem = ActionError.of(problem: "missed", by: verdict.missed)
            guard .now < end else { throw problem.after(waits) }
            waits.append(Wait(problem.detail, .zero))
        }
    }

    /// Input and a question about it, in one write where the frame is in the page's own process.
    ///
    /// - Parameter oneByOne: Asks only when all input has been answered for: keys are when the page's listeners have
    ///   heard them, which a script in the page learns a frame later, since Chromium draws before it runs the tasks that
    ///   input has made.
    /// - Returns: The answer; nil when the input led to another document or closed the tab.
    func give<Value: Decodable & Sendable>(
        _ input: [Call], thenAsk function: String, _ arguments: [String], in frame: FrameID,
        oneByOne: Bool = false, within limit: Duration = CallLimits.command
    ) async throws -> Value? {
        let place = try await place(of: frame)
        let question = call(function, arguments, world: place.world)
        let isOwn = place.session.id == session.id
        do {
            let answer: RawReply?
            if isOwn, !oneByOne {
                answer = try await session.send(batch: input + [question], within: limit).last
            } else {
                // Input is the page's, wherever the frame is drawn.
                try await session.send(batch: input, within: limit)
                answer = try await exchange([question], at: place, within: limit).last
            }
            guard let answer else { throw CDPError(.unreadable, function, "no answer") }
            return try answer.decode(EvaluateAnswer<Value>.self).unwrap(function)
        } catch let error as CDPError {
            let isClosed = error.code == .detached && isOwn
            guard isClosed ? true : await hasMovedOn(from: place.world, after: error) else { throw error }
            return nil
        }
    }

    /// Moves the pointer onto the element, again until its document has noticed.
    package func hover(_ element: ElementRef, within limit: Duration) async throws -> [Wait] {
        let end = ContinuousClock.now + limit
        var waits: [Wait] = []
        while true {
            let spot = try await ready(element, for: .hover, within: max(.zero, end - .now))
            waits += spot.waits
            try await session.send(batch: [mouse.move(to: spot.point)])
            if try await hasPointer(element.frame) { return waits }
            let problem = ActionError(.missed, "the pointer went to the page around the frame")
            guard .now < end else { throw problem.after(waits) }
            let start = ContinuousClock.now
            try await waitForChange(within: .milliseconds(50))
            waits.append(Wait(problem.detail, .now - start))
        }
    }

    /// Whether the pointer is on the frame as the frame itself sees it.
    ///
    /// One with a process of its own that was only just drawn is not given the mouse yet: what is around it is.
    private func hasPointer(_ frame: FrameID) async throws -> Bool {
        guard frameWatch.table.read({ $0.frames[frame]?.session != session.id }) else { return true }
        do {
            return try await ask("hasPointer", in: frame)
        } catch let error as CDPError where error.code != .timedOut && !isClosed {
            // It led to another document.
            return true
        }
    }
}

private struct ProbeOptions: Encodable {
    let need: String
    let limit: Int
    let `guard`: Bool
    let at: [Double]?
    let focus: String?
}

private struct VerdictOptions: Encodable {
    let last: String
    let limit: Int
}
