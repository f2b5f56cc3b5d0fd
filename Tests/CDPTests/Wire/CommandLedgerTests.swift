import Testing

@testable import CDP

@Suite struct CommandLedgerTests {
    private typealias Ledger = CommandLedger<String>
    private let start = ContinuousClock.now

    private func entry(_ name: String, _ session: String? = nil, seconds: Int = 10) -> Ledger.Entry {
        .init(
            method: name, session: session.map(SessionID.init(rawValue:)),
            deadline: start + .seconds(seconds),
            opened: start, waiter: name)
    }

    /// Every way in which an entry can leave, and which of `a` (session 1), `b` (session 2) and `c` (none) it takes.
    enum Ending: CaseIterable, Sendable {
        case reply, crashOrDetach, deadline, close
    }

    private func end(_ ending: Ending, _ ledger: inout Ledger, _ ids: [Int]) -> [String] {
        switch ending {
        case .reply: [ledger.settle(ids[0])].compactMap { $0?.waiter }
        case .crashOrDetach: ledger.fail(session: SessionID(rawValue: "1")).map(\.waiter)
        case .deadline: ledger.expire(at: start + .seconds(5)).map(\.waiter)
        case .close: ledger.close().map(\.waiter)
        }
    }

    @Test("each entry leaves exactly once, whatever comes first", arguments: Ending.allCases, Ending.allCases)
    func once(first: Ending, second: Ending) throws {
        var ledger = Ledger()
        let ids = [
            ledger.open(entry("a", "1", seconds: 1)), ledger.open(entry("b", "2")), ledger.open(entry("c")),
        ].compactMap { $0 }
        try #require(ids.count == 3)
        var left = end(first, &ledger, ids) + end(second, &ledger, ids)
        #expect(left.filter { $0 == "a" } == ["a"])
        left += ledger.close().map(\.waiter)
        #expect(left.sorted() == ["a", "b", "c"])
        #expect(ledger.isEmpty)
    }

    @Test("what missed its deadline is overdue until it is answered or its session ends")
    func overdue() throws {
        var ledger = Ledger()
        let (one, two) = (SessionID(rawValue: "1"), SessionID(rawValue: "2"))
        let a = ledger.open(entry("a", "1", seconds: 1))
        let first = try #require(a)
        _ = ledger.open(entry("b", "2", seconds: 1))
        _ = ledger.open(entry("c", "2", seconds: 9))
        #expect(!ledger.isOverdue(on: one) && !ledger.isOverdue(on: two))
        _ = ledger.expire(at: start + .seconds(5))
        #expect(ledger.isOverdue(on: one) && ledger.isOverdue(on: two))
        let late = ledger.settle(first)
        #expect(late?.waiter == nil)
        #expect(!ledger.isOverdue(on: one))
        _ = ledger.fail(session: two)
        #expect(!ledger.isOverdue(on: two))
    }

    @Test("ids start at 1 and are never used again")
    func ids() {
        var ledger = Ledger()
        let first = ledger.open(entry("a"))
        _ = ledger.settle(1)
        #expect(first == 1)
        #expect(ledger.open(entry("b")) == 2)
        #expect(ledger.settle(1) == nil)
    }

    @Test("only what is due expires, and only the session's own fail, oldest first")
    func selection() {
        var ledger = Ledger()
        for name in ["a", "b", "c"] { _ = ledger.open(entry(name, name == "b" ? "1" : "2", seconds: 3)) }
        #expect(ledger.expire(at: start + .seconds(2)).isEmpty)
        #expect(ledger.fail(session: SessionID(rawValue: "2")).map(\.waiter) == ["a", "c"])
        #expect(ledger.pendingMethods == ["b"])
        #expect(ledger.expire(at: start + .seconds(3)).map(\.waiter) == ["b"])
    }

    @Test("a closed ledger takes nothing in")
    func closed() {
        var ledger = Ledger()
        _ = ledger.close()
        #expect(ledger.open(entry("late")) == nil)
        #expect(ledger.isClosed)
        #expect(ledger.isEmpty)
    }
}
