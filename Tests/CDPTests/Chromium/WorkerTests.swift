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
                "new Worker(URL.createObjectURL(new Blob(['new Worker(\"' + location.origin + '/w.js\")'])))",
            ])
        func console(start: String) async throws {
            try await withPage { page, site in
                site.route("/w.js") { _ in
                    self.script("console.warn('at work'); setTimeout(() => { throw new Error('boom') })")
                }
                try await page.show("<p>page", on: site)
                try await page.script("\(start); null")
                #expect(try await entry("at work", of: page).kind == .warning)
                _ = try await entry("boom", of: page)
                #expect(page.consoleEntries(after: 0).count { $0.text.contains("at work") } == 1)
            }
        }
    }
}
