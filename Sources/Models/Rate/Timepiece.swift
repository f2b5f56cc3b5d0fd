/// What calls to models wait by: the machine's clock, or one that a test turns on.
package struct Timepiece: Sendable {
    package let now: @Sendable () -> ContinuousClock.Instant
    /// Comes back at the instant; throws when the task is cancelled before.
    package let sleep: @Sendable (_ until: ContinuousClock.Instant) async throws -> Void

    package init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (_ until: ContinuousClock.Instant) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    package static let machine = Timepiece(
        now: { .now }, sleep: { try await Task.sleep(until: $0, clock: .continuous) })
}
