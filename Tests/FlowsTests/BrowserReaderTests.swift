import Foundation
import Testing

@testable import Flows

@Suite struct BrowserReaderTests {
    private func settings(_ lines: String) throws -> BrowserSettings {
        try flow("name: A\nbrowser:\n\(lines.indented(by: 2))\nsteps: [S]").browser
    }

    /// What is wrong with a section whose lines begin on line 3, at column 3.
    private func wrong(_ lines: String) -> String {
        problems("name: A\nbrowser:\n\(lines.indented(by: 2))\nsteps: [S]")
    }

    @Test("a whole section is read")
    func whole() throws {
        let settings = try settings(
            """
            device: iPhone 15
            viewport: 390x844
            scale_factor: 2
            touch: true
            locale: de-DE
            timezone: Europe/Berlin
            geolocation: {latitude: 52.5, longitude: 13.4}
            permissions: [geolocation, clipboard-read]
            color_scheme: dark
            reduced_motion: true
            offline: false
            network: slow-3g
            cpu_slowdown: 4
            headers: {X-Test: "1"}
            http_credentials: {username: a, password: "${SHOP_PASSWORD}"}
            block: "*/analytics/*"
            dialogs: accept
            ignore_certificate_errors: true
            service_workers: block
            """)
        #expect(settings.device == .init("iPhone 15"))
        #expect(settings.viewport == .init(width: 390, height: 844))
        #expect(settings.geolocation == .init(latitude: 52.5, longitude: 13.4, accuracy: 0))
        #expect(settings.permissions.map(\.text) == ["geolocation", "clipboard-read"])
        #expect(settings.colorScheme == .dark)
        #expect(settings.isOffline == false && settings.hasTouch == true && settings.isMobile == nil)
        #expect(settings.network == .profile(.init("slow-3g")))
        #expect(settings.headers == ["X-Test": "1"])
        #expect(settings.credentials?.password.description == "‹SHOP_PASSWORD›")
        #expect(settings.blocked == ["*/analytics/*"])
        #expect(settings.dialogs == .accept)
        #expect(settings.ignoresCertificateErrors == true && settings.bypassesCSP == nil)
        #expect(settings.serviceWorkers == .block)
    }

    @Test("mocks answer with text, JSON or a file, or fail")
    func mocks() throws {
        let settings = try settings(
            """
            mock:
              - {url: /api/cart, method: post, status: 500, delay_ms: 200, times: 1,
                 json: {id: 7, name: "7", list: [true, null, 1.5], "a\\"b": "${SHOP_PASSWORD}\\n"}}
              - {url: /down, abort: connection-reset}
              - {url: /plain, body: hello, headers: {X-A: b}}
              - {url: /empty, status: 204}
            """)
        #expect(settings.mocks.map(\.url.description) == ["/api/cart", "/down", "/plain", "/empty"])
        let first = try #require(settings.mocks.first)
        #expect(first.method == "POST" && first.times == 1 && first.delay == .milliseconds(200))
        guard case .answer(500, _, .json(let json)) = first.reply else {
            Issue.record("\(first.reply)")
            return
        }
        #expect(!json.description.contains("canary"))
        #expect(
            json.reveal { $0 }
                == #"{"id":7,"name":"7","list":[true,null,1.5],"a\"b":"canary-7f3a\n"}"#)
        #expect(settings.mocks[1].reply == .failure(.init("connection-reset")))
        #expect(settings.mocks[2].reply == .answer(status: 200, headers: ["X-A": "b"], body: .text("hello")))
        #expect(settings.mocks[3].reply == .answer(status: 204, headers: [:], body: .none))
    }

    @Test("a secret in JSON is still JSON")
    func escapedSecret() throws {
        let flow = try flow(
            "name: A\nbrowser: {mock: [{url: /, json: {a: \"${P}\"}}]}\nsteps: [S]",
            environment: ["P": "x\"y\\z"])
        guard case .answer(_, _, .json(let json)) = flow.browser.mocks.first?.reply else {
            Issue.record("no mock")
            return
        }
        #expect(json.reveal { $0 } == #"{"a":"x\"y\\z"}"#)
        #expect(flow.secrets.count == 1)
    }

    @Test(
        "what is wrong is named with its place",
        arguments: [
            ("locales: de", "3:3: unknown key \"locales\" in browser (did you mean \"locale\"?)"),
            ("offline: maybe", "3:12: offline must be true or false, not maybe"),
            ("viewport: big", "3:13: viewport must be a size, not big (for example 390x844)"),
            ("viewport: {width: 100}", "3:13: viewport needs a height"),
            ("locale: german", "3:11: locale must be a language and perhaps a region, not german"),
            ("locale: de-XX1", "3:11: locale must be a language and perhaps a region, not de-XX1"),
            (
                "timezone: Europe/Berlim",
                "3:13: unknown timezone \"Europe/Berlim\" (did you mean \"Europe/Berlin\"?)"
            ),
            (
                "geolocation: {latitude: 99, longitude: 1}",
                "3:27: latitude must be a number between -90 and 90, not 99"
            ),
            ("geolocation: {latitude: 9}", "3:16: geolocation needs a longitude"),
            (
                "color_scheme: drak",
                "3:17: color_scheme must be light or dark, not drak (did you mean \"dark\"?)"
            ),
            ("cpu_slowdown: 0.5", "3:17: cpu_slowdown must be a number between 1 and 100, not 0.5"),
            ("network: {latency: 5}", "3:13: unknown key \"latency\" in network"),
            ("headers: {\"a b\": c}", "3:13: \"a b\" is not the name of a header"),
            ("http_credentials: {username: a}", "3:21: http_credentials needs a password"),
            ("mock: [{status: 200}]", "3:10: a mock needs a url"),
            (
                "mock: [{url: /, status: 99}]",
                "3:27: status must be a whole number between 200 and 599, not 99"
            ),
            ("mock: [{url: /, abort: failed, body: x}]", "3:34: a mock that aborts has no body"),
            ("mock: [{url: /, json: 1, body: x}]", "3:28: json and body exclude each other"),
            ("mock: [{url: /, method: FETCH}]", "3:27: method must be one of GET, HEAD"),
            ("mock: [{url: /, file: nowhere.json}]", "3:25: the file nowhere.json can't be read"),
            ("block: [\"${NOWHERE}\"]", "3:11: the environment variable NOWHERE is not set"),
            ("dialogs: later", "3:12: dialogs must be accept or dismiss, not later"),
        ])
    func wrongs(lines: String, message: String) {
        let found = wrong(lines)
        #expect(found.contains(message), "\(found)")
        #expect(!found.isEmpty)
    }

    @Test("an emulate action takes what can change, and nothing else")
    func emulate() throws {
        let step = try step(
            """
            actions:
              - {type: emulate, offline: true, color_scheme: dark}
              - {type: emulate, mock: [{url: /api, status: 500}], unmock: all}
              - {type: emulate, unmock: [/api]}
            """)
        #expect(
            step.actions.map(\.description) == [
                "emulate offline; color scheme dark", "emulate unmock all; mock /api", "emulate unmock /api",
            ])
        #expect(
            problems(inStep: "actions: [{type: emulate, locale: de}]").contains(
                "unknown key \"locale\" in an emulate action"))
        #expect(
            problems(inStep: "actions: [{type: emulate}]").contains("an emulate action changes nothing"))
    }

    @Test("a flow's settings win over weaker ones, and lists add up")
    func merged() throws {
        let flow = try settings("locale: de\nblock: /a\nheaders: {A: mine, B: mine}")
        let config = try settings(
            "locale: en\ntimezone: UTC\nblock: /b\nheaders: {B: theirs, C: theirs}\nviewport: 10x10")
        let both = flow.over(config)
        #expect(both.locale == .init("de") && both.timeZone == .init("UTC"))
        #expect(both.blocked == ["/a", "/b"])
        #expect(both.headers == ["A": "mine", "B": "mine", "C": "theirs"])
        #expect(both.viewport == .init(width: 10, height: 10))
        let phone = try settings("device: iPhone 15").over(config)
        #expect(phone.viewport == nil)
    }
}
