import Foundation
import Glibc
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Pages and browsers that die or hang while something is asked of them.
    @Suite struct LossTests {
        @Test("when a page's process dies, the call that waits on it fails at once")
        func crash() async throws {
            try await withPage { page, site in
                try await page.show("<p>soon gone", on: site)
                let start = ContinuousClock.now
                let error = await #expect(throws: CDPError.self) {
                    try await page.when {
                        _ = try await page.script("new Promise(() => {})")
                    } waits: {
                        _ = try? await page.session.send(DevTools.Page.Crash())
                    }
                }
                #expect(error?.code == .crashed)
                #expect(error?.method == "Runtime.evaluate")
                #expect(page.hasCrashed)
                #expect(ContinuousClock.now - start < .seconds(5))
                #expect(await page.context.browser.isAlive())
            }
        }

        @Test("a crash of one page leaves another alone")
        func crashOfAnother() async throws {
            try await withContext { context, site in
                let first = try await context.newPage(PageOptions())
                let second = try await context.newPage(PageOptions())
                try await second.show("<p>still here", on: site)
                _ = try? await first.session.send(DevTools.Page.Crash())
                #expect(first.hasCrashed)
                #expect(!second.hasCrashed)
                #expect(try await second.script("document.body.innerText") == "still here")
            }
        }

        @Test("when the browser is killed, what waits fails, and its death is told with a reason")
        func kill() async throws {
            try await withBrowser { browser in
                let id = try #require(browser.process.processID)
                let page = try await browser.makeContext().newPage(PageOptions())
                let error = await #expect(throws: CDPError.self) {
                    try await page.when {
                        _ = try await page.script("new Promise(() => {})")
                    } waits: {
                        Glibc.kill(id, SIGKILL)
                    }
                }
                #expect(error?.code == .closed)
                let reason = try await browser.waitForDeath()
                #expect(browser.deathReason == reason)
                #expect(!reason.isEmpty)
                #expect(await browser.isAlive() == false)
                let late = await #expect(throws: CDPError.self) { try await page.script("1") }
                #expect(late?.code == .closed)
            }
        }

        @Test("a process that draws and is lost is noticed once, and pictures go on")
        func drawing() async throws {
            try await withPage { page, site in
                let browser = page.context.browser
                try await page.show("<p>drawn", on: site)
                _ = try await page.screenshot(.jpeg(quality: 50))
                #expect(await !browser.hasLostGPU())
                let processes = try await browser.root.send(DevTools.SystemInfo.GetProcessInfo()).processInfo
                let drawing = try #require(processes.first { $0.type == "GPU" }?.id)
                Glibc.kill(Int32(drawing), SIGKILL)
                let picture = try await page.screenshot(.jpeg(quality: 50))
                #expect(!picture.isEmpty)
                #expect(await browser.hasLostGPU())
                #expect(await !browser.hasLostGPU())
            }
        }

        @Test("an endless loop is told from a dead browser, and can be stopped")
        func endlessLoop() async throws {
            try await withPage { page, site in
                try await page.show("<p>fine", on: site)
                let outcomes = try await page.session.connection.exchange(
                    [Call(DevTools.Runtime.Evaluate(expression: "for (;;);"))], session: page.session.id,
                    within: .milliseconds(300))
                guard case .failure(let error as CDPError) = outcomes[0] else {
                    Issue.record("an endless loop answered")
                    return
                }
                #expect(error.code == .timedOut)
                #expect(await !page.answers(within: .milliseconds(200)))
                #expect(await page.context.browser.isAlive())
                #expect(!page.hasCrashed)
                await page.stopScript()
                #expect(await page.answers(within: .seconds(5)))
                #expect(try await page.script("document.body.innerText") == "fine")
            }
        }

        @Test("the context of a page that hangs can be disposed of")
        func disposeHung() async throws {
            try await withContext { context, site in
                let page = try await context.newPage(PageOptions())
                try await page.show("<p>fine", on: site)
                page.session.connection.post(
                    Call(DevTools.Runtime.Evaluate(expression: "for (;;);")), session: page.session.id)
                #expect(await !page.answers(within: .milliseconds(200)))
                let start = ContinuousClock.now
                await context.dispose()
                #expect(ContinuousClock.now - start < .seconds(3))
            }
        }
    }
}
