/// Which pages to set up in advance: those of the next flows in line, one per worker.
///
/// Pure.
struct SparePlan<Kind: Equatable & Sendable>: Sendable {
    /// What the flows still to come will ask for, in order.
    private(set) var upcoming: [Kind] = []
    /// How many flows play at once.
    private(set) var width = 1

    init() {}

    mutating func expect(_ kinds: [Kind], width: Int) {
        upcoming = kinds
        self.width = width
    }

    /// A flow has taken its page.
    mutating func took(_ kind: Kind) {
        if let index = upcoming.firstIndex(of: kind) { upcoming.remove(at: index) }
    }

    /// Whether a flow to come will ask for this kind.
    func wants(_ kind: Kind) -> Bool { upcoming.contains(kind) }

    /// The kinds to make now.
    ///
    /// - Parameter ready: What there is already, or is being made.
    func missing(ready: [Kind]) -> [Kind] {
        var ready = ready
        return upcoming.prefix(width).filter { kind in
            guard let index = ready.firstIndex(of: kind) else { return true }
            ready.remove(at: index)
            return false
        }
    }
}
