import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Popups, frames with a process of their own and workers are in the same surroundings as their page.
    @Suite struct SurroundingsTests {
        private static let world = """
            [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.userAgent,
            matchMedia('(prefers-color-scheme: dark)').matches, 'ontouchstart' in window]
            """

        private static var options: PageOptions {
            var options = PageOptions()
            options.emulation.locale = "de-DE"
            options.emulation.timeZone = "America/New_York"
            options.emulation.userAgent = UserAgent("Tester/1")
            options.emulation.media.colorScheme = "dark"
            options.emulation.screen.hasTouch = true
            options.emulation.requests.mocks = [
                MockRule(
                    url: URLGlob("*/api"),
                    reply: .answer(
                        status: 200, headers: ["content-type": "text/plain"], body: Array("mocked".utf8)))
            ]
            return options
        }

        private static let expected: JSONValue = ["de-DE", "America/New_York", "Tester/1", true, true]

        @Test("a popup, from its first script on, and through changes")
        func popup() async throws {
            try await withPage(Self.options) { page, site in
                site.page(
                    "/second",
                    "<script>window.first = \(Self.world)</script><p>second")
                try await page.show("<button onclick=\"window.open('/second')\">open</button>", on: site)
                _ = try await page.click(page.element("button"), within: .seconds(5))
                let popup = try await within(.seconds(5), "open the popup") {
                    while true {
                        if let popup = page.popups.first, popup.url.hasSuffix("/second"), popup.isReady {
                            return popup
                        }
                        await Task.yield()
                    }
                }
                _ = try await popup.settle()
                #expect(try await popup.script("window.first") == Self.expected)
                #expect(try await popup.script("fetch('/api').then((r) => r.text())") == "mocked")
                try await page.environment.change { $0.media.colorScheme = "light" }
                #expect(
                    try await popup.script("matchMedia('(prefers-color-scheme: dark)').matches") == false)
            }
        }

        @Test("a frame with a process of its own, and a worker")
        func frameAndWorker() async throws {
            try await withPage(Self.options) { page, site in
                let other = "http://localhost:\(site.port)"
                site.page(
                    "/inner",
                    "<script>window.first = \(Self.world); fetch('/api').then((r) => r.text()).then((t) => parent.postMessage([first, t], '*'))</script>"
                )
                site.route("/worker.js") { _ in
                    var answer = FixtureAnswer.text("postMessage([navigator.language, navigator.userAgent])")
                    answer.headers["content-type"] = "text/javascript"
                    return answer
                }
                try await page.show(
                    """
                    <script>window.heard = new Promise((done) => addEventListener('message', (e) => done(e.data)));
                    window.worked = new Promise((done) => { new Worker('/worker.js').onmessage = (e) => done(e.data) });
                    </script><iframe src="\(other)/inner"></iframe>
                    """, on: site)
                #expect(try await page.script("window.heard") == [Self.expected, "mocked"])
                #expect(try await page.script("window.worked") == ["de-DE", "Tester/1"])
            }
        }
    }
}
