import Glibc
import UnixSignals

/// Turns SIGINT and SIGTERM into cancellation: the run stops cleanly and writes how far it got.
///
/// A second signal ends the process at once.
enum Interruption {
    static func guarding<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        // The signals must be heard while the body, cancelled, is still cleaning up; so it is a task of its own.
        let work = Task { try await body() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var count = 0
                for await _ in signals {
                    count += 1
                    if count > 1 { _exit(130) }
                    work.cancel()
                }
            }
            defer { group.cancelAll() }
            return try await work.value
        }
    }
}
