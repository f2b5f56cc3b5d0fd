import CDP
import Flows
import Models

/// Asks a model whether a sentence is true of the page, in a conversation that knows nothing of what was done.
struct Verifier: Sendable {
    let page: Page
    let help: ModelHelp
    let limits: StepLimits

    /// - Parameters:
    ///   - before: The page before the step, when there is a picture of it.
    ///   - deadline: The sentence may still become true until then.
    func judge(
        _ claim: String, before: ModelImage?, by deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> VerifyQuestion.Verdict {
        let patience = Deadline(in: help.limits.time)
        let first = try await look(patience)
        let verdict = try await ask(claim, before, first, isTurned: false, patience, &waits)
        if case .holds = verdict { return verdict }
        // Once more: when the page has gone on meanwhile, or when the first answer was none.
        try await page.waitForChange(within: min(limits.look, deadline.left))
        let second = try await look(patience)
        let isSame = first.fingerprint.isLike(second.fingerprint)
        if isSame, case .doesNotHold = verdict { return verdict }
        return try await ask(claim, before, second, isTurned: true, patience, &waits)
    }

    private func look(_ deadline: Deadline) async throws -> Sight {
        // It chooses no points, so how it counts does not matter.
        let eye = Eye(
            page: page, facts: help.verify.facts, profile: .pixels, redactor: help.redactor, limits: limits)
        return try await eye.look(isShown: false, within: deadline.left)
    }

    private func ask(
        _ claim: String, _ before: ModelImage?, _ sight: Sight, isTurned: Bool, _ deadline: Deadline,
        _ waits: inout [Wait]
    ) async throws -> VerifyQuestion.Verdict {
        let text = help.redactor.redact(sight.observation.text)
        let question = VerifyQuestion(claim: claim, pageText: text, isTurned: isTurned)
        let start = ContinuousClock.now
        defer { waits.append(Wait("the model that judges", .now - start)) }
        let images = [before, sight.image].compactMap { $0 }.filter {
            help.verify.facts.images.accepts($0.size)
        }
        let conversation = try question.conversation(images, nonce: help.nonce("verify \(claim) \(isTurned)"))
        do throws(ModelError) {
            let reply = try await help.verify.reply(to: conversation, within: deadline.left)
            return question.read(reply)
        } catch {
            throw LoopEnd.unanswered(error).problem(at: SourceLocation(file: "")) ?? error
        }
    }
}
