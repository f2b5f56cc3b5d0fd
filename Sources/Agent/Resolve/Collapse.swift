/// Several entries of a scan that are one thing to a person.
///
/// A label and its control, a control and the text or control inside it, a block and the only text in it.
extension Search {
    func collapsed(_ candidates: [Candidate]) -> [Candidate] {
        let byPlace = Dictionary(candidates.map { ($0.at, $0) }, uniquingKeysWith: { one, _ in one })
        var dropped: Set<Int> = []
        for candidate in candidates { dropLabelOrControl(candidate, byPlace, &dropped) }
        for candidate in candidates.sorted(by: { $0.at > $1.at }) {
            for outer in index.ancestors(of: candidate.at) {
                guard let around = byPlace[outer] else { continue }
                dropOne(inner: candidate, outer: around, &dropped)
            }
        }
        return candidates.filter { !dropped.contains($0.at) }.sorted { ($0.total, $1.at) > ($1.total, $0.at) }
    }

    private func dropLabelOrControl(
        _ candidate: Candidate, _ all: [Int: Candidate], _ dropped: inout Set<Int>
    ) {
        let label = index.elements[candidate.at]
        guard label.role == "label", let at = index.position(of: label.control, near: candidate.at),
            all[at] != nil
        else {
            return
        }
        // Hidden check boxes are worked through their labels, hidden file inputs directly.
        let control = index.elements[at]
        dropped.insert(control.isVisible || intent == .upload ? candidate.at : at)
    }

    private func dropOne(inner: Candidate, outer: Candidate, _ dropped: inout Set<Int>) {
        guard !dropped.contains(inner.at), !dropped.contains(outer.at) else { return }
        let (inside, around) = (index.elements[inner.at], index.elements[outer.at])
        if intent.prefersContainers {
            // A column and its heading: the column. Nested blocks of one name: the inner one.
            let keepsInner = inside.isContainer && inner.score.tier >= outer.score.tier
            dropped.insert(keepsInner ? outer.at : inner.at)
            return
        }
        if inside.isInteractive, around.isInteractive, !intent.isLooking {
            guard inner.score.tier == outer.score.tier || sameBox(inside, around) else {
                if inner.score.tier > outer.score.tier { dropped.insert(outer.at) }
                return
            }
            let outerIsReal = !around.states.contains(.clickableOnly)
            let innerIsReal = !inside.states.contains(.clickableOnly)
            dropped.insert(outerIsReal && !innerIsReal ? inner.at : outer.at)
            return
        }
        // The smallest thing that says it; a bigger one that says it better stays.
        if inner.score.tier >= outer.score.tier, inner.total >= outer.total - 0.05 || intent.isLooking {
            dropped.insert(outer.at)
        } else if outer.total > inner.total {
            dropped.insert(inner.at)
        }
    }

    private func sameBox(_ one: PageElement, _ other: PageElement) -> Bool {
        let (a, b) = (one.box, other.box)
        return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.w - b.w), abs(a.h - b.h)) <= 2
    }
}
