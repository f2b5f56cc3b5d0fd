import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Requests that are answered, changed or stopped before they leave the browser.
    @Suite struct InterceptionTests {
        private static let ask = "fetch('/api').then(async (r) => [r.status, await r.text()], () => 'failed')"

        private func mock(
            _ url: String = "/api", _ body: String = "{\"mocked\":true}", status: Int = 200,
            method: String? = nil,
            delay: Duration = .zero, times: Int? = nil
        ) -> MockRule {
            MockRule(
                method: method, url: URLGlob(url),
                reply: .answer(
                    status: status, headers: ["content-type": "application/json"], body: Array(body.utf8)),
                delay: delay, times: times)
        }

        private func options(_ edit: (inout Emulation) -> Void) -> PageOptions {
            var options = PageOptions()
            edit(&options.emulation)
            return options
        }

        @Test("a mock answers in the server's stead, as often as it says, and nothing else is stopped")
        func mocked() async throws {
            let options = options { $0.requests.mocks = [mock(status: 503, times: 1)] }
            try await withPage(options) { page, site in
                site.route("/api") { _ in .text("real") }
                try await page.show("<p>hello", on: site)
                #expect(try await page.script(Self.ask) == [503, "{\"mocked\":true}"])
                #expect(site.count("/api") == 0)
                #expect(try await page.script(Self.ask) == [200, "real"])
            }
        }

        @Test("mocks come and go while the page is up, and keep count")
        func changed() async throws {
            try await withPage(options { $0.requests.mocks = [mock(status: 500, times: 1)] }) { page, site in
                site.route("/api") { _ in .text("real") }
                try await page.show("<p>hello", on: site)
                #expect(try await page.script(Self.ask)[0] == 500)
                try await page.environment.change { $0.requests.mocks.append(mock("/other")) }
                #expect(try await page.script(Self.ask) == [200, "real"])
                try await page.environment.change { $0.requests.mocks = [mock(status: 418)] }
                #expect(try await page.script(Self.ask)[0] == 418)
                try await page.environment.change { $0.requests.mocks = [] }
                #expect(try await page.script(Self.ask) == [200, "real"])
            }
        }

        @Test("a mocked document, a picture of another origin, and a delayed answer")
        func shapes() async throws {
            let png = "89504E470D0A1A0A"
            let other = MockRule(
                url: URLGlob("https://cdn.example/*"),
                reply: .answer(status: 200, headers: ["content-type": "text/plain"], body: Array(png.utf8)))
            let document = MockRule(
                url: URLGlob("*/page"),
                reply: .answer(
                    status: 200, headers: ["content-type": "text/html"], body: Array("<p id=p>made up".utf8)))
            let options = options {
                $0.requests.mocks = [other, document, mock(delay: .milliseconds(150))]
            }
            try await withPage(options) { page, site in
                try await page.open("/page", on: site)
                #expect(try await page.script("p.innerText") == "made up")
                let cross =
                    "fetch('https://cdn.example/a.png', {method: 'PUT', headers: {x: '1'}}).then((r) => r.text())"
                #expect(try await page.script(cross) == .string(png))
                let took = try await page.script(
                    "(async () => { const t = performance.now(); await fetch('/api'); return performance.now() - t })()"
                )
                #expect(took.number.map { $0 >= 145 } == true)
            }
        }

        @Test("a request can fail as the network would")
        func failing() async throws {
            let rule = MockRule(url: URLGlob("/api"), reply: .failure("ConnectionReset"))
            try await withPage(options { $0.requests.mocks = [rule] }) { page, site in
                try await page.show("<p>hello", on: site)
                let mark = page.requestCount
                #expect(try await page.script(Self.ask) == "failed")
                #expect(page.requests(after: mark).first?.failure == "net::ERR_CONNECTION_RESET")
            }
        }

        @Test(
            "blocked addresses are never asked for, and all others are",
            arguments: [
                ("/api", ["/api", "/api?x=1"], ["/apis", "/api/1", "/x/api"]),
                ("/api/*", ["/api/1", "/api/a/b?c"], ["/api", "/x/api/1"]),
                ("/api?x=1", ["/api?x=1"], ["/api", "/api?x=2"]),
                ("*/analytics/*", ["/analytics/a", "/v1/b/analytics/hit?x"], ["/analytic/a", "/analytics"]),
                ("*.png", ["/a/b.png", "/b.png?v=1"], ["/b.jpg"]),
                ("*track*", ["/a/tracker.js", "/a?track=1"], ["/a"]),
                ("http://127.0.0.1:*/a(b)+*", ["/a(b)+c"], ["/abc", "/ab"]),
            ])
        func blocked(pattern: String, stopped: [String], free: [String]) async throws {
            try await withContext { context, site in
                let page = try await context.newPage(
                    options { $0.blocked = [URLGlob(pattern, origin: Origin(site.origin))] })
                try await page.show("<link rel=icon href=data:,><p>hello", on: site)
                for path in stopped {
                    let answer = try await page.script(
                        "fetch(\(argument(path))).then(() => 'answered', () => 'stopped')")
                    #expect(answer == "stopped", "\(path)")
                }
                for path in free {
                    let answer = try await page.script(
                        "fetch(\(argument(path))).then(() => 'answered', () => 'stopped')")
                    #expect(answer == "answered", "\(path)")
                }
                #expect(site.requests.count == 1 + free.count)
            }
        }

        @Test("extra headers go to their origin, by whatever way a request gets there, and to no other")
        func originHeaders() async throws {
            try await FixtureSite.with { other in
                other.route("/") { request in .text(request.headers["x-test"] ?? "none") }
                try await withContext { context, site in
                    let own = try #require(Origin(site.origin))
                    let page = try await context.newPage(
                        options {
                            $0.requests.originHeaders = .init(origin: own, headers: ["X-Test": "1"])
                        })
                    site.route("/away") { _ in .redirect(to: other.url("/")) }
                    site.route("/api") { request in .text(request.headers["x-test"] ?? "none") }
                    try await page.show("<p>hello", on: site)
                    #expect(site.requests.first?.headers["x-test"] == "1")
                    #expect(try await page.script(Self.ask) == [200, "1"])
                    try await page.script("fetch('\(other.url("/"))', {mode: 'no-cors'}).then(() => 1)")
                    try await page.open("/away", on: site)
                    #expect(site.requests.last { $0.path == "/away" }?.headers["x-test"] == "1")
                    #expect(
                        other.requests.filter { $0.path == "/" }.map { $0.headers["x-test"] } == [nil, nil])
                }
            }
        }

        @Test("headers for all origins go everywhere")
        func headersEverywhere() async throws {
            try await withPage(options { $0.headers = ["X-Test": "1"] }) { page, site in
                try await page.show("<p>hello", on: site)
                #expect(site.requests.first?.headers["x-test"] == "1")
            }
        }

        @Test("a challenge is answered for the origin the password is for", arguments: ["right", "wrong"])
        func basic(password: String) async throws {
            try await withContext { context, site in
                Self.protect(site)
                let own = try #require(Origin(site.origin))
                let page = try await context.newPage(
                    options {
                        $0.requests.credentials = .init(origin: own, username: "ann", password: password)
                    })
                try await page.open("/", on: site)
                let text = try await page.script("document.body.innerText")
                #expect(text == (password == "right" ? "welcome" : "who are you"))
                // Once bare, once with the password; a refused one is not tried again.
                #expect(site.count("/") == 2)
            }
        }

        @Test("a challenge of another origin sees no password")
        func otherOrigin() async throws {
            try await FixtureSite.with { other in
                Self.protect(other)
                try await withContext { context, site in
                    let own = try #require(Origin(site.origin))
                    let page = try await context.newPage(
                        options {
                            $0.requests.credentials = .init(origin: own, username: "ann", password: "right")
                        })
                    try await page.open("/", on: other)
                    #expect(try await page.script("document.body.innerText") == "who are you")
                    #expect(other.requests.allSatisfy { $0.headers["authorization"] == nil })
                }
            }
        }

        @Test("digest challenges are answered too, without the password on the wire")
        func digest() async throws {
            try await withContext { context, site in
                site.route("/") { request in
                    guard let given = request.headers["authorization"] else {
                        var answer = FixtureAnswer.text("who are you", status: 401)
                        answer.headers["www-authenticate"] = "Digest realm=\"r\", nonce=\"abc\", qop=\"auth\""
                        return answer
                    }
                    return .text(given)
                }
                let own = try #require(Origin(site.origin))
                let page = try await context.newPage(
                    options {
                        $0.requests.credentials = .init(origin: own, username: "ann", password: "right")
                    })
                try await page.open("/", on: site)
                let given = try #require(try await page.script("document.body.innerText").string)
                #expect(given.hasPrefix("Digest username=\"ann\""))
                #expect(!given.contains("right"))
            }
        }

        private static func protect(_ site: FixtureSite) {
            let pass = "Basic " + Data("ann:right".utf8).base64EncodedString()
            site.route("/") { request in
                if request.headers["authorization"] == pass { return .html("welcome") }
                var answer = FixtureAnswer.html("who are you", status: 401)
                answer.headers["www-authenticate"] = "Basic realm=\"r\""
                return answer
            }
        }
    }
}
