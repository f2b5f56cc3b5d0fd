import Synchronization
import Testing

@testable import CDP

@Suite(.timeLimit(.minutes(1))) struct PromiseTests {
    private struct Oops: Error {}

    @Test("only the first outcome counts")
    func once() async throws {
        let promise = Promise<Int>()
        #expect(promise.outcome == nil)
        #expect(promise.fulfil(1))
        #expect(!promise.fulfil(2))
        #expect(!promise.resolve(.failure(Oops())))
        #expect(try await promise.value == 1)
    }

    @Test("everyone who waits gets the outcome, before and after it came")
    func everyone() async throws {
        let promise = Promise<Int>()
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 { group.addTask { try await promise.value } }
            group.addTask {
                promise.fulfil(3)
                return 0
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 30)
    }

    @Test("a failure is thrown")
    func failure() async {
        let promise = Promise<Int>()
        promise.resolve(.failure(Oops()))
        await #expect(throws: Oops.self) { try await promise.value }
    }

    @Test("a wait that is cancelled before or while it starts ends, and leaves the promise to others")
    func cancelled() async throws {
        let promise = Promise<Int>()
        for _ in 0..<200 {
            await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask { try await promise.value }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
        promise.fulfil(5)
        #expect(try await promise.value == 5)
    }

    @Test("a wait with a limit says nil when nothing came, and the value when it did")
    func limit() async throws {
        let promise = Promise<Int>()
        #expect(try await promise.value(within: .milliseconds(1)) == nil)
        promise.fulfil(1)
        #expect(try await promise.value(within: .seconds(60)) == 1)
    }
}

@Suite(.timeLimit(.minutes(1))) struct ObservedTests {
    @Test("a wait is answered by the state as it is, or by the change that answers it")
    func answers() async throws {
        let state = Observed(1)
        #expect(try await state.wait { $0 == 1 ? "now" : nil } == "now")
        let later = try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await state.wait { $0 > 20 ? "at \($0)" : nil } }
            group.addTask {
                for _ in 0..<20 { state.update { $0 += 1 } }
                return ""
            }
            return try await group.reduce("", +)
        }
        #expect(later == "at 21")
    }

    @Test("update returns what its body does, and read sees it")
    func update() {
        let state = Observed([1])
        #expect(
            state.update {
                $0.append(2); return $0.count
            } == 2)
        #expect(state.read { $0 } == [1, 2])
    }

    @Test("a wait that is cancelled before or while it starts ends and is forgotten")
    func cancelled() async {
        let state = Observed(0)
        for _ in 0..<200 {
            await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask { try await state.wait { $0 > 0 ? $0 : nil } }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    }

    @Test("no change between the look and the wait is missed")
    func noGap() async throws {
        var seen = 0
        for number in 1...500 {
            let state = Observed(0)
            seen += try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask { try await state.wait { $0 == number ? 1 : nil } }
                group.addTask {
                    state.update { $0 = number }
                    return 0
                }
                return try await group.reduce(0, +)
            }
        }
        #expect(seen == 500)
    }
}

@Suite(.timeLimit(.minutes(1))) struct GatherTests {
    private func reply(_ number: Int) -> Gather.Outcome {
        .success(RawReply(method: "m\(number)", message: [], body: 0..<0))
    }

    @Test("answers come in the order of the calls, whatever order they arrive in")
    func order() async throws {
        let gather = Gather(count: 3)
        for number in [2, 0, 1] { gather.put(reply(number), at: number) }
        let methods = try await gather.all().map { try $0.get().method }
        #expect(methods == ["m0", "m1", "m2"])
    }

    @Test("a second answer to the same call changes nothing")
    func twice() async throws {
        let gather = Gather(count: 1)
        gather.put(reply(0), at: 0)
        gather.put(reply(9), at: 0)
        #expect(try await gather.all().map { try $0.get().method } == ["m0"])
    }

    @Test("no calls need no answers")
    func none() async throws {
        #expect(try await Gather(count: 0).all().isEmpty)
    }

    @Test("cancelling before the caller waits is not lost")
    func cancelledFirst() async {
        let gather = Gather(count: 1)
        gather.cancel()
        gather.put(reply(0), at: 0)
        await #expect(throws: CancellationError.self) { try await gather.all() }
    }

    @Test("cancelling wakes the caller once, whatever arrives after it")
    func cancelledLater() async {
        let gather = Gather(count: 2)
        await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await gather.all().count }
            group.addTask { [self] in
                gather.put(reply(0), at: 0)
                gather.cancel()
                gather.put(reply(1), at: 1)
                gather.cancel()
                return -1
            }
            var outcomes: [String] = []
            while let outcome = await group.nextResult() {
                switch outcome {
                case .success(let count): outcomes.append("\(count)")
                case .failure(let error): outcomes.append("\(type(of: error))")
                }
            }
            #expect(outcomes.sorted() == ["-1", "CancellationError"])
        }
    }
}
