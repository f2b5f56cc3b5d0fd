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
            try await withTemporaryFolder { folder in
                var options = BrowserOptions()
                options.scratchRoot = folder.path
                let browser = try await Browser.launch(
                    options, loop: SharedBrowser.loop, log: SharedBrowser.log)
                var traces: Traces
                do {
                    traces = try await visit(browser, end)
                } catch {
                    await browser.close()
                    throw error
                }
                // What was told of the end may still be on its way.
                let patience = ContinuousClock.now + .seconds(5)
                while traces.page != nil, .now < patience { await Task.yield() }
                #expect(traces.page == nil)
                await browser.close()
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
