import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Pages that a service worker answers for.
    @Suite struct ServiceWorkerTests {
        private static let worker = """
            console.log('starts');
            oninstall = (event) => event.waitUntil(fetch('/precached').then(() => skipWaiting()));
            onactivate = (event) => event.waitUntil(clients.claim());
            onfetch = (event) => {
              const path = new URL(event.request.url).pathname;
              if (path === '/own') event.respondWith(new Response('from the worker'));
              if (path === '/passed') event.respondWith(fetch('/inner' + event.request.url.slice(-2)));
              if (path === '/blocked') event.respondWith(fetch('/forbidden').catch(() => new Response('refused')));
            };
            """

        private func serve(_ site: FixtureSite) {
            site.route("/sw.js") { _ in
                var answer = FixtureAnswer.text(Self.worker)
                answer.headers = ["content-type": "text/javascript"]
                return answer
            }
            for path in ["/precached", "/plain", "/own", "/passed"] {
                site.route(path) { _ in .text("from the server") }
            }
            site.route("/inner?1") { _ in .text("inner") }
            site.route("/inner") { _ in .text("inner") }
            site.page("/", "<p>page")
        }

        private func control(_ page: Page, _ site: FixtureSite) async throws {
            try await page.open("/", on: site)
            try await page.script(
                """
                navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.controller
                  || new Promise((done) => navigator.serviceWorker.oncontrollerchange = done)).then(() => 1)
                """)
        }

        private func get(_ path: String, _ page: Page) async throws -> String? {
            try await page.script("fetch('\(path)').then((r) => r.text())").string
        }

        @Test("a page is served by its worker in every tab, and the log tells what came from where")
        func served() async throws {
            try await withContext { context, site in
                serve(site)
                let page = try await context.newPage(PageOptions())
                try await control(page, site)
                let other = try await context.newPage(PageOptions())
                try await other.open("/", on: site)
                for tab in [page, other] {
                    let before = page.requestCount
                    #expect(try await get("/own", tab) == "from the worker")
                    #expect(try await get("/passed?1", tab) == "inner")
                    #expect(try await get("/plain", tab) == "from the server")
                    #expect(tab.requests(after: 0).last { $0.url.hasSuffix("/own") }?.cache == .serviceWorker)
                    #expect(tab.requests(after: 0).last { $0.url.hasSuffix("/plain") }?.cache == nil)
                    // What the worker asked itself is told once, with the first tab's.
                    let inner = page.requests(after: before).filter { $0.url.contains("/inner") }
                    #expect(inner.map(\.source) == ["service_worker \(site.url("/sw.js"))"])
                    #expect(inner.first?.status == 200)
                }
                let entry = page.consoleEntries(after: 0).first { $0.text == "starts" }
                #expect(entry?.source == "service_worker \(site.url("/sw.js"))")
                #expect(
                    page.requests(after: 0).contains { $0.url.hasSuffix("/precached") && $0.status == 200 })
            }
        }

        @Test("what is blocked, mocked and sent along holds for what the worker asks for")
        func surroundings() async throws {
            var options = PageOptions()
            options.emulation.blocked = [URLGlob("*/forbidden")]
            options.emulation.headers = ["x-extra": "1"]
            options.emulation.requests.mocks = [
                MockRule(
                    url: URLGlob("*/inner"),
                    reply: .answer(status: 200, headers: [:], body: Array("mock".utf8)))
            ]
            try await withPage(options) { page, site in
                serve(site)
                try await control(page, site)
                #expect(try await get("/passed?1", page) == "mock")
                #expect(try await get("/blocked", page) == "refused")
                #expect(site.count("/inner") + site.count("/forbidden") == 0)
                #expect(site.requests.first { $0.path == "/precached" }?.headers["x-extra"] == "1")
                try await page.environment.change { $0.requests.mocks = [] }
                #expect(try await get("/passed?1", page) == "inner")
            }
        }

        @Test("workers that are blocked answer nothing, also when that changes in between")
        func blocked() async throws {
            var options = PageOptions()
            options.emulation.bypassesServiceWorkers = true
            try await withPage(options) { page, site in
                serve(site)
                try await page.open("/", on: site)
                try await page.script(
                    "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 1)"
                )
                #expect(try await get("/own", page) == "from the server")
                try await page.environment.change { $0.bypassesServiceWorkers = false }
                try await page.open("/", on: site)
                #expect(try await get("/own", page) == "from the worker")
            }
        }

        @Test("nobody waits for what a worker fetches for itself")
        func settles() async throws {
            try await withPage { page, site in
                serve(site)
                let gate = site.slow("/precached", .text("late"))
                try await page.open("/", on: site)
                try await page.script("navigator.serviceWorker.register('/sw.js'); null")
                _ = try await site.waitForRequest("/precached")
                let report = try await page.settle()
                #expect(!report.waits.contains { $0.cause.contains("/precached") })
                #expect(report.unsettled == nil)
                gate.fulfil(())
            }
        }

        @Test("a worker is gone with its context, however many there were")
        func ends() async throws {
            try await FixtureSite.with { site in
                serve(site)
                try await SharedBrowser.use { browser in
                    for _ in 0..<10 {
                        let context = try await browser.makeContext()
                        let page = try await context.newPage(PageOptions())
                        try await control(page, site)
                        #expect(try await get("/own", page) == "from the worker")
                        await context.dispose()
                    }
                }
            }
        }
    }
}
