import CDP
import Flows
import Foundation
import Models

/// Plays what a model is needed for: one conversation, from the first look until the model is through or has to stop.
struct ComputerUse: Sendable {
    let model: any Model
    let help: ModelHelp
    /// The tab that the flow is on.
    let page: @Sendable () -> Page
    let baseURL: URL?
    let limits: StepLimits
    let gate: GateProfile

    /// What a conversation came to.
    struct Outcome: Sendable {
        var end: LoopEnd
        var deeds: [Deed] = []
        var waits: [Wait] = []
        /// Whether anything on the page has changed since the first look.
        var hasChanged = false
        /// Whether text of the page read as if it spoke to a model.
        var isSpokenTo = false
        /// The page as it was before the first action; for whoever judges.
        var before: ModelImage?
    }

    struct Deed: Sendable {
        let deed: ModelDeed
        let started: ContinuousClock.Instant
        let duration: Duration
    }

    /// - Throws: What the page throws; whatever the model does or fails to do is in the outcome.
    func play(_ briefing: Briefing, occasion: String) async throws -> Outcome {
        let start = ContinuousClock.now
        let deadline = Deadline(in: help.limits.time)
        let profile: CoordinateProfile
        do {
            profile = try await help.coordinates.profile(of: model, within: deadline.left)
        } catch {
            return Outcome(end: .unanswered(error))
        }
        let nonce = help.nonce(occasion)
        var talk = Talk(
            help: help, facts: model.facts, start: start, deadline: deadline, profile: profile, nonce: nonce, gate: gate,
            sight: try await eye(profile).look(isShown: true, within: deadline.left))
        try talk.begin(briefing)
        let held = try await page().pictures.pass()
        if held > .zero { talk.waits.append(Wait("the picture of the step before", held)) }
        while true {
            if let end = talk.end { return talk.outcome(end) }
            try await turn(&talk)
        }
    }

    private func eye(_ profile: CoordinateProfile) -> Eye {
        Eye(page: page(), facts: model.facts, profile: profile, redactor: help.redactor, limits: limits)
    }

    /// One question and what is done about its answer.
    private func turn(_ talk: inout Talk) async throws {
        guard !Task.isCancelled else { throw CancellationError() }
        let reply: ModelReply
        let asked = ContinuousClock.now
        do throws(ModelError) {
            reply = try await model.reply(
                to: talk.conversation, within: talk.deadline.left, outputTokens: talk.outputTokens)
        } catch {
            talk.waits.append(Wait("the model", .now - asked))
            return talk.end = .unanswered(error)
        }
        talk.waits.append(Wait("the model", .now - asked))
        switch talk.course.heard(reply, outputTokens: talk.outputTokens ?? model.facts.maxOutputTokens) {
        case .end(let end): talk.end = end
        case .again(let tokens):
            talk.outputTokens = tokens
            talk.close(reply, mutations: 0)
        case .nudge(let words):
            if reply.problem != .empty { try talk.conversation.add(reply) }
            let notice = talk.close(reply, mutations: 0)
            try talk.conversation.ask([.text([words, notice.line].compactMap { $0 }.joined(separator: "\n"))])
        case .carryOut:
            try talk.conversation.add(reply)
            try await carryOut(reply, &talk)
        }
    }

    /// Does what a reply asks for and answers every call of it.
    private func carryOut(_ reply: ModelReply, _ talk: inout Talk) async throws {
        var batch = Batch(reply.calls, profile: talk.profile, isLast: talk.course.isLastTurn)
        let shown = talk.sight
        while let action = batch.next() {
            if case .report(let report) = action { return talk.end = .reported(report) }
            if action.isMutating, talk.course.mutationsLeft(after: batch.mutations) <= 0 {
                batch.fail("Not done: the actions for this step are used up.")
                break
            }
            try await act(action, &batch, &talk)
            if let end = batch.end { return talk.end = end }
        }
        if batch.hasFailed, let end = talk.course.failed() { return talk.end = end }
        talk.sight = try await eye(talk.profile).look(isShown: true, within: talk.deadline.left)
        let notice = talk.close(reply, mutations: batch.mutations)
        guard talk.end == nil else { return }
        try talk.answer(
            batch.results, since: shown, dialogs: page().dialogRecords(after: shown.dialogs), notice)
    }

    private func act(_ action: ModelAction, _ batch: inout Batch, _ talk: inout Talk) async throws {
        let start = ContinuousClock.now
        let before = talk.number(of: batch.latest ?? talk.sight)
        let hand = Hand(
            page: page(), sight: talk.sight, facts: model.facts, help: help, baseURL: baseURL, limits: limits, gate: gate,
            nonce: talk.nonce)
        do {
            let outcome = try await hand.carryOut(action, &talk.book, within: talk.deadline.left)
            batch.did(action, outcome)
            if let deed = outcome.deed {
                talk.deeds.append(Deed(deed: deed, started: start, duration: .now - start))
            }
        } catch let problem as ActionProblem {
            return batch.fail(problem.description)
        }
        // What only looks leaves everything as it is; what waits, scrolls or points may not.
        guard !action.isLook else {
            batch.end = talk.course.did(action, before: before, after: before)
            return
        }
        let now = try await eye(talk.profile).look(isShown: false, within: talk.deadline.left)
        let after = talk.number(of: now)
        if after != before { talk.hasChanged = true }
        batch.end = talk.course.did(action, before: before, after: after)
        if (batch.latest ?? talk.sight).isLeft(for: now) { batch.leave() }
        batch.latest = now
    }
}

extension ModelAction {
    /// Whether it can't change anything, not even what is in view.
    fileprivate var isLook: Bool {
        switch self {
        case .screenshot, .zoom, .cursorPosition, .readPage, .find, .pageText, .report, .function: true
        case .click, .hover, .press, .release, .drag, .scroll, .scrollTo, .type, .key, .hold, .wait, .gated:
            false
        }
    }
}
