/// An element under consideration for one reading of the target.
struct Candidate: Sendable {
    let at: Int
    var score: Score

    var total: Double { score.total }
}

/// One target on one page: candidates, collapsed, ranked and decided.
struct Search: Sendable {
    struct Stage: Sendable {
        let readings: [TargetReading]
        /// Only names equal to the words count.
        let isExact: Bool
    }

    let index: PageIndex
    let intent: Intent

    func candidates(for stage: Stage) -> [Candidate] {
        let scorer = Scorer(index: index, intent: intent)
        var best: [Int: Candidate] = [:]
        for reading in stage.readings {
            let words = NormalText(reading.words)
            if stage.isExact, words.isEmpty { continue }
            var found: [Candidate] = []
            for at in index.elements.indices {
                guard !isSpokenFor(at), let score = scorer.score(at, for: reading, words) else { continue }
                if stage.isExact, score.tier < .exact { continue }
                found.append(Candidate(at: at, score: score))
            }
            found = narrowed(found, by: reading)
            for candidate in found where candidate.total > best[candidate.at]?.total ?? 0 {
                best[candidate.at] = candidate
            }
        }
        return ranked(collapsed(Array(best.values)))
    }

    /// What a selector chose, as it stands; only what cannot be seen is dropped when something else can be.
    func selected(_ ids: [ElementID]) -> [Candidate] {
        var places: [Int] = []
        for id in ids {
            guard let at = index.position(id) else { continue }
            let target = intent.isLooking || intent.prefersContainers ? at : index.standIn(for: at) ?? at
            if !places.contains(target) { places.append(target) }
        }
        let seen = places.filter { index.elements[$0].isVisible }
        let chosen = (seen.isEmpty ? places : seen).map { at in
            let score = Score(
                name: 1, role: 1, context: 1, state: 1, tier: .exact, via: "given as a selector")
            return Candidate(at: at, score: score)
        }
        return collapsed(chosen)
    }

    func decide(_ candidates: [Candidate]) -> Resolution {
        guard let best = candidates.first else { return .notFound(nearest: []) }
        let rivals = candidates.filter { best.total - $0.total < Resolver.margin }
        let lead = candidates.dropFirst().first.map { best.total - $0.total } ?? 1
        if rivals.count == 1 { return .found(match(best, margin: lead)) }
        let left = TieBreaker(index: index, intent: intent).narrowed(rivals)
        if left.count == 1, let one = left.first {
            let next = candidates.first { $0.at != one.at }.map { max(0, one.total - $0.total) } ?? 1
            return .found(match(one, margin: next))
        }
        return .ambiguous(left.sorted { $0.at < $1.at }.map { match($0, margin: 0) })
    }

    func matches(_ candidates: [Candidate]) -> [Match] {
        let top = candidates.map(\.score.tier).max()
        let same = candidates.filter { $0.score.tier == top || ($0.score.tier >= .synonym && top == .exact) }
        let exact = same.filter { $0.score.tier == .exact }
        return (exact.isEmpty ? same : exact).map { match($0, margin: 0) }
    }

    func nearest(_ candidates: [Candidate]) -> [Match] {
        var seen: Set<Int> = []
        return ranked(candidates).filter { seen.insert($0.at).inserted }.prefix(5).map {
            match($0, margin: 0)
        }
    }

    /// Text inside a control is found as the control when something is to be done with it.
    private func isSpokenFor(_ at: Int) -> Bool {
        guard !intent.isLooking, !intent.prefersContainers, let other = index.standIn(for: at) else {
            return false
        }
        return !index.elements[at].isContainer && intent.fit(index.elements[other]) > 0
    }

    private func narrowed(_ candidates: [Candidate], by reading: TargetReading) -> [Candidate] {
        guard !reading.scopes.isEmpty || reading.ordinal != nil else { return candidates }
        var left = collapsed(candidates)
        for scope in reading.scopes {
            left = ScopeFilter(index: index, scope: scope).narrowed(left)
            for place in left.indices { left[place].score.context = 1 }
        }
        guard let ordinal = reading.ordinal else { return left }
        return pick(ordinal, from: left)
    }

    /// The n-th of those that answer equally well, in reading order.
    private func pick(_ ordinal: Int, from candidates: [Candidate]) -> [Candidate] {
        let eligible = candidates.filter { $0.score.demotion == 1 }
        guard let best = eligible.max(by: { rank($0) < rank($1) }) else { return [] }
        let equals = eligible.filter { rank(best) - rank($0) < 0.02 }.sorted { $0.at < $1.at }
        let place = ordinal < 0 ? equals.count + ordinal : ordinal - 1
        guard equals.indices.contains(place) else { return [] }
        var chosen = equals[place]
        chosen.score.context = 1
        return [chosen]
    }

    /// State must not matter to counting: a button below the fold is still the second one.
    private func rank(_ candidate: Candidate) -> Double {
        0.62 * candidate.score.name + 0.18 * candidate.score.role
    }

    private func ranked(_ candidates: [Candidate]) -> [Candidate] {
        candidates.sorted { ($0.total, $1.at) > ($1.total, $0.at) }
    }

    private func match(_ candidate: Candidate, margin: Double) -> Match {
        let element = index.elements[candidate.at]
        return Match(
            element: element, score: candidate.total, margin: margin,
            isExact: candidate.score.tier == .exact, isPlaced: candidate.score.context == 1,
            why: candidate.score.why,
            description: element.sentence(in: index, at: candidate.at))
    }
}
