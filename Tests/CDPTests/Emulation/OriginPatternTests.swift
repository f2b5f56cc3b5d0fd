import Foundation
import Testing

@testable import CDP

@Suite struct OriginPatternTests {
    @Test(
        "an origin is a scheme, a host and a port",
        arguments: [
            ("https://pay.example", "https://pay.example"),
            ("http://Shop.Example:80/", "http://shop.example"),
            ("http://localhost:*", "http://localhost:*"), ("https://*.example.com", "https://*.example.com"),
            ("http://[::1]:3000", "http://[::1]:3000"), ("https://a.b:8443", "https://a.b:8443"),
        ])
    func read(text: String, shown: String) {
        #expect(OriginPattern(text)?.description == shown)
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "*", "pay.example", "https://", "https://*", "https://pay.example/path", "ftp://a",
            "file:///",
            "https://a*.example", "https://*.*.example", "https://a@b", "https://a:0", "https://a:99999",
            "https://a.example?x", "https://a.example#x", "https://a.example:80:80", "https://a\\b",
            "http://a b",
        ])
    func unread(text: String) {
        #expect(OriginPattern(text) == nil)
    }

    @Test(
        "an origin covers its own addresses and no others",
        arguments: [
            ("https://pay.example", "https://pay.example/a?b#c", true),
            ("https://pay.example", "wss://pay.example/socket", true),
            ("https://pay.example", "HTTPS://PAY.EXAMPLE:443/", true),
            ("https://pay.example", "http://pay.example/", false),
            ("https://pay.example", "https://pay.example:444/", false),
            ("https://pay.example", "https://pay.example.evil.example/", false),
            ("https://pay.example", "https://evil.example/https://pay.example/", false),
            ("https://pay.example", "https://pay.example@evil.example/", false),
            ("https://pay.example", "https://evilpay.example/", false),
            ("https://*.example.com", "https://a.b.example.com/", true),
            ("https://*.example.com", "https://example.com/", false),
            ("https://*.example.com", "https://evilexample.com/", false),
            ("http://localhost:*", "http://localhost:3000/", true),
            ("http://localhost:*", "http://localhost.evil.example:3000/", false),
            ("http://[::1]:3000", "http://[::1]:3000/x", true),
            ("https://pay.example", "not an address", false), ("https://pay.example", "https://", false),
        ])
    func covers(text: String, address: String, isCovered: Bool) throws {
        #expect(try #require(OriginPattern(text)).covers(address) == isCovered)
    }

    @Test(
        "what needs no network is let through, but for the disk and the browser itself",
        arguments: [
            ("data:text/html,x", true), ("blob:http://a/1", true), ("about:blank", true),
            ("file:///etc/passwd", false), ("chrome://settings", false), ("FILE:///x", false),
            ("http://a/", false), ("ws://a/", false),
        ])
    func schemes(address: String, isAllowed: Bool) {
        #expect(OriginPolicy(.everything, []).allows(address) == isAllowed)
    }

    @Test("to Chromium only what is named is asked around a proxy that cannot be")
    func deadEnd() throws {
        let named = ["http://shop.test", "https://*.a.test:8443", "http://localhost:*", "http://[::1]:3000"]
        let origins = try named.map { try #require(OriginPattern($0)) }
        let deadEnd = try #require(OriginPolicy(.everything, origins).deadEnd)
        #expect(deadEnd.proxy == "http://127.0.0.1:0")
        #expect(
            deadEnd.around.split(separator: ";") == [
                "<-loopback>", "http://shop.test:80", "ws://shop.test:80", "https://*.a.test:8443",
                "wss://*.a.test:8443", "http://localhost", "ws://localhost", "http://[::1]:3000",
                "ws://[::1]:3000",
            ])
        #expect(OriginPolicy(.everything, []).deadEnd?.around == "<-loopback>")
        #expect(OriginPolicy(.tabs, origins).deadEnd == nil)
    }

    @Test("where only tabs are held to it all else passes")
    func reach() throws {
        var rules = RequestRules()
        let shop = try #require(OriginPattern("http://shop.test"))
        rules.origins = OriginPolicy(.tabs, [shop])
        #expect(rules.decide(.init(url: "http://cdn.test/a.js")) == .pass)
        #expect(rules.decide(.init(url: "http://cdn.test/", isForTab: true)) == .refuse)
        #expect(rules.decide(.init(url: "http://shop.test/", isForTab: true)) == .pass)
        #expect(rules.patterns == [.init(url: "*", isDocument: true)])
        rules.origins = OriginPolicy(.everything, [shop])
        #expect(rules.decide(.init(url: "http://cdn.test/a.js")) == .refuse)
        #expect(rules.patterns == [.init(url: "*")])
    }

    @Test("what a mock answers asks nobody")
    func mocked() {
        var rules = RequestRules()
        rules.origins = OriginPolicy(.everything, [])
        rules.mocks = [
            MockRule(url: URLGlob("http://cdn.test/*"), reply: .answer(status: 200, headers: [:], body: []))
        ]
        #expect(rules.decide(.init(url: "http://cdn.test/a")) != .refuse)
        #expect(rules.decide(.init(url: "http://other.test/a")) == .refuse)
    }

    @Test("an application that sends its visitors to a secure connection stays the same")
    func secured() throws {
        #expect(OriginPattern("http://shop.test")?.secured == OriginPattern("https://shop.test"))
        #expect(OriginPattern("http://shop.test:3000")?.secured == nil)
        #expect(OriginPattern("https://shop.test")?.secured == nil)
    }
}
