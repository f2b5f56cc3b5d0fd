import CDP
import Synchronization

/// Lets one after the other through, in the order they came.
final class Turnstile: Sendable {
    private let last = Mutex<Promise<Void>?>(nil)

    func pass<R>(_ body: () async throws -> R) async throws -> R {
        let done = Promise<Void>()
        let ahead = last.withLock { last in
            defer { last = done }
            return last
        }
        // Cancelled or not, those behind must not overtake those ahead.
        if let ahead { await shielded { _ = try? await ahead.value } }
        defer { done.fulfil(()) }
        try Task.checkCancellation()
        return try await body()
    }
}
