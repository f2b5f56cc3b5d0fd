import Foundation
import Glibc
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// A run of thousands of flows keeps none of its pages.
    @Suite struct MemoryOfPagesTests {
        enum End: CaseIterable, Sendable {
            case closed, disposed, browserKilled, rendererKilled
        }

        private struct Traces {
            weak var page: Page?
        }

        @Test("nothing holds a page whose end has come, whatever it was", arguments: End.allCases)
        func isForgotten(end: End) async throws {
            try await withBrowser { browser in
                let traces = try await visit(browser, end)
                // What was told of the end may still be on its way.
                try await eventually(within: .seconds(5), "the page is forgotten") { traces.page == nil }
            }
        }

        private func visit(_ browser: Browser, _ end: End) async throws -> Traces {
            try await FixtureSite.with { site in
                let context = try await browser.makeContext()
                let page = try await context.newPage(PageOptions())
                let traces = Traces(page: page)
                try await page.show(
                    "<iframe srcdoc='<p>in</p>'></iframe><script>new Worker('x.js')</script>", on: site)
                _ = try await page.settle()
                switch end {
                case .closed: await page.close()
                case .disposed: break
                case .rendererKilled: _ = try? await page.session.send(DevTools.Page.Crash())
                case .browserKilled:
                    Glibc.kill(try #require(browser.process.processID), SIGKILL)
                    #expect(await browser.process.isGone(within: .seconds(10)))
                }
                await context.dispose()
                return traces
            }
        }
    }
}
