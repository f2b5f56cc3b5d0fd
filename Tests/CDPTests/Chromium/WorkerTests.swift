import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Script beside the page's own thread.
    @Suite struct WorkerTests {
        private func entry(_ text: String, of page: Page) async throws -> ConsoleEntry {
            try await within(.seconds(5), "wait for \(text)") { [book = page.consoleWatch.book] in
                try await book.wait { $0.entries(after: 0).first { $0.text.contains(text) } }
            }
        }

        private func script(_ text: String) -> FixtureAnswer {
            var answer = FixtureAnswer.text(text)
            answer.headers = ["content-type": "text/javascript"]
            return answer
        }

        @Test(
            "a worker runs, and what it says and throws is on the page's console, once",
            arguments: [
                "new Worker('/w.js')", "new SharedWorker('/w.js')",
                "navigator.serviceWorker.register('/w.js').catch(() => 0)",
                "new Worker(URL.createObjectURL(new Blob(['new Worker(\"' + location.origin + '/w.js\")'])))",
            ])
        func console(start: String) async throws {
            try await withPage { page, site in
                site.route("/w.js") { _ in self.script("console.warn('at work'); setTimeout(() => { throw new Error('boom') })") }
                try await page.show("<p>page", on: site)
                try await page.script("\(start); null")
                #expect(try await entry("at work", of: page).kind == .warning)
                if !start.contains("serviceWorker") { _ = try await entry("boom", of: page) }
                #expect(page.consoleEntries(after: 0).count { $0.text.contains("at work") } == 1)
            }
        }

        @Test("a page with a service worker is served by it, in every tab")
        func served() async throws {
            try await withContext { context, site in
                site.route("/sw.js") { _ in
                    self.script(
                        """
                        oninstall = () => skipWaiting(); onactivate = (e) => e.waitUntil(clients.claim());
                        onfetch = (e) => e.request.url.endsWith('/data') && e.respondWith(new Response('from the worker'))
                        """)
                }
                site.page("/", "<p>page")
                let page = try await context.newPage(PageOptions())
                try await page.open("/", on: site)
                try await page.script(
                    """
                    navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.controller
                    || new Promise((done) => navigator.serviceWorker.oncontrollerchange = done)).then(() => 1)
                    """)
                let other = try await context.newPage(PageOptions())
                try await other.open("/", on: site)
                for page in [page, other] {
                    #expect(try await page.script("fetch('/data').then((r) => r.text())") == "from the worker")
                }
            }
        }
    }
}
