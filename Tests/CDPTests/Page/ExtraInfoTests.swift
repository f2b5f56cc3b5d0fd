import Testing

@testable import CDP

/// Headers and status from the wire find the hop of a chain of redirects that they belong to, whenever they come.
@Suite struct ExtraInfoTests {
    private enum Event: CaseIterable {
        case firstSent, secondSent, firstReceived, secondReceived, firstHop, secondHop, firstTold, secondTold
    }

    private func info(_ name: String) -> ExtraInfo.Sent { .init(requestId: "1", headers: ["is": name]) }

    private func answer(_ name: String, _ status: Int) -> ExtraInfo.Received {
        .init(requestId: "1", headers: ["is": name], headersText: nil, statusCode: status)
    }

    private func ledger(_ events: [Event], firstHasExtra: Bool = true) -> NetworkLedger {
        var ledger = NetworkLedger()
        for event in events {
            switch event {
            case .firstSent: ledger.add(info("first"))
            case .secondSent: ledger.add(info("second"))
            case .firstReceived: ledger.add(answer("first", 302))
            case .secondReceived: ledger.add(answer("second", 304))
            case .firstHop, .secondHop:
                ledger.started(
                    .init(
                        id: "1", number: ledger.nextNumber(), method: "GET", url: "http://a/", kind: "Fetch",
                        started: .now, wallTime: 0))
            case .firstTold: ledger.told("1", hasExtra: firstHasExtra)
            case .secondTold: ledger.told("1", hasExtra: true)
            }
        }
        return ledger
    }

    /// Every order in which the renderer's story and that of the network service can be woven into one.
    private static func weaves(_ left: ArraySlice<Event>, _ right: ArraySlice<Event>) -> [[Event]] {
        guard let first = left.first else { return [Array(right)] }
        guard let other = right.first else { return [Array(left)] }
        return weaves(left.dropFirst(), right).map { [first] + $0 }
            + weaves(left, right.dropFirst()).map { [other] + $0 }
    }

    @Test("in whatever order the two stories come, each hop gets its own")
    func anyOrder() {
        let page: [Event] = [.firstHop, .firstTold, .secondHop, .secondTold]
        let wire: [Event] = [.firstSent, .firstReceived, .secondSent, .secondReceived]
        let orders = Self.weaves(page[...], wire[...])
        #expect(orders.count == 70)
        for order in orders {
            let requests = ledger(order).requests(after: 0)
            #expect(requests.map(\.requestHeaders["is"]) == ["first", "second"], "\(order)")
            #expect(requests.map(\.responseHeaders["is"]) == ["first", "second"], "\(order)")
            #expect(requests.map(\.wireStatus) == [302, 304], "\(order)")
        }
    }

    @Test("a hop that has none leaves it to the next")
    func none() {
        for order in Self.weaves(
            [.firstHop, .firstTold, .secondHop, .secondTold], [.secondSent, .secondReceived])
        {
            let requests = ledger(order, firstHasExtra: false).requests(after: 0)
            #expect(requests.map(\.requestHeaders["is"]) == [nil, "second"], "\(order)")
            #expect(requests.map(\.wireStatus) == [nil, 304], "\(order)")
        }
    }

    @Test("what comes after the end is taken in too, and what never comes is not waited for")
    func late() {
        var ledger = ledger([.firstHop, .firstTold, .firstSent])
        ledger.ended("1") { $0.ended = .now }
        #expect(ledger.requests(after: 0).map(\.wireStatus) == [nil])
        ledger.add(answer("first", 200))
        #expect(ledger.requests(after: 0).map(\.wireStatus) == [200])
        #expect(ledger.blocking() == nil)
    }
}
