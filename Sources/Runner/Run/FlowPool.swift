import Flows

/// Plays flows side by side, a fixed number at a time, the next one starting when one ends.
enum FlowPool {
    /// Runs `one` for every flow; the records come in the order of the flows.
    ///
    /// Once cancelled, no further flow starts.
    ///
    /// - Parameter width: How many at once.
    static func run(
        _ flows: [Flow], width: Int, one: @escaping @Sendable (Flow) async -> FlowRecord
    ) async -> [FlowRecord?] {
        await withTaskGroup(of: (Int, FlowRecord).self) { group in
            var next = flows.indices.makeIterator()
            var records = [FlowRecord?](repeating: nil, count: flows.count)
            func start() {
                guard !Task.isCancelled, let index = next.next() else { return }
                let flow = flows[index]
                group.addTask { (index, await one(flow)) }
            }
            for _ in 0..<width { start() }
            for await (index, record) in group {
                records[index] = record
                start()
            }
            return records
        }
    }
}
