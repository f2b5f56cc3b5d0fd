/// Keeps the candidates that are where a scope says: in, next to, below something the page shows.
struct ScopeFilter {
    let index: PageIndex
    let scope: TargetScope

    func narrowed(_ candidates: [Candidate]) -> [Candidate] {
        guard !candidates.isEmpty else { return [] }
        for anchors in anchorTiers() {
            let left = narrowed(candidates, anchors)
            if !left.isEmpty { return left }
        }
        return scope.kind == .inside || scope.kind == .row ? bySurroundings(candidates) : []
    }

    private func narrowed(_ candidates: [Candidate], _ anchors: [Int]) -> [Candidate] {
        switch scope.kind {
        case .inside, .row:
            return together(candidates, anchors)
        case .nextTo:
            let near = together(candidates, anchors)
            return Geometry(index: index, anchors: anchors).nearest(
                near.isEmpty ? candidates : near, within: near.isEmpty ? 200 : .max)
        case .below, .above, .leftOf, .rightOf:
            return Geometry(index: index, anchors: anchors).nearest(candidates, towards: scope.kind)
        }
    }

    /// Elements the phrase names: first those called exactly so, then those it is a part of.
    private func anchorTiers() -> [[Int]] {
        let scorer = Scorer(index: index, intent: .assertVisible)
        var exact: [Int] = []
        var partial: [Int] = []
        for reading in TargetGrammar.phraseReadings(of: scope.phrase) {
            let words = NormalText(reading.words)
            var found: [Candidate] = []
            for at in index.elements.indices {
                guard let score = scorer.score(at, for: reading, words), score.name >= 0.7,
                    !isMereContent(at, score)
                else { continue }
                found.append(Candidate(at: at, score: score))
            }
            if reading.noun != nil, let best = found.map(\.score.role).max() {
                found = found.filter { $0.score.role == best }
            }
            if let ordinal = reading.ordinal {
                let place = ordinal < 0 ? found.count + ordinal : ordinal - 1
                found = found.indices.contains(place) ? [found[place]] : []
            }
            exact += found.filter { $0.score.tier >= .synonym }.map(\.at)
            partial += found.filter { $0.score.tier < .synonym }.map(\.at)
        }
        return [exact, partial].filter { !$0.isEmpty }
    }

    /// The whole text of a section mentions everything in it; only rows and cards are called by their text.
    private func isMereContent(_ at: Int, _ score: Score) -> Bool {
        let element = index.elements[at]
        return element.isContainer && score.source == .text && !Self.units.contains(element.role)
    }

    /// Those inside an anchor, else those that share the smallest part of the page with one.
    private func together(_ candidates: [Candidate], _ anchors: [Int]) -> [Candidate] {
        let named = Set(anchors)
        if scope.kind == .row {
            // "Remove for Red mug" with a button called "Remove Red mug".
            let own = candidates.filter { named.contains($0.at) && index.elements[$0.at].isInteractive }
            if own.count == 1 { return own }
        }
        var found: [(candidate: Candidate, holder: Int)] = []
        for candidate in candidates {
            for holder in index.ancestors(of: candidate.at) where named.contains(holder) {
                found.append((candidate, holder))
                break
            }
        }
        if found.isEmpty { found = sharing(candidates, anchors) }
        // Of holders within one another the innermost is meant.
        let all = Set(found.map(\.holder))
        let deepest = all.filter { holder in !all.contains { $0 != holder && index.contains(holder, $0) } }
        return found.filter { deepest.contains($0.holder) }.map(\.candidate)
    }

    private func sharing(_ candidates: [Candidate], _ anchors: [Int]) -> [(candidate: Candidate, holder: Int)]
    {
        var holders: [Int: [Int]] = [:]
        for anchor in anchors where !index.elements[anchor].isContainer {
            for outer in index.ancestors(of: anchor) { holders[outer, default: []].append(anchor) }
        }
        return candidates.compactMap { candidate in
            let holder = index.ancestors(of: candidate.at).first { holder in
                holders[holder]?.contains { $0 != candidate.at && !index.contains(candidate.at, $0) } ?? false
            }
            guard let holder, holders[holder]?.contains(where: { shares($0, candidate.at, holder) }) ?? false
            else {
                return nil
            }
            return (candidate, holder)
        }
    }

    private static let units: Set<String> = ["row", "item", "listitem", "article", "headerrow"]

    /// Within a list or table, a thing in one row says nothing about a button in another row.
    private func shares(_ anchor: Int, _ candidate: Int, _ holder: Int) -> Bool {
        Self.units.contains(index.elements[holder].role)
            || unit(of: anchor, below: holder) == unit(of: candidate, below: holder)
    }

    /// The outermost row or card around an element within `holder`.
    private func unit(of at: Int, below holder: Int) -> Int? {
        let path = [at] + Array(index.ancestors(of: at).prefix { $0 != holder })
        return path.last { Self.units.contains(index.elements[$0].role) }
    }

    /// Pages without blocks: what the scan noted about headings, legends, columns and landmarks.
    private func bySurroundings(_ candidates: [Candidate]) -> [Candidate] {
        let readings = TargetGrammar.phraseReadings(of: scope.phrase).map { NormalText($0.words) }.filter {
            !$0.isEmpty
        }
        func says(_ text: String) -> Bool {
            guard !text.isEmpty else { return false }
            let name = NormalText(text)
            return readings.contains { (TextMatch(of: $0, in: name)?.grade ?? 0) >= 0.78 }
        }
        return candidates.filter { candidate in
            let context = index.elements[candidate.at].context
            return [
                context.row, context.item, context.column, context.heading, context.legend, context.dialog,
                context.landmark,
            ]
            .contains(where: says)
        }
    }
}
