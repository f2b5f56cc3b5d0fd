import CDP
package import Flows
import Models

/// Decides from the page alone whether a step's expectations hold; what the agent believes does not count.
struct Judge: Sendable {
    let page: Page
    let limits: StepLimits
    /// Where its looks are kept: what follows the judgement can begin with them.
    let looks: LookBook
    /// For sentences.
    var help: ModelHelp?
    /// The page before the step, when there is a picture of it.
    var before: ModelImage?

    /// Judges what can be checked first; sentences are only asked about when all of that holds.
    ///
    /// - Returns: What was found on the last look, in the order of `expectations`.
    func judge(
        _ expectations: [Expectation], since mark: StepMark, by deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> [ExpectationResult] {
        guard expectations.contains(where: \.isSentence) else {
            return try await check(expectations, since: mark, by: deadline, &waits)
        }
        var checked = try await check(
            expectations.filter { !$0.isSentence }, since: mark, by: deadline, &waits)[...]
        var hasFailed = checked.contains { $0.held != true }
        var results: [ExpectationResult] = []
        for expectation in expectations {
            if case .says(let sentence) = expectation.kind {
                let result =
                    hasFailed
                    ? ExpectationResult(
                        expectation: expectation, held: nil, saw: "not asked: another does not hold")
                    : try await ask(sentence, expectation, deadline, &waits)
                hasFailed = hasFailed || result.held != true
                results.append(result)
            } else if let result = checked.popFirst() {
                results.append(result)
            }
        }
        return results
    }

    private func ask(
        _ sentence: FlowText, _ expectation: Expectation, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> ExpectationResult {
        guard let help else {
            throw StepProblem(
                .needsModel,
                "only a model can judge \(expectation.description): set PERCEO_COMPUTER_USE_MODEL",
                location: expectation.location)
        }
        let verifier = Verifier(page: page, help: help, limits: limits)
        switch try await verifier.judge(sentence.template, before: before, by: deadline, &waits) {
        case .holds(let quotes):
            return ExpectationResult(expectation: expectation, held: true, saw: Self.quoted(quotes))
        case .doesNotHold(let quotes):
            return ExpectationResult(
                expectation: expectation, held: false,
                saw: quotes.isEmpty ? "the model says it is not so" : Self.quoted(quotes))
        case .cannotTell(let reason):
            throw StepProblem(
                .llmNoVerdict, "\(expectation.description): \(reason)", location: expectation.location)
        }
    }

    private static func quoted(_ quotes: [String]) -> String {
        quotes.map { "\"\(UntrustedText($0, most: 200).text)\"" }.joined(separator: ", ")
    }

    /// Looks until every expectation holds in one and the same look, at most until `deadline`.
    ///
    /// - Returns: What was found on the last look, in the order of `expectations`.
    private func check(
        _ expectations: [Expectation], since mark: StepMark, by deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> [ExpectationResult] {
        guard !expectations.isEmpty else { return [] }
        let start = ContinuousClock.now
        var firstUnmet: String?
        while true {
            let isLast = deadline.hasPassed
            let findings = try await look(expectations, mark, deadline)
            let results = zip(expectations, findings).map(Self.result)
            let unmet = results.first { $0.held != true }
            if unmet == nil || isLast {
                if let cause = firstUnmet { waits.append(Wait("expecting \(cause)", .now - start)) }
                try Self.raise(findings, results)
                return results
            }
            firstUnmet = firstUnmet ?? unmet?.expectation.description
            try await page.waitForChange(within: min(limits.look, deadline.left))
        }
    }

    private func look(
        _ expectations: [Expectation], _ mark: StepMark, _ deadline: Deadline
    ) async throws -> [Finding] {
        let observer = Observer(page, looks)
        let limit = deadline.left + CallLimits.ping
        let observation = try await observer.look(text: expectations.contains { $0.needsText }, within: limit)
        let evidence = Evidence(observation: observation, mark: mark, deadline: deadline)
        var findings: [Finding] = []
        for expectation in expectations {
            do {
                findings.append(try await check(expectation, evidence))
            } catch let problem as StepProblem {
                findings.append(.undecidable(problem))
            }
        }
        return findings
    }

    private static func result(_ expectation: Expectation, _ finding: Finding) -> ExpectationResult {
        switch finding {
        case .held(let saw, let element):
            ExpectationResult(
                expectation: expectation, held: true, saw: saw,
                box: element.flatMap { $0.frame == 0 ? $0.box : nil })
        case .unmet(let saw): ExpectationResult(expectation: expectation, held: false, saw: saw)
        case .undecidable(let problem):
            ExpectationResult(expectation: expectation, held: nil, saw: problem.message)
        }
    }

    /// A contradiction outranks what could not be decided: the application is wrong either way.
    private static func raise(_ findings: [Finding], _ results: [ExpectationResult]) throws {
        let isContradicted = results.contains { $0.held == false }
        for case .undecidable(let problem) in findings where !isContradicted { throw problem }
    }

    /// The problem that unmet expectations make of a step, or nil when all held.
    static func problem(_ results: [ExpectationResult]) -> StepProblem? {
        let unmet = results.filter { $0.held != true }
        guard let first = unmet.first else { return nil }
        let more = unmet.count > 1 ? " (and \(unmet.count - 1) more)" : ""
        return StepProblem(
            .expectationUnmet, "expected \(first.expectation.description), saw \(first.saw)\(more)",
            location: first.expectation.location)
    }
}

extension Expectation {
    /// Whether only a model can judge it.
    package var isSentence: Bool {
        if case .says = kind { true } else { false }
    }

    /// Whether judging it takes the text of the whole page.
    fileprivate var needsText: Bool {
        switch kind {
        case .text(in: nil, _), .visible, .hidden: true
        case .text, .url, .title, .value, .checked, .enabled, .disabled, .focused, .count, .request,
            .download,
            .console, .says:
            false
        }
    }
}
