import Testing

@testable import CDP

@Suite struct RequestRulesTests {
    private static let shop = "http://shop"

    private func rules(_ mocks: MockRule...) -> RequestRules {
        var rules = RequestRules()
        rules.mocks = mocks
        return rules
    }

    private func mock(_ path: String, method: String? = nil, status: Int = 200, times: Int? = nil) -> MockRule
    {
        MockRule(
            method: method, url: URLGlob(path, origin: Origin(Self.shop)),
            reply: .answer(status: status, headers: [:], body: []), times: times)
    }

    private func get(_ path: String) -> RequestRules.Asked { .init(url: Self.shop + path) }

    private func fulfil(_ status: Int) -> RequestRules.Decision {
        .fulfil(status: status, headers: [:], body: [], after: .zero)
    }

    @Test("a request that no rule covers goes on")
    func pass() {
        var rules = rules(mock("/api", method: "POST"))
        #expect(rules.decide(get("/api")) == .pass)
        #expect(rules.decide(get("/")) == .pass)
        #expect(rules.decide(.init(method: "POST", url: "http://shop/api")) == fulfil(200))
    }

    @Test("the first rule that covers a request answers it, until it is used up")
    func times() {
        var rules = rules(mock("/api", status: 500, times: 2), mock("/api", status: 201, times: 1))
        let seen = (0..<4).map { _ in rules.decide(get("/api")) }
        #expect(seen == [fulfil(500), fulfil(500), fulfil(201), .pass])
    }

    @Test("a failure has the network's reason and its delay")
    func failure() {
        var rules = rules(
            MockRule(url: URLGlob("*"), reply: .failure("ConnectionReset"), delay: .milliseconds(20)))
        #expect(rules.decide(get("/")) == .abort(reason: "ConnectionReset", after: .milliseconds(20)))
    }

    @Test("a page of another origin may read a mocked answer, and is told so when it asks first")
    func otherOrigin() {
        var rules = rules(mock("/api", method: "PUT", times: 1))
        let preflight = RequestRules.Asked(
            method: "OPTIONS", url: "http://shop/api",
            headers: ["Origin": "http://page", "Access-Control-Request-Method": "PUT"])
        guard case .fulfil(204, let allowed, [], .zero) = rules.decide(preflight) else {
            Issue.record("the preflight is not answered")
            return
        }
        #expect(allowed["access-control-allow-methods"] == "PUT")
        #expect(allowed["access-control-allow-origin"] == "http://page")
        let put = RequestRules.Asked(
            method: "PUT", url: "http://shop/api", headers: ["Origin": "http://page"])
        guard case .fulfil(200, let headers, [], .zero) = rules.decide(put) else {
            Issue.record("the request is not answered")
            return
        }
        #expect(headers["access-control-allow-origin"] == "http://page")
        #expect(rules.decide(preflight) == .pass)
    }

    @Test("a mock's own headers win, whatever their case")
    func ownHeaders() {
        let own = ["Access-Control-Allow-Origin": "*"]
        var rules = rules(
            MockRule(url: URLGlob("*"), reply: .answer(status: 200, headers: own, body: [1])))
        let decision = rules.decide(.init(url: "http://shop/", headers: ["origin": "http://page"]))
        guard case .fulfil(200, let headers, [1], .zero) = decision else {
            Issue.record("\(decision)")
            return
        }
        #expect(headers["Access-Control-Allow-Origin"] == "*")
        #expect(headers["access-control-allow-origin"] == nil)
    }

    @Test("extra headers replace those of the same name, and only their origin sees them")
    func originHeaders() throws {
        var rules = RequestRules()
        rules.originHeaders = .init(origin: try #require(Origin(Self.shop)), headers: ["X-Test": "1"])
        let headers = ["x-test": "0", "Accept": "*/*"]
        #expect(
            rules.decide(.init(url: "http://shop/a", headers: headers))
                == .passWith(headers: ["X-Test": "1", "Accept": "*/*"]))
        #expect(rules.decide(.init(url: "http://shop.evil/a", headers: headers)) == .pass)
        #expect(rules.decide(.init(url: "https://shop/a", headers: headers)) == .pass)
        #expect(rules.patterns.map(\.url) == ["http://shop/*"])
    }

    @Test("credentials are for their origin alone, and offered once for a request")
    func login() throws {
        var rules = RequestRules()
        let ann = RequestRules.Credentials(
            origin: try #require(Origin(Self.shop)), username: "ann", password: "pw")
        rules.credentials = ann
        #expect(rules.login("1", to: "http://other", isProxy: false) == .leave)
        #expect(rules.login("1", to: "http://shop", isProxy: true) == .leave)
        #expect(rules.login("1", to: "http://shop:80", isProxy: false) == .provide(ann))
        #expect(rules.login("1", to: "http://shop", isProxy: false) == .giveUp)
        #expect(rules.login("2", to: "http://shop", isProxy: false) == .provide(ann))
        #expect(rules.patterns.map(\.url) == ["http://shop/*"])
        #expect(RequestRules().isEmpty && RequestRules().patterns.isEmpty && !rules.isEmpty)
    }
}
