/// Decides whether and when a call is made again.
package struct RetryPolicy: Sendable, Hashable {
    /// Of failures other than being told to slow down, which costs patience only.
    package var attempts: Int
    package var firstDelay: Duration
    package var longestDelay: Duration
    /// The part of a delay that chance may take away, so that flows that failed together don't return together.
    package var jitter: Double

    package init(
        attempts: Int = 3, firstDelay: Duration = .milliseconds(500), longestDelay: Duration = .seconds(8),
        jitter: Double = 0.25
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.jitter = jitter
    }

    package enum Decision: Sendable, Hashable {
        case again(after: Duration)
        /// The provider wants more patience than is left, or the call has failed often enough.
        case giveUp
    }

    /// - Parameters:
    ///   - failures: So far, this one included, without those where we were told to slow down.
    ///   - slowed: How often we were told to slow down in a row.
    ///   - left: Until the call's deadline.
    ///   - chance: From 0 to 1.
    package func decide(
        _ error: ModelError, failures: Int, slowed: Int, left: Duration, chance: Double
    ) -> Decision {
        guard error.isPassing, failures < attempts || error.code == .rateLimited else { return .giveUp }
        let round = error.code == .rateLimited ? slowed : failures
        let delay = error.retryAfter ?? backOff(round: round, chance: chance)
        return delay < left ? .again(after: delay) : .giveUp
    }

    /// - Parameter round: Counting from 1.
    package func backOff(round: Int, chance: Double) -> Duration {
        let doubled = firstDelay * (1 << min(max(round - 1, 0), 20))
        return min(doubled, longestDelay) * (1 - jitter * chance)
    }
}
