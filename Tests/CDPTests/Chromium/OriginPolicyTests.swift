import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// What pages try to reach though its origin is not named, and a server there that counts what comes.
    @Suite struct OriginPolicyTests {
        /// - Parameter reach: Nil: nobody is kept from anything.
        private func withSink(
            _ reach: OriginPolicy.Reach?,
            _ body: (Page, FixtureSite, _ sink: FixtureSite) async throws -> Void
        ) async throws {
            try await FixtureSite.with { sink in
                for path in ["/", "/x.js", "/x.css", "/frame"] {
                    sink.route(path) { _ in .text("reached") }
                }
                try await withContext { context, site in
                    site.page("/", "<link rel=icon href=data:,><p>hello")
                    serve(site, sink)
                    var options = PageOptions()
                    let own = try #require(OriginPattern(site.origin))
                    options.emulation.requests.origins = reach.map { OriginPolicy($0, [own]) }
                    let page = try await context.newPage(options)
                    try await page.open("/", on: site)
                    try await body(page, site, sink)
                }
            }
        }

        /// `SINK` stands for the other server; sockets pass `Fetch` by, so there are none among them.
        private static let attempts = [
            "fetch('SINK/', {mode: 'no-cors'})", "fetch('/away')",
            "fetch('SINK/', {method: 'POST', body: 'x'})",
            "new Image().src = 'SINK/'; new Image().src = '/away'",
            "navigator.sendBeacon('SINK/', 'x')", "navigator.sendBeacon('/away', 'x')",
            "new EventSource('SINK/')",
            "import('SINK/x.js')",
            "document.head.append(Object.assign(document.createElement('script'), {src: 'SINK/x.js'}))",
            """
            document.head.append(Object.assign(document.createElement('link'), {
              rel: 'stylesheet', href: 'SINK/x.css'}))
            """,
            """
            for (const rel of ['prefetch', 'preload', 'modulepreload', 'icon', 'manifest']) {
              document.head.append(Object.assign(document.createElement('link'), {rel, as: 'fetch', href: 'SINK/' + rel}));
            }
            """,
            """
            for (const address of ['SINK/frame', '/away', 'LOCAL/frame']) {
              document.body.append(Object.assign(document.createElement('iframe'), {src: address}));
            }
            """,
            "document.body.append(Object.assign(document.createElement('object'), {data: 'SINK/'}))",
            "document.body.append(Object.assign(document.createElement('video'), {src: 'SINK/', preload: 'auto'}))",
            """
            document.body.append(Object.assign(document.createElement('iframe'), {
              srcdoc: "<script>fetch('SINK/', {mode: 'no-cors'})<\\/script>"}));
            """,
            """
            const link = Object.assign(document.createElement('a'), {href: '#x', ping: 'SINK/'});
            document.body.append(link); link.click()
            """,
            "window.open('SINK/')", "window.open('SINK/', '_blank', 'noopener')", "window.open('/away')",
            "window.open('about:blank').location = 'SINK/'",
            "new Worker('/worker.js')", "new SharedWorker('/shared.js')",
            "new Worker(URL.createObjectURL(new Blob([`fetch('SINK/', {mode: 'no-cors'})`])))",
            "location = 'SINK/'", "location = '/away'", "location = '/leave'",
            """
            const form = Object.assign(document.createElement('form'), {action: 'SINK/', method: 'post'});
            document.body.append(form); form.submit()
            """,
            """
            const form = Object.assign(document.createElement('form'), {action: '/away', method: 'post'});
            document.body.append(form); form.submit()
            """,
            """
            document.head.append(Object.assign(document.createElement('meta'), {
              httpEquiv: 'refresh', content: '0;url=SINK/'}))
            """,
            """
            const link = Object.assign(document.createElement('a'), {href: 'SINK/', download: 'x'});
            document.body.append(link); link.click()
            """,
        ]

        private func filled(_ script: String, _ site: FixtureSite, _ sink: FixtureSite) -> String {
            script.replacing("SINK", with: sink.origin)
                .replacing("LOCAL", with: sink.origin.replacing("127.0.0.1", with: "localhost"))
        }

        /// What goes out from workers, and asks for more when that came to nothing.
        private static let worker = """
            fetch('SINK/', {mode: 'no-cors'}).catch(() => 0); fetch('/away').catch(() => 0);
            fetch('/asked');
            """

        private func serve(_ site: FixtureSite, _ sink: FixtureSite) {
            let away = FixtureAnswer(
                status: 307, headers: ["location": sink.origin + "/", "access-control-allow-origin": "*"])
            site.route("/away") { _ in away }
            site.page(
                "/leave",
                "<script>addEventListener('pagehide', () => navigator.sendBeacon('\(sink.origin)/', 'x')); "
                    + "location = '/'</script>")
            let script = filled(Self.worker, site, sink)
            site.route("/worker.js") { _ in Self.script(script) }
            site.route("/shared.js") { _ in Self.script("onconnect = () => { \(script) }") }
            site.route("/asked") { _ in .text("") }
        }

        private static func script(_ text: String) -> FixtureAnswer {
            FixtureAnswer(headers: ["content-type": "text/javascript"], body: Data(text.utf8))
        }

        private func attempt(
            _ number: Int, _ page: Page, _ site: FixtureSite, _ sink: FixtureSite
        ) async {
            let script = filled(Self.attempts[number], site, sink)
            _ = try? await page.script("(async () => { \(script); return 0 })().catch(() => 0)")
        }

        @Test("nothing reaches an origin that is not named", arguments: attempts.indices)
        func everything(number: Int) async throws {
            try await withSink(nil) { page, site, sink in
                await attempt(number, page, site, sink)
                try await eventually(within: .seconds(10), "it is reached: \(Self.attempts[number])") {
                    !sink.requests.isEmpty
                }
            }
            try await withSink(.everything) { page, site, sink in
                await attempt(number, page, site, sink)
                if Self.attempts[number].contains("Worker('/") { _ = try await site.waitForRequest("/asked") }
                _ = try? await page.settle(SettleLimits(total: .seconds(1)))
                // Whatever was on its way is there before this is answered.
                try await page.open("/", on: site)
                _ = try? await page.settle(SettleLimits(total: .seconds(1)))
                #expect(sink.requests.map(\.path) == [])
                Criterion.count("done-when 4 off-list", sink.requests.isEmpty ? 1 : 0, of: 1)
            }
        }

        @Test(
            "where only tabs are held to it, what they embed comes from anywhere, and they show only what is named"
        )
        func tabs() async throws {
            try await withSink(.tabs) { page, site, sink in
                let answer = try await page.script(
                    "fetch('\(sink.origin)/', {mode: 'no-cors'}).then(() => 'reached', () => 'stopped')")
                #expect(answer == "reached")
                #expect(sink.requests.count == 1)
                #expect(page.environment.refusalCount == 0)
                let attempts = ["location = 'SINK/'", "location = '/away'", "window.open('SINK/')"]
                for (number, script) in attempts.enumerated() {
                    // What is refused leaves the browser's own page behind.
                    try await page.open("/", on: site)
                    _ = try? await page.script(filled(script, site, sink) + "; 0")
                    try await eventually(within: .seconds(5), "\(script) is refused") {
                        page.environment.refusalCount == number + 1
                    }
                }
                #expect(sink.requests.count == 1)
                #expect(page.environment.refusals(after: 0).map(\.isDocument) == [true, true, true])
            }
        }
    }
}
