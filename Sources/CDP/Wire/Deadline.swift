/// An operation did not end in time.
package struct DeadlinePassed: Error, Sendable, CustomStringConvertible {
    /// What was being done.
    package let during: String
    package let limit: Duration
    package init(during: String, limit: Duration) {
        self.during = during
        self.limit = limit
    }
    package var description: String { "\(during) took longer than \(limit.inSeconds) s" }
}

/// Runs `body` and throws `DeadlinePassed` when it has not ended within `limit`; `body` is then cancelled.
package func within<Value: Sendable>(
    _ limit: Duration, _ during: String, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { race in
        race.addTask { try await body() }
        race.addTask {
            try await Task.sleep(for: limit)
            throw DeadlinePassed(during: during, limit: limit)
        }
        defer { race.cancelAll() }
        guard let first = try await race.next() else { throw CancellationError() }
        return first
    }
}

/// Runs `cleanup` to its end although the caller may already be cancelled.
package func shielded<Value: Sendable>(_ cleanup: @escaping @Sendable () async -> Value) async -> Value {
    await Task { await cleanup() }.value
}
