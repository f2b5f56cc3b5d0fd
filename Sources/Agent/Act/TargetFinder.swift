import CDP
import Flows

/// An element found on the page, and how sure we are.
struct Found: Sendable {
    let ref: ElementRef
    let element: PageElement
    let match: Match
    let observation: Observation
}

/// Finds the one element that a target means, waiting for it to appear.
struct TargetFinder: Sendable {
    let page: Page
    let limits: StepLimits
    private let looks: LookBook
    private var observer: Observer { Observer(page, looks) }

    /// - Parameter looks: The last look at the page, with which the search begins when nothing has changed since.
    init(page: Page, limits: StepLimits, looks: LookBook = LookBook()) {
        self.page = page
        self.limits = limits
        self.looks = looks
    }

    /// Looks until exactly one element fits, at most until `deadline`.
    func find(_ target: Target, for intent: Intent, by deadline: Deadline, _ waits: inout [Wait]) async throws
        -> Found
    {
        let spec = try Self.parse(target)
        let start = ContinuousClock.now
        var tries = 0
        var ambiguousSince: ContinuousClock.Instant?
        var hasLookedEverywhere = false
        while true {
            let (resolution, observation) = try await look(
                spec, intent, target, isFirst: tries == 0, deadline)
            tries += 1
            switch resolution {
            case .found(let match):
                if tries > 1 { waits.append(Wait("looking for \(target)", .now - start)) }
                return Found(
                    ref: observation.ref(match.element), element: match.element, match: match,
                    observation: observation)
            case .ambiguous(let matches):
                let since = ambiguousSince ?? .now
                ambiguousSince = since
                if ContinuousClock.now - since > limits.ambiguity || deadline.hasPassed {
                    throw Self.ambiguous(target, matches)
                }
            case .notFound(let nearest):
                ambiguousSince = nil
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

    private func look(
        _ spec: TargetSpec, _ intent: Intent, _ target: Target, isFirst: Bool, _ deadline: Deadline
    ) async throws -> (Resolution, Observation) {
        let limit = deadline.left + CallLimits.ping
        if let (kind, expression) = spec.query,
            let (near, selection) = try await observer.look(for: kind, expression, within: limit)
        {
            let found = Resolver().resolve(spec, intent: intent, in: near.index, selected: selection.ids)
            // Whatever else it may be is told better with the whole page in view.
            if case .found = found { return (found, near) }
        }
        let observation = try await observer.look(anew: !isFirst, within: limit)
        let (index, selected) = try await select(spec, target, observation, deadline)
        return (Resolver().resolve(spec, intent: intent, in: index, selected: selected), observation)
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
