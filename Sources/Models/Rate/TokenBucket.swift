/// Lets so many calls through at once and then one at a time in even steps.
///
/// Instants are counted from any fixed beginning.
package struct TokenBucket: Sendable, Hashable {
    /// Between two calls when there have been many.
    package let interval: Duration
    /// How many may go at once after a pause.
    package let burst: Int
    /// When the bucket would be full again.
    private var fullAt: Duration = .zero

    package init(perMinute: Double, burst: Int) {
        interval = .seconds(60 / perMinute)
        self.burst = max(1, burst)
    }

    /// Takes a place, and tells when it comes up; places are given in the order they are asked for.
    package mutating func take(now: Duration) -> Duration {
        let start = max(fullAt, now)
        fullAt = start + interval
        return max(now, start - interval * (burst - 1))
    }
}
