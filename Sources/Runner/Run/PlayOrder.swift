import Flows

/// What a worker does next.
enum PlayJob: Sendable {
    /// A flow that others start from, played once for all of them.
    case setup(Flow)
    /// A flow of the run, by its place in the plan.
    case flow(Int)
}

/// In which order the work of a run is handed out.
///
/// Setups come first, so that nobody waits for them who has something else to do; then the flows that need none, then
/// those that start from a setup. Among these the long ones go first, so that none is left over at the end.
///
/// Pure.
enum PlayOrder {
    static func jobs(_ flows: [Flow], setups all: [Flow]) -> [PlayJob] {
        let wanted = Set(flows.flatMap(\.setup))
        let setups = all.filter { wanted.contains($0.name) }.map(PlayJob.setup)
        let indices = flows.indices.sorted { left, right in
            let (one, other) = (flows[left], flows[right])
            if one.setup.isEmpty != other.setup.isEmpty { return one.setup.isEmpty }
            return one.weight != other.weight ? one.weight > other.weight : left < right
        }
        return setups + indices.map(PlayJob.flow)
    }
}
