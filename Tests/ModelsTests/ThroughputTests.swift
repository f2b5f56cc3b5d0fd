import Testing

@testable import Models

/// Flows that share a gate against a provider with a rate of its own, played through in a time that is only counted.
@Suite struct ThroughputTests {
    private struct Provider {
        var bucket: Double = 5
        var filledAt = 0.0
        let perSecond: Double
        let randomRefusals: Double

        /// Whether a call is answered, or how long the provider wants to be left alone.
        mutating func ask(at now: Double, _ random: inout SeededNumbers) -> Double? {
            bucket = min(5, bucket + (now - filledAt) * perSecond)
            filledAt = now
            if Double.random(in: 0..<1, using: &random) < randomRefusals { return 0.05 }
            guard bucket >= 1 else { return (1 - bucket) / perSecond }
            bucket -= 1
            return nil
        }
    }

    private enum Moment {
        case wants(flow: Int, failures: Int, slowed: Int)
        case answered(flow: Int)
        case refused(flow: Int, slowed: Int, wait: Double)
    }

    private struct Outcome {
        var seconds = 0.0
        var failed = 0
        var refusals = 0
    }

    private func play(flows: Int, callsEach: Int, perSecond: Double, randomRefusals: Double, seed: UInt64)
        -> Outcome
    {
        var random = SeededNumbers(seed: seed)
        var provider = Provider(perSecond: perSecond, randomRefusals: randomRefusals)
        var gate = RateGate(.init(atOnce: 8))
        let policy = RetryPolicy()
        var agenda = (0..<flows).map { (at: 0.0, moment: Moment.wants(flow: $0, failures: 0, slowed: 0)) }
        var left = Array(repeating: callsEach, count: flows)
        var outcome = Outcome()
        while let place = agenda.indices.min(by: { agenda[$0].at < agenda[$1].at }) {
            let (now, moment) = agenda.remove(at: place)
            outcome.seconds = now
            let instant = Duration.seconds(now)
            switch moment {
            case .wants(let flow, let failures, let slowed):
                switch gate.enter(place: .zero, now: instant) {
                case .go:
                    if let wait = provider.ask(at: now, &random) {
                        agenda.append((now + 0.05, .refused(flow: flow, slowed: slowed + 1, wait: wait)))
                    } else {
                        agenda.append((now + 0.2, .answered(flow: flow)))
                    }
                case .wait(let until): agenda.append((until / .seconds(1) + 1e-6, moment))
                case .full, .resting:
                    agenda.append((now + 0.01, .wants(flow: flow, failures: failures, slowed: slowed)))
                }
            case .answered(let flow):
                gate.leave(.answered, now: instant)
                left[flow] -= 1
                if left[flow] > 0 { agenda.append((now, .wants(flow: flow, failures: 0, slowed: 0))) }
            case .refused(let flow, let slowed, let wait):
                outcome.refusals += 1
                gate.leave(.slowDown(.seconds(wait)), now: instant)
                let error = ModelError(.rateLimited, "", retryAfter: .seconds(wait))
                let chance = Double.random(in: 0...1, using: &random)
                switch policy.decide(error, failures: 0, slowed: slowed, left: .seconds(90), chance: chance) {
                case .again(let delay):
                    agenda.append(
                        (now + delay / .seconds(1), .wants(flow: flow, failures: 0, slowed: slowed)))
                case .giveUp: outcome.failed += 1
                }
            }
        }
        return outcome
    }

    @Test(
        "a provider that tells us to slow down, also for no reason, is used to four fifths of its rate and no flow fails",
        arguments: [0.0, 0.1, 0.2, 0.3], 0..<5)
    func throughput(randomRefusals: Double, seed: Int) {
        let outcome = play(
            flows: 8, callsEach: 60, perSecond: 10, randomRefusals: randomRefusals, seed: UInt64(seed))
        let ideal = Double(8 * 60 - 5) / 10
        #expect(outcome.failed == 0)
        #expect(ideal / outcome.seconds >= 0.8)
        // Patience is cheaper than asking again and again.
        #expect(outcome.refusals < 8 * 60)
    }
}
