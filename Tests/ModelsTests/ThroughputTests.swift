import HTTP
import ModelServer
import PerceoTestKit
import Synchronization
import Testing

@testable import Models

/// A provider that allows so many calls a second, tells how long to wait when it is asked more often, and refuses some for
/// no reason at all.
private final class LimitedProvider: ModelTransport {
    private struct State {
        var bucket = 5.0
        var filledAt = Duration.zero
        var random: SeededNumbers
        var refusals = 0
    }

    static let perSecond = 10.0
    static let burst = 5.0
    private let time: TurnedTime
    private let randomRefusals: Double
    private let state: Mutex<State>

    init(_ time: TurnedTime, randomRefusals: Double, seed: UInt64) {
        self.time = time
        self.randomRefusals = randomRefusals
        state = Mutex(State(random: SeededNumbers(seed: seed)))
    }

    var refusals: Int { state.withLock { $0.refusals } }

    func send(
        _ request: WireRequest, within: Duration, isEnough: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(ModelError) -> WireAnswer {
        let wait = ask()
        let now = time.timepiece.now()
        try? await time.timepiece.wait(now + (wait == nil ? .milliseconds(200) : .milliseconds(50)))
        let writer = Provider.Wire.anthropicMessages.writer
        guard let wait else {
            let body = writer.body(ScriptedReply([.text("I see.")]), model: "m")
            return WireAnswer(status: 200, body: body.bytes)
        }
        let headers = HTTPHeaders([("retry-after", "\(wait)")])
        return WireAnswer(
            status: 429, headers: headers, body: writer.failure(status: 429, message: "slow").bytes)
    }

    /// Whether a call is answered, or how many seconds the provider wants to be left alone.
    private func ask() -> Double? {
        let now = time.elapsed
        return state.withLock { state in
            let added = (now - state.filledAt) / .seconds(1) * Self.perSecond
            state.bucket = min(Self.burst, state.bucket + added)
            state.filledAt = now
            let isRefused = Double.random(in: 0..<1, using: &state.random) < randomRefusals
            if !isRefused, state.bucket >= 1 {
                state.bucket -= 1
                return nil
            }
            state.refusals += 1
            return isRefused ? 0.05 : (1 - state.bucket) / Self.perSecond
        }
    }
}

/// Flows that share a key with a provider that has a rate of its own, in a time that is only counted.
@Suite(.timeLimit(.minutes(2))) struct ThroughputTests {
    @Test(
        "a provider that tells us to slow down, also for no reason, is used to four fifths of its rate and no call fails",
        arguments: [0.0, 0.1, 0.2, 0.3], 0..<5)
    func throughput(randomRefusals: Double, seed: UInt64) async throws {
        let time = TurnedTime()
        let provider = LimitedProvider(time, randomRefusals: randomRefusals, seed: seed)
        let rate = RateKeeper(.init(atOnce: 8), time: time.timepiece)
        let client = ModelClient(
            try Provider.Wire.anthropicMessages.sampleFacts(), transport: provider, rate: rate,
            time: time.timepiece)
        let question = try Conversation.sample()
        let (flows, callsEach) = (8, 60)
        let answered = Counter()
        await time.play(
            (0..<flows).map { _ in
                {
                    for _ in 0..<callsEach {
                        guard (try? await client.reply(to: question, within: .seconds(90))) != nil else {
                            return
                        }
                        answered.enter()
                    }
                }
            })
        let all = flows * callsEach
        let soonest = (Double(all) - LimitedProvider.burst) / LimitedProvider.perSecond
        let share = soonest / (time.elapsed / .seconds(1))
        #expect(answered.all == all)
        #expect(share >= 0.8)
        // Patience is cheaper than asking again and again.
        #expect(provider.refusals < all)
        Criterion.measure("done-when 6 throughput", share)
        Criterion.count("done-when 6 calls", answered.all, of: all)
    }
}
