import Synchronization
import Testing

@testable import Models

@Suite struct LedgerTests {
    private let cent = Money(dollars: 0.01)

    @Test("what a call may cost is held back until it is known")
    func reserves() throws {
        var ledger = Ledger(cap: Money(dollars: 0.03))
        guard case .granted(let first) = ledger.reserve(cent, for: .init("a")),
            case .granted(let second) = ledger.reserve(cent, for: .init("b")),
            case .granted = ledger.reserve(cent, for: .init("a"))
        else {
            Issue.record("three cents of three were not granted")
            return
        }
        #expect(ledger.reserve(cent, for: .init("a")) == .wait)
        ledger.settle(first, cost: .zero)
        ledger.settle(first, cost: cent)
        guard case .granted = ledger.reserve(cent, for: .init("c")) else {
            Issue.record("what was given back was not granted")
            return
        }
        ledger.settle(second, cost: cent)
        #expect(
            ledger.spent() == cent && ledger.spent(.init("b")) == cent && ledger.spent(.init("a")) == .zero)
    }

    @Test("a call that does not fit is made alone, and then it is over")
    func lastCall() throws {
        var ledger = Ledger(cap: cent)
        guard case .granted(let only) = ledger.reserve(Money(dollars: 0.05), for: .init()) else {
            Issue.record("the last call was not granted")
            return
        }
        #expect(ledger.reserve(Money(picodollars: 1), for: .init()) == .wait)
        ledger.settle(only, cost: Money(dollars: 0.04))
        #expect(ledger.reserve(Money(picodollars: 1), for: .init()) == .spent(account: [], cap: cent))
    }

    @Test("a step's cap stops the step, not the flow")
    func accounts() {
        var ledger = Ledger()
        ledger.setCap(cent, of: .init("flow", "step 1"))
        if case .granted(let one) = ledger.reserve(cent, for: .init("flow", "step 1")) {
            ledger.settle(one, cost: cent)
        }
        #expect(
            ledger.reserve(cent, for: .init("flow", "step 1"))
                == .spent(account: ["flow", "step 1"], cap: cent))
        guard case .granted = ledger.reserve(cent, for: .init("flow", "step 2")) else {
            Issue.record("another step was stopped")
            return
        }
    }

    @Test("in any order of calls the cap holds but for one call", arguments: 0..<20)
    func interleavings(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let cap = Money(dollars: 0.05)
        var ledger = Ledger(cap: cap)
        var underWay: [Ledger.Reservation] = []
        var dearest = Money.zero
        for _ in 0..<2000 {
            if Bool.random(using: &random), underWay.count < 8 {
                let most = Money(picodollars: .random(in: 1...20_000_000_000, using: &random))
                let flow = Ledger.Account("flow \(Int.random(in: 0..<8, using: &random))")
                switch ledger.reserve(most, for: flow) {
                case .granted(let reservation): underWay.append(reservation)
                case .wait: #expect(!underWay.isEmpty)
                case .spent:
                    #expect(ledger.spent() >= cap)
                    #expect(underWay.isEmpty)
                }
            } else if let place = underWay.indices.randomElement(using: &random) {
                let reservation = underWay.remove(at: place)
                let cost = Money(picodollars: .random(in: 0...reservation.amount.picodollars, using: &random))
                dearest = max(dearest, reservation.amount)
                ledger.settle(reservation, cost: cost)
            }
            #expect(ledger.spent() < cap + dearest || ledger.spent() == .zero)
        }
        #expect(ledger.spent() > .zero)
    }

    @Test("eight flows at once share a purse and none of them spends what is not there", arguments: 0..<20)
    func purse(seed: Int) async throws {
        let cap = Money(dollars: 0.05)
        let purse = Purse(cap: cap)
        let calls = Counter()
        await withTaskGroup(of: Purse.Spent?.self) { group in
            for flow in 0..<8 {
                group.addTask { await Self.play("flow \(flow)", seed * 100 + flow, purse, calls) }
            }
            for await stopped in group { #expect(stopped == Purse.Spent(account: [], cap: cap)) }
        }
        #expect(purse.spent() >= cap && purse.spent() < cap + Money(dollars: 0.01))
        #expect(calls.most > 1)
    }

    /// Spends until the purse is empty.
    private static func play(_ name: String, _ seed: Int, _ purse: Purse, _ calls: Counter) async -> Purse
        .Spent?
    {
        var random = SeededNumbers(seed: UInt64(seed))
        for _ in 0..<10_000 {
            let cost = Money(picodollars: .random(in: 1...1_000_000_000, using: &random))
            do {
                try await purse.spend(atMost: Money(dollars: 0.001), for: .init(name)) {
                    calls.enter()
                    // The first call is under way until another is.
                    while calls.most < 2 { await Task.yield() }
                    calls.leave()
                    return (cost, .success(()))
                }
            } catch {
                return error as? Purse.Spent
            }
        }
        return nil
    }

    @Test("a call that fails is booked with what it has cost")
    func failure() async {
        let purse = Purse(cap: Money(dollars: 1))
        await #expect(throws: ModelError.self) {
            try await purse.spend(atMost: cent, for: .init("a")) {
                (cent, Result<Void, any Error>.failure(ModelError(.dropped, "")))
            }
        }
        #expect(purse.spent(.init("a")) == cent)
    }

    @Test("who waits for money leaves when cancelled")
    func cancelled() async throws {
        let purse = Purse(cap: cent)
        let (began, begin) = AsyncStream<Void>.makeStream()
        let (held, hold) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = try? await purse.spend(atMost: cent, for: .init("a")) {
                    begin.yield()
                    for await _ in held {}
                    return (.zero, .success(()))
                }
                return true
            }
            for await _ in began { break }
            await withTaskGroup(of: Bool.self) { waiting in
                waiting.addTask {
                    do {
                        try await purse.spend(atMost: cent, for: .init("b")) { (.zero, .success(())) }
                        return false
                    } catch {
                        return error is CancellationError
                    }
                }
                waiting.cancelAll()
                #expect(await waiting.next() == true)
            }
            hold.finish()
        }
    }
}
