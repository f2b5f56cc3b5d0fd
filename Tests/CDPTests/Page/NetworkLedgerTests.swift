import Testing

@testable import CDP

@Suite struct NetworkLedgerTests {
    private let start = ContinuousClock.now

    private func add(
        _ id: String, to ledger: inout NetworkLedger, kind: String = "Fetch", url: String = "http://a/x",
        at offset: Duration = .zero
    ) {
        let number = ledger.nextNumber()
        ledger.started(
            .init(
                id: id, number: number, method: "GET", url: url, kind: kind, started: start + offset,
                wallTime: 0))
    }

    @Test("what nobody looks at the page for holds nobody up")
    func unawaited() {
        var request = NetworkLedger.Request(
            id: "1", number: 1, method: "GET", url: "http://a/b", kind: "Fetch", started: .now, wallTime: 0)
        #expect(request.blocks(at: .now))
        request.isAwaited = false
        #expect(!request.blocks(at: .now))
    }

    @Test(
        "what a page is built from and asks for is waited for; pictures, pings and streams are not",
        arguments: [
            ("Document", true), ("Stylesheet", true), ("Script", true), ("XHR", true), ("Fetch", true),
            ("Image", false), ("Font", false), ("Media", false), ("Ping", false), ("EventSource", false),
            ("WebSocket", false), ("Other", false),
        ])
    func awaited(kind: String, isAwaited: Bool) {
        var ledger = NetworkLedger()
        add("1", to: &ledger, kind: kind)
        #expect((ledger.blocking(at: start) != nil) == isAwaited)
    }

    @Test("nobody waits for a request beyond its patience, and the next one is waited for")
    func patience() {
        var ledger = NetworkLedger()
        add("poll", to: &ledger)
        add("fresh", to: &ledger, at: .seconds(1))
        #expect(ledger.blocking(at: start + .milliseconds(1999))?.id == "poll")
        #expect(ledger.blocking(at: start + .seconds(2))?.id == "fresh")
        #expect(ledger.blocking(at: start + .seconds(3)) == nil)
    }

    @Test("what a fetch or a script gets is waited for while it comes and a moment more, other answers whole")
    func answered() {
        for (kind, isAwaited) in [("Fetch", false), ("Script", false), ("XHR", true), ("Document", true)] {
            var ledger = NetworkLedger()
            add("1", to: &ledger, kind: kind)
            ledger.change("1") { $0.answered = start + .milliseconds(100) }
            #expect(ledger.blocking(at: start + .milliseconds(399)) != nil)
            #expect((ledger.blocking(at: start + .milliseconds(401)) != nil) == isAwaited, "\(kind)")
            ledger.change("1") { $0.moved = start + .milliseconds(350) }
            #expect(ledger.blocking(at: start + .milliseconds(649)) != nil)
            #expect((ledger.blocking(at: start + .milliseconds(651)) != nil) == isAwaited, "\(kind)")
        }
    }

    @Test("a request that ended blocks nobody and keeps what is known of it")
    func ended() {
        var ledger = NetworkLedger()
        add("1", to: &ledger)
        ledger.change("1") { $0.status = 200 }
        ledger.ended("1") { $0.ended = start }
        ledger.ended("1") { $0.status = 500 }
        #expect(ledger.blocking(at: start) == nil)
        #expect(ledger.requests(after: 0).map(\.status) == [200])
    }

    @Test("a redirect is a request of its own, and the one before it is over")
    func redirects() {
        var ledger = NetworkLedger()
        add("1", to: &ledger, url: "http://a/from")
        ledger.change("1") { $0.status = 302 }
        add("1", to: &ledger, url: "http://a/to")
        ledger.change("1") { $0.status = 200 }
        ledger.ended("1") { $0.ended = start }
        let all = ledger.requests(after: 0)
        #expect(all.map(\.status) == [302, 200])
        #expect(all.map(\.title) == ["GET /from", "GET /to"])
        #expect(all.allSatisfy { $0.ended != nil })
        #expect(ledger.blocking(at: start) == nil)
    }

    @Test("requests after a number are those that came later")
    func after() {
        var ledger = NetworkLedger()
        for id in ["a", "b", "c"] { add(id, to: &ledger) }
        #expect(ledger.requests(after: 2).map(\.id) == ["c"])
        #expect(ledger.requests(after: 0).map(\.id) == ["a", "b", "c"])
    }

    @Test("finished requests are forgotten oldest first, running ones never")
    func bounded() {
        var ledger = NetworkLedger()
        add("running", to: &ledger)
        for number in 0..<10_000 {
            add("\(number)", to: &ledger)
            ledger.ended("\(number)") { $0.ended = start }
        }
        let kept = ledger.requests(after: 0)
        #expect(kept.count <= NetworkLedger.capacity + 1)
        #expect(kept.first?.id == "running")
        #expect(kept.last?.id == "9999")
        #expect(ledger.count == 10_001)
        #expect(ledger.forgotten + kept.count == 10_001)
    }

    @Test(
        "a request is called by its method and path",
        arguments: [
            ("http://a/", "/"), ("http://a", "/"), ("http://a:1/x/y?z=1", "/x/y?z=1"),
            ("about:blank", "about:blank"),
            ("http://a/" + String(repeating: "x", count: 100), "/" + String(repeating: "x", count: 78) + "…"),
        ])
    func path(url: String, path: String) {
        #expect(NetworkLedger.Request.path(url) == path)
    }
}
