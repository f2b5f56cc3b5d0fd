/// What all flows that use the same key share: how many may call at once, how fast, and whether at all.
///
/// Being told to slow down takes a quarter of how many may call at once; every success gives a little back. Taking half
/// would leave a provider that refuses three calls in ten at random below four fifths of its rate.
package struct RateGate: Sendable, Hashable {
    package struct Limits: Sendable, Hashable {
        /// nil: as fast as the provider lets us.
        package var perMinute: Double?
        package var burst: Int
        package var atOnce: Int
        /// What is left of how many may call at once, after being told to slow down.
        package var slowdown: Double
        package var breakAfter: Int
        package var breakFor: Duration

        package init(
            perMinute: Double? = nil, burst: Int = 4, atOnce: Int = 4, slowdown: Double = 0.75,
            breakAfter: Int = 5, breakFor: Duration = .seconds(30)
        ) {
            self.perMinute = perMinute
            self.burst = burst
            self.atOnce = max(1, atOnce)
            self.slowdown = slowdown
            self.breakAfter = breakAfter
            self.breakFor = breakFor
        }
    }

    package enum Admission: Sendable, Hashable {
        case go
        /// To be asked again at this instant.
        case wait(until: Duration)
        /// To be asked again when a call has ended.
        case full
        /// Too much has failed; nobody is asked for now.
        case resting
    }

    package enum Outcome: Sendable, Hashable {
        case answered
        case slowDown(Duration?)
        /// The provider can't serve anybody.
        case down
        /// It says nothing about the provider: cancelled, timed out, or refused for what was asked.
        case unrelated
    }

    private let limits: Limits
    private var bucket: TokenBucket?
    private var breaker: CircuitBreaker
    private var width: Double
    private var heldUntil: Duration = .zero
    package private(set) var callsUnderWay = 0

    package init(_ limits: Limits = Limits()) {
        self.limits = limits
        bucket = limits.perMinute.map { TokenBucket(perMinute: $0, burst: limits.burst) }
        breaker = CircuitBreaker(threshold: limits.breakAfter, rest: limits.breakFor)
        width = Double(limits.atOnce)
    }

    /// How many may call at once now.
    package var atOnce: Int { max(1, Int(width)) }

    /// Takes a place in the bucket's line; to be asked once per call, before `enter`.
    package mutating func place(now: Duration) -> Duration { bucket?.take(now: now) ?? now }

    /// - Parameter place: What `place` has told for this call.
    package mutating func enter(place: Duration, now: Duration) -> Admission {
        let from = max(place, heldUntil)
        if now < from { return .wait(until: from) }
        if callsUnderWay >= atOnce { return .full }
        guard breaker.admit(now: now) else { return .resting }
        callsUnderWay += 1
        return .go
    }

    package mutating func leave(_ outcome: Outcome, now: Duration) {
        callsUnderWay -= 1
        switch outcome {
        case .answered:
            breaker.succeeded()
            width = min(Double(limits.atOnce), width + 1 / max(width, 1))
        case .slowDown(let wanted):
            breaker.learnedNothing(now: now)
            // Calls that were under way together are told together: that is one warning.
            if now >= heldUntil { width = max(1, width * limits.slowdown) }
            if let wanted { heldUntil = max(heldUntil, now + wanted) }
        case .down: breaker.failed(now: now)
        case .unrelated: breaker.learnedNothing(now: now)
        }
    }
}
