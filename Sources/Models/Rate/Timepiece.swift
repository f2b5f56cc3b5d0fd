/// What calls to models wait by: the machine's clock, or one that a test turns on.
package struct Timepiece: Sendable {
    package let now: @Sendable () -> ContinuousClock.Instant
    /// Comes back at the instant; throws when the task is cancelled before.
    package let wait: @Sendable (_ until: ContinuousClock.Instant) async throws -> Void

    package init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        wait: @escaping @Sendable (_ until: ContinuousClock.Instant) async throws -> Void
    ) {
        self.now = now
        self.wait = wait
    }

    package static let machine = Timepiece(
        now: { .now }, wait: { try await Task.sleep(until: $0, clock: .continuous) })
}
