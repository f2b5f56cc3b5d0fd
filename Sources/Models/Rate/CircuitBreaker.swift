/// Stops asking a provider that fails again and again, and tries it now and then with one call.
package struct CircuitBreaker: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case closed(failures: Int)
        case open(until: Duration)
        /// One call is on its way to find out.
        case trying
    }

    package let threshold: Int
    package let rest: Duration
    package private(set) var state = State.closed(failures: 0)

    package init(threshold: Int = 5, rest: Duration = .seconds(30)) {
        self.threshold = threshold
        self.rest = rest
    }

    /// Whether a call may go now.
    package mutating func admit(now: Duration) -> Bool {
        switch state {
        case .closed: return true
        case .trying: return false
        case .open(let until):
            guard now >= until else { return false }
            state = .trying
            return true
        }
    }

    package mutating func succeeded() { state = .closed(failures: 0) }

    package mutating func failed(now: Duration) {
        switch state {
        case .trying, .open: state = .open(until: now + rest)
        case .closed(let failures):
            state = failures + 1 >= threshold ? .open(until: now + rest) : .closed(failures: failures + 1)
        }
    }

    /// The call that was to find out has ended without telling anything.
    package mutating func learnedNothing(now: Duration) {
        if state == .trying { state = .open(until: now) }
    }
}
