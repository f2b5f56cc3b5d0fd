import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Whatever the first script of a target does, it does in the surroundings of its page, and it is recorded.
    @Suite struct BarrierTests {
        struct Opening: Sendable, CustomTestStringConvertible {
            let testDescription: String
            /// Opens the `n`-th target.
            let script: String
            var isIsolated = false
            var hasInitScript = true
            var count = 200
            /// Chromium may let the first requests of a shared worker pass; see docs/flows.md.
            var isMocked = true
        }

        static let openings = [
            Opening(testDescription: "popups", script: "open('/document')"),
            Opening(
                testDescription: "popups that don't know who opened them",
                script: "open('/document', '_blank', 'noopener')"),
            Opening(
                testDescription: "frames of another site",
                script: """
                    document.body.append(Object.assign(document.createElement('iframe'),
                      { src: `http://localhost:${location.port}/document` }))
                    """, isIsolated: true),
            Opening(
                testDescription: "workers", script: "made.push(new Worker('/worker.js'))",
                hasInitScript: false),
            Opening(
                testDescription: "shared workers",
                script: "made.push(new SharedWorker('/worker.js?' + n).port)",
                hasInitScript: false, isMocked: false),
            Opening(
                testDescription: "service workers",
                script: "navigator.serviceWorker.register('/worker.js?' + n, { scope: `/${n}/` })",
                hasInitScript: false, count: 20),
        ]

        /// Says at once what it finds, then what became of its requests; a popup goes then, a worker when it is told to.
        private static let first = """
            console.log('first ' + [globalThis.early, new Date(0).getTimezoneOffset(), (1.5).toLocaleString(), navigator.language]);
            Promise.all([
              fetch('/blocked/').then(() => 'came', () => 'refused'),
              fetch('/mocked/').then((answer) => answer.text()),
            ]).then((all) => { console.log('then ' + all); if (globalThis.document) close(); });
            onmessage = () => close();
            onconnect = (event) => event.ports[0].onmessage = () => close();
            """

        private var options: PageOptions {
            var options = PageOptions()
            options.initScripts = ["globalThis.early = 'early'"]
            options.emulation.timeZone = "Asia/Tokyo"
            options.emulation.locale = "de-DE"
            options.emulation.blocked = [URLGlob("*/blocked/*")]
            options.emulation.requests.mocks = [
                MockRule(
                    url: URLGlob("*/mocked/*"),
                    reply: .answer(
                        status: 200, headers: ["access-control-allow-origin": "*"], body: Array("mocked".utf8)
                    ))
            ]
            return options
        }

        @Test("all set-up is in force before the first script runs, every time", arguments: openings)
        func everyTime(opening: Opening) async throws {
            if opening.isIsolated {
                try await withIsolatedPage(options) { try await open(opening, from: $0, $1) }
            } else {
                try await withPage(options) { try await open(opening, from: $0, $1) }
            }
        }

        private func open(_ opening: Opening, from page: Page, _ site: FixtureSite) async throws {
            site.page("/document", "<script>\(Self.first)</script>")
            site.route("/worker.js") { _ in
                var answer = FixtureAnswer.text(Self.first)
                answer.headers = ["content-type": "text/javascript"]
                return answer
            }
            try await page.show("<p>opens<script>const made = []</script>", on: site)
            for start in stride(from: 0, to: opening.count, by: 10) {
                try await page.script(
                    "for (let n = \(start); n < \(start + 10); n++) { \(opening.script) }; null")
                _ = try await within(.seconds(30), "what the targets say") {
                    [book = page.consoleWatch.book] in
                    try await book.wait { $0.said("then ") == start + 10 ? true : nil }
                }
                try await page.script(
                    """
                    for (const frame of document.querySelectorAll('iframe')) frame.remove();
                    for (const worker of made.splice(0)) worker.postMessage(0);
                    """)
            }
            let early = opening.hasInitScript ? "early" : ""
            var said = Set(page.consoleEntries(after: 0).map(\.text))
            if !opening.isMocked { said.remove("then refused,nothing at /mocked/") }
            #expect(said == ["first \(early),-540,1,5,de-DE", "then refused,mocked"])
            #expect(page.consoleWatch.book.read { $0.said("first ") } == opening.count)
            let requests = page.requests(after: 0)
            #expect(
                requests.filter { $0.url.hasSuffix("/blocked/") }.map(\.failure)
                    == Array(repeating: "blocked: inspector", count: opening.count))
            #expect(requests.count { $0.url.hasSuffix("/mocked/") && $0.status != nil } == opening.count)
            #expect(site.count("/blocked/") == 0)
            if opening.isMocked { #expect(site.count("/mocked/") == 0) }
        }
    }
}

extension ConsoleBook {
    /// How often something was said that begins so.
    fileprivate func said(_ beginning: String) -> Int {
        entries.filter { $0.text.hasPrefix(beginning) }.reduce(0) { $0 + $1.count }
    }
}
