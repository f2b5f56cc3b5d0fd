/// Reasons to prefer one of several good answers, in the order in which a person would give them.
struct TieBreaker {
    let index: PageIndex
    let intent: Intent

    /// What is left when every reason has had its say; more than one means nobody can know.
    func narrowed(_ rivals: [Candidate]) -> [Candidate] {
        var left = rivals
        keepBest(&left) { Double($0.score.tier.rawValue) }
        keepBest(&left) { ($0.score.role * 10).rounded() }
        keepBest(&left) { element($0).states.contains(.inModal) ? 1 : 0 }
        keepBest(&left) { isAside(element($0)) ? 0 : 1 }
        keepBest(&left) { inActiveForm(element($0)) ? 1 : 0 }
        guard left.count > 1 else { return left }
        if let one = sameDestination(left) { return [one] }
        // Rows and cards repeat the same controls: which one happens to be in view says nothing there.
        if !areRepeated(left) {
            keepBest(&left) { element($0).states.contains(.enabled) ? 1 : 0 }
            keepBest(&left) { element($0).states.contains(.offscreen) ? 0 : 1 }
        }
        return nested(left)
    }

    private func element(_ candidate: Candidate) -> PageElement { index.elements[candidate.at] }

    private func keepBest(_ left: inout [Candidate], by value: (Candidate) -> Double) {
        guard left.count > 1, let best = left.map(value).max() else { return }
        left = left.filter { value($0) == best }
    }

    private func isAside(_ element: PageElement) -> Bool {
        ["navigation", "banner", "contentinfo", "complementary"].contains {
            element.context.landmark.hasPrefix($0)
        }
    }

    private func inActiveForm(_ element: PageElement) -> Bool {
        guard let form = index.activeForm, element.form == form.ref, element.frame == form.frame else {
            return false
        }
        return element.type == "submit" || intent != .click
    }

    /// Two links to one address are one link; the first in view will do.
    private func sameDestination(_ left: [Candidate]) -> Candidate? {
        guard intent == .click, let first = left.first, let target = element(first).value, !target.isEmpty
        else { return nil }
        let same = left.allSatisfy { element($0).role == "link" && element($0).value == target }
        guard same, !target.hasPrefix("#"), !target.hasPrefix("javascript:") else { return nil }
        return left.first { !element($0).states.contains(.offscreen) } ?? first
    }

    private func areRepeated(_ left: [Candidate]) -> Bool {
        let units = left.map { element($0).unit }
        return units.allSatisfy { $0 != nil } && Set(units).count > 1
    }

    /// The innermost when all lie within one another.
    private func nested(_ left: [Candidate]) -> [Candidate] {
        guard let inner = left.max(by: { $0.at < $1.at }) else { return left }
        let all = left.allSatisfy { $0.at == inner.at || index.contains($0.at, inner.at) }
        return all ? [inner] : left
    }
}
