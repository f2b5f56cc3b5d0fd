import Testing

@testable import Models

@Suite struct RateTests {
    @Test("a bucket lets a burst through, then one in each interval, in order")
    func bucket() {
        var bucket = TokenBucket(perMinute: 60, burst: 3)
        let places = (0..<6).map { _ in bucket.take(now: .seconds(10)) }
        #expect(places == [10, 10, 10, 11, 12, 13].map { .seconds($0) })
        #expect(bucket.take(now: .seconds(100)) == .seconds(100))
    }

    @Test("over any stretch a bucket gives no more than its rate and one burst")
    func bucketBound() {
        var random = SeededNumbers(seed: 5)
        var bucket = TokenBucket(perMinute: 120, burst: 4)
        var now = Duration.zero
        var places: [Duration] = []
        for _ in 0..<300 {
            now += .milliseconds(Int.random(in: 0...700, using: &random))
            places.append(bucket.take(now: now))
        }
        for first in places.indices {
            for last in first..<places.count where places[last] >= places[first] {
                let most = 4 + Int((places[last] - places[first]) / .milliseconds(500))
                #expect(last - first + 1 <= most + 1)
            }
        }
    }

    @Test("a breaker opens after failures in a row, and closes when one call finds the provider well")
    func breaker() {
        var breaker = CircuitBreaker(threshold: 2, rest: .seconds(30))
        breaker.failed(now: .seconds(0))
        breaker.succeeded()
        breaker.failed(now: .seconds(1))
        #expect(breaker.admit(now: .seconds(1)) == true)
        breaker.failed(now: .seconds(2))
        #expect(breaker.admit(now: .seconds(31)) == false)
        #expect(breaker.admit(now: .seconds(32)) == true)
        #expect(breaker.admit(now: .seconds(32)) == false)
        breaker.failed(now: .seconds(33))
        #expect(breaker.admit(now: .seconds(62)) == false)
        #expect(breaker.admit(now: .seconds(63)) == true)
        breaker.learnedNothing(now: .seconds(64))
        #expect(breaker.admit(now: .seconds(64)) == true)
        breaker.succeeded()
        #expect(breaker.state == .closed(failures: 0))
    }

    @Test("no more calls are under way than allowed; being told to slow down takes a quarter of that, once")
    func width() {
        var gate = RateGate(.init(atOnce: 4))
        let admissions = (0..<5).map { _ in gate.enter(place: .zero, now: .zero) }
        #expect(admissions == [.go, .go, .go, .go, .full])
        gate.leave(.slowDown(.seconds(5)), now: .zero)
        gate.leave(.slowDown(.seconds(7)), now: .seconds(1))
        #expect(gate.atOnce == 3 && gate.callsUnderWay == 2)
        #expect(gate.enter(place: .zero, now: .seconds(1)) == .wait(until: .seconds(8)))
        gate.leave(.answered, now: .seconds(8))
        gate.leave(.answered, now: .seconds(8))
        for second in 9..<30 {
            #expect(gate.enter(place: .zero, now: .seconds(second)) == .go)
            gate.leave(.answered, now: .seconds(second))
        }
        #expect(gate.atOnce == 4)
    }

    @Test("a provider that is down is left alone; what says nothing about it counts for nothing")
    func down() {
        var gate = RateGate(.init(breakAfter: 3, breakFor: .seconds(30)))
        for _ in 0..<20 {
            #expect(gate.enter(place: .zero, now: .zero) == .go)
            gate.leave(.unrelated, now: .zero)
        }
        for _ in 0..<3 {
            #expect(gate.enter(place: .zero, now: .zero) == .go)
            gate.leave(.down, now: .zero)
        }
        #expect(gate.enter(place: .zero, now: .seconds(29)) == .resting)
        #expect(gate.enter(place: .zero, now: .seconds(30)) == .go)
    }

    private func error(_ code: ModelError.Code, after: Duration? = nil, should: Bool? = nil) -> ModelError {
        ModelError(code, "", retryAfter: after, shouldRetry: should)
    }

    @Test(
        "whether it is asked again, and when",
        arguments: [
            (ModelError.Code.overloaded, nil, nil, 1, 500), (.overloaded, nil, nil, 2, 1000),
            (.overloaded, nil, nil, 3, nil),
            (.overloaded, 1700, nil, 1, 1700), (.overloaded, 90_000, nil, 1, nil),
            (.badKey, nil, nil, 1, nil),
            (.badKey, nil, true, 1, 500), (.overloaded, nil, false, 1, nil), (.dropped, nil, nil, 2, 1000),
            (.timeout, nil, nil, 1, nil), (.malformed(at: 3), nil, nil, 1, 500),
            (.refused(""), nil, nil, 1, nil),
        ] as [(ModelError.Code, Int?, Bool?, Int, Int?)])
    func retry(code: ModelError.Code, after: Int?, should: Bool?, failures: Int, delay: Int?) {
        let error = error(code, after: after.map { .milliseconds($0) }, should: should)
        let decision = RetryPolicy().decide(
            error, failures: failures, slowed: 0, left: .seconds(60), chance: 0)
        #expect(decision == delay.map { .again(after: .milliseconds($0)) } ?? .giveUp)
    }

    @Test("being told to slow down is never failure enough, as long as there is time")
    func patience() {
        let policy = RetryPolicy()
        let decision = policy.decide(
            error(.rateLimited), failures: 0, slowed: 40, left: .seconds(60), chance: 0)
        #expect(decision == .again(after: .seconds(8)))
        #expect(
            policy.decide(error(.rateLimited), failures: 0, slowed: 40, left: .seconds(8), chance: 0)
                == .giveUp)
    }

    @Test("chance makes a delay shorter by a quarter at most", arguments: [0, 0.3, 1])
    func jitter(chance: Double) {
        for round in 1...30 {
            let full = RetryPolicy().backOff(round: round, chance: 0)
            let delay = RetryPolicy().backOff(round: round, chance: chance)
            #expect(delay <= full && delay >= full * 0.749 && full <= .seconds(8))
        }
    }

    @Test("flows that share a key never call more often at once than it allows, and all come through")
    func keeper() async throws {
        let keeper = RateKeeper(.init(atOnce: 3))
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await keeper.pass(before: .now + .seconds(60)) {
                        counter.enter()
                        await Task.yield()
                        counter.leave()
                        return .success(())
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counter.most <= 3 && counter.all == 40)
    }

    @Test("who waits for room leaves when cancelled, or when the deadline has passed")
    func leaving() async throws {
        let keeper = RateKeeper(.init(atOnce: 1))
        let (held, hold) = AsyncStream<Void>.makeStream()
        let (began, begin) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await keeper.pass(before: .now + .seconds(60)) {
                    begin.yield()
                    for await _ in held {}
                    return Result<Void, ModelError>.success(())
                }
            }
            for await _ in began { break }
            await withTaskGroup(of: ModelError.Code?.self) { waiting in
                waiting.addTask {
                    await Self.code { try await keeper.pass(before: .now + .seconds(60)) { .success(()) } }
                }
                waiting.addTask { await Self.code { try await keeper.pass(before: .now) { .success(()) } } }
                #expect(await waiting.next() == .timeout)
                waiting.cancelAll()
                #expect(await waiting.next() == .cancelled)
            }
            hold.finish()
        }
    }

    private static func code(_ body: () async throws -> Void) async -> ModelError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ModelError)?.code
        }
    }
}
