/// Distances between boxes, for targets that say where something is.
struct Geometry {
    let index: PageIndex
    let anchors: [Int]

    /// Those clearly nearest to an anchor; all of them when no one is.
    func nearest(_ candidates: [Candidate], within limit: Int) -> [Candidate] {
        closest(
            candidates.compactMap { candidate in
                let gaps = boxes(besides: candidate.at).map { gap(box(candidate), $0) }
                return gaps.min().flatMap { $0 <= limit ? (candidate, $0) : nil }
            })
    }

    func nearest(_ candidates: [Candidate], towards kind: TargetScope.Kind) -> [Candidate] {
        closest(
            candidates.compactMap { candidate in
                let gaps = boxes(besides: candidate.at).compactMap {
                    distance(from: $0, to: box(candidate), kind)
                }
                return gaps.min().map { (candidate, $0) }
            })
    }

    private func closest(_ measured: [(candidate: Candidate, gap: Int)]) -> [Candidate] {
        guard let least = measured.map(\.gap).min() else { return [] }
        return measured.filter { $0.gap <= least + 8 }.map(\.candidate)
    }

    private func box(_ candidate: Candidate) -> ElementBox { index.elements[candidate.at].box }

    private func boxes(besides at: Int) -> [ElementBox] {
        anchors.filter { $0 != at && !index.contains($0, at) }.map { index.elements[$0].box }
    }

    /// Being beside weighs less than being below: labels stand in rows.
    private func gap(_ a: ElementBox, _ b: ElementBox) -> Int {
        let across = max(0, max(a.x, b.x) - min(a.x + a.w, b.x + b.w))
        let down = max(0, max(a.y, b.y) - min(a.y + a.h, b.y + b.h))
        return across + 2 * down
    }

    /// Nil when `to` is not on that side of `from`.
    private func distance(from: ElementBox, to: ElementBox, _ kind: TargetScope.Kind) -> Int? {
        let overlapsAcross = from.x < to.x + to.w && to.x < from.x + from.w
        let overlapsDown = from.y < to.y + to.h && to.y < from.y + from.h
        let gap: Int
        switch kind {
        case .below: gap = to.y - (from.y + from.h)
        case .above: gap = from.y - (to.y + to.h)
        case .rightOf: gap = to.x - (from.x + from.w)
        case .leftOf: gap = from.x - (to.x + to.w)
        default: return nil
        }
        guard gap >= -4 else { return nil }
        let inLine = kind == .below || kind == .above ? overlapsAcross : overlapsDown
        return max(0, gap) + (inLine ? 0 : 400)
    }
}
