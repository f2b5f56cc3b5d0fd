/// Does jobs side by side, a fixed number at a time, the next one starting when one ends.
enum FlowPool {
    /// Runs `one` for every job, in order; its results come in the order of the jobs.
    ///
    /// Once cancelled, no further job starts.
    ///
    /// - Parameter width: How many at once.
    static func run<Job: Sendable, Result: Sendable>(
        _ jobs: [Job], width: Int, one: @escaping @Sendable (Job) async -> Result
    ) async -> [Result?] {
        await withTaskGroup(of: (Int, Result).self) { group in
            var next = jobs.indices.makeIterator()
            var results = [Result?](repeating: nil, count: jobs.count)
            func start() {
                guard !Task.isCancelled, let index = next.next() else { return }
                let job = jobs[index]
                group.addTask { (index, await one(job)) }
            }
            for _ in 0..<width { start() }
            for await (index, result) in group {
                results[index] = result
                start()
            }
            return results
        }
    }
}
