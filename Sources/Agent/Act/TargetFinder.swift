import CDP
import Flows

/// An element found on the page, and how sure we are.
struct Found: Sendable {
    let ref: ElementRef
    let match: Match
    let source: DecisionSource
    /// What is to be remembered of it.
    let trace: TargetTrace?

    init(_ answer: ActionRecall.Element, in observation: Observation) {
        ref = observation.ref(answer.match.element)
        match = answer.match
        source = answer.source
        trace = answer.trace
    }

    var element: PageElement { match.element }
}

/// How long something is borne with that may yet turn out otherwise.
private struct Patience {
    private var since: ContinuousClock.Instant?

    mutating func isOver(after limit: Duration, _ deadline: Deadline) -> Bool {
        let start = since ?? .now
        since = start
        return ContinuousClock.now - start > limit || deadline.hasPassed
    }
}

/// Finds the one element that a target means, waiting for it to appear.
struct TargetFinder: Sendable {
    let page: Page
    let limits: StepLimits
    private let looks: LookBook
    /// What is remembered for the action that asks; nil when memory has no part in it.
    private let recall: ActionRecall?
    private var observer: Observer { Observer(page, looks) }

    /// - Parameter looks: The last look at the page, with which the search begins when nothing has changed since.
    init(page: Page, limits: StepLimits, looks: LookBook = LookBook(), recall: ActionRecall? = nil) {
        self.page = page
        self.limits = limits
        self.looks = looks
        self.recall = recall
    }

    /// Looks until exactly one element fits, at most until `deadline`.
    func find(_ target: Target, for intent: Intent, by deadline: Deadline, _ waits: inout [Wait]) async throws
        -> Found
    {
        let spec = try Self.parse(target)
        let start = ContinuousClock.now
        var tries = 0
        var (doubt, surprise) = (Patience(), Patience())
        var hasLookedEverywhere = false
        while true {
            let (finding, observation) = try await look(spec, intent, target, isFirst: tries == 0, deadline)
            tries += 1
            switch finding {
            case .element(let found):
                // What changed may still be on its way to what it was.
                if found.trace?.heal != nil, !surprise.isOver(after: limits.ambiguity, deadline) { break }
                try recall?.refuseHealing(of: target, found.trace)
                if tries > 1 { waits.append(Wait("looking for \(target)", .now - start)) }
                return found
            case .forgotten(let problem, let isFinal):
                if isFinal || deadline.hasPassed { throw problem }
            case .ambiguous(let matches):
                if doubt.isOver(after: limits.ambiguity, deadline) { throw Self.ambiguous(target, matches) }
            case .notFound(let nearest):
                doubt = Patience()
                if deadline.hasPassed { throw Self.missing(target, nearest, observation) }
                // Not at once: most of what is not there is about to come.
                if tries > 1, !hasLookedEverywhere {
                    hasLookedEverywhere = true
                    let limit = deadline.left + CallLimits.ping
                    if try await observer.adoptAllClosedRoots(in: observation, within: limit) { continue }
                }
            }
            try await page.waitForChange(within: min(limits.look, deadline.left))
        }
    }

    /// Every element that fits now; for expectations, where several may.
    func matches(_ target: Target, for intent: Intent, in observation: Observation, by deadline: Deadline)
        async throws -> [Match]
    {
        let spec = try Self.parse(target)
        let (index, selected) = try await select(spec, target, observation, deadline)
        return Resolver().matches(spec, intent: intent, in: index, selected: selected)
    }

    /// The one element that fits now, if it can be told.
    func resolve(_ target: Target, for intent: Intent, in observation: Observation, by deadline: Deadline)
        async throws -> Resolution
    {
        let spec = try Self.parse(target)
        let (index, selected) = try await select(spec, target, observation, deadline)
        return Resolver().resolve(spec, intent: intent, in: index, selected: selected)
    }

    /// What a target may be taken for on the page as it is now.
    struct Survey: Sendable {
        /// The one element that fits, if it can be told.
        let resolution: Resolution
        /// What comes nearest, whether or not it answers to the target: at most five, best first.
        let nearest: [StepProblem.Candidate]
    }

    func survey(_ target: Target, for intent: Intent, in observation: Observation, by deadline: Deadline)
        async throws -> Survey
    {
        let spec = try Self.parse(target)
        let (index, selected) = try await select(spec, target, observation, deadline)
        let nearest = Resolver().nearest(spec, intent: intent, in: index, selected: selected)
        return Survey(
            resolution: Resolver().resolve(spec, intent: intent, in: index, selected: selected),
            nearest: nearest.map(Self.candidate))
    }

    /// What one look at the page says of a target: memory first, then the words.
    private enum Finding {
        case element(Found)
        /// Memory alone may decide, and it does not know the target again.
        case forgotten(StepProblem, isFinal: Bool)
        case ambiguous([Match])
        case notFound([Match])
    }

    private func look(
        _ spec: TargetSpec, _ intent: Intent, _ target: Target, isFirst: Bool, _ deadline: Deadline
    ) async throws -> (Finding, Observation) {
        let limit = deadline.left + CallLimits.ping
        if let near = try await lookNear(spec, intent, target, limit) { return near }
        let observation = try await observer.look(anew: !isFirst, within: limit)
        let answer = recall?.answer(target, in: observation.index) ?? .nothingRemembered
        if case .known(let found) = answer { return (.element(Found(found, in: observation)), observation) }
        if let problem = recall?.refusal(of: target, answer, in: observation.index) {
            return (.forgotten(problem, isFinal: answer.isFinal), observation)
        }
        let (index, selected) = try await select(spec, target, observation, deadline)
        switch Resolver().resolve(spec, intent: intent, in: index, selected: selected) {
        case .found(let match):
            let found = recall?.element(match, of: target, spec, answer, in: index)
            return (.element(Found(found ?? ActionRecall.Element(match), in: observation)), observation)
        case .ambiguous(let matches): return (.ambiguous(matches), observation)
        case .notFound(let nearest): return (.notFound(nearest), observation)
        }
    }

    /// What a selector finds, with no more of the page than is around it.
    private func lookNear(
        _ spec: TargetSpec, _ intent: Intent, _ target: Target, _ limit: Duration
    ) async throws -> (Finding, Observation)? {
        guard let (kind, expression) = spec.query, recall?.mayAskWords(for: target) ?? true,
            let (near, selection) = try await observer.look(for: kind, expression, within: limit),
            // Whatever else it may be is told better with the whole page in view.
            case .found(let match) = Resolver().resolve(
                spec, intent: intent, in: near.index, selected: selection.ids)
        else { return nil }
        let found = recall?.element(match, of: target, spec, .asksWords, in: near.index)
        return (.element(Found(found ?? ActionRecall.Element(match), in: near)), near)
    }

    private func select(
        _ spec: TargetSpec, _ target: Target, _ observation: Observation, _ deadline: Deadline
    ) async throws -> (PageIndex, [ElementID]?) {
        guard let (kind, expression) = spec.query else { return (observation.index, nil) }
        let selection = try await observer.query(
            kind, expression, in: observation, within: deadline.left + CallLimits.ping)
        if let problem = selection.problem {
            if case .maybeCSS = spec.selector { return (observation.index, nil) }
            throw StepProblem(.badTarget, "\(target): \(problem)", location: target.location)
        }
        guard !selection.elements.isEmpty else { return (observation.index, selection.ids) }
        return (PageIndex(observation.elements + selection.elements), selection.ids)
    }

    static func parse(_ target: Target) throws -> TargetSpec {
        do {
            return try target.text.reveal { try TargetSpec(parsing: $0) }
        } catch {
            throw StepProblem(.badTarget, "\(target): \(error)", location: target.location)
        }
    }

    static func ambiguous(_ target: Target, _ matches: [Match]) -> StepProblem {
        let list = matches.prefix(5).map(\.description).joined(separator: "; ")
        return StepProblem(
            .ambiguousTarget, "\(target) could be any of \(matches.count): \(list)",
            candidates: matches.prefix(10).map(candidate), location: target.location)
    }

    static func missing(_ target: Target, _ nearest: [Match], _ observation: Observation) -> StepProblem {
        let hint = nearest.first.map { "; nearest is \($0.description)" } ?? ""
        let partial = observation.isTruncated ? " (the page is too big to be listed whole)" : ""
        return StepProblem(
            .targetNotFound, "\(target) is not on the page\(hint)\(partial)",
            candidates: nearest.prefix(5).map(candidate), location: target.location)
    }

    private static func candidate(_ match: Match) -> StepProblem.Candidate {
        .init(text: match.description, score: match.score, why: match.why)
    }
}
