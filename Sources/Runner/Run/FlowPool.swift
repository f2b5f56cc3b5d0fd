/// Does jobs side by side, a fixed number at a time, the next one starting when one ends.
enum FlowPool {
    /// Runs `one` for every job, started in order.
    ///
    /// Once cancelled, no further job starts; those that run are waited for.
    ///
    /// - Parameter width: How many at once.
    static func run<Job: Sendable>(
        _ jobs: [Job], width: Int, one: @escaping @Sendable (Job) async -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            var next = jobs.makeIterator()
            func start() {
                guard !Task.isCancelled, let job = next.next() else { return }
                group.addTask { await one(job) }
            }
            for _ in 0..<width { start() }
            for await _ in group { start() }
        }
    }
}
