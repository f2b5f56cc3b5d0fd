import CDP
import Flows
import Foundation
import Glibc
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// What is told of answers that never come, by what is behind it.
    @Suite struct LossTests {
        private let place = SourceLocation(file: "a.yaml")

        private func huge(_ page: Page) async throws -> any Error {
            let call = Call(DevTools.Runtime.Evaluate(expression: "'x'.repeat(270e6)", returnByValue: true))
            let error = await #expect(throws: CDPError.self) {
                try await page.session.send(batch: [call], within: .seconds(2))
            }
            return try #require(error)
        }

        @Test("an answer too big for Chromium is one that was lost, and the page goes on")
        func lostReply() async throws {
            try await withPage { page, site in
                try await page.show("<p>still here", on: site)
                let error = try await huge(page)
                // It is at work on the answer for a while.
                #expect(await page.answers(within: .seconds(30)))
                let problem = await StepAgent(page: page, baseURL: nil).diagnose(error, at: place)
                #expect(problem.fault == .lostReply)
                #expect(problem.code == .pageError && problem.code.status == .error)
                #expect(
                    try await page.play("expected_state: {visible: still here}", on: site).status == .passed)
            }
        }

        @Test("an answer that came too late was not lost: the page was busy")
        func lateReply() async throws {
            try await withPage { page, site in
                try await page.show("<p>busy", on: site)
                let busy = "for (const end = Date.now() + 700; Date.now() < end;);"
                let call = Call(DevTools.Runtime.Evaluate(expression: busy))
                let error = try #require(
                    await #expect(throws: CDPError.self) {
                        try await page.session.send(batch: [call], within: .milliseconds(100))
                    })
                #expect(error.code == .timedOut)
                let problem = await StepAgent(page: page, baseURL: nil).diagnose(error, at: place)
                #expect(problem.fault == nil)
                #expect(problem.code == .timeout && problem.message.contains("busy"))
            }
        }

        @Test("an answer that takes long and is big comes whole")
        func bigReply() async throws {
            try await withPage { page, site in
                try await page.show("<p>big", on: site)
                let text = try await page.script("'x'.repeat(20e6)").string
                #expect(text?.utf8.count == 20_000_000)
            }
        }

        @Test(
            "a browser that was stopped in the middle of a step is told from a page that hangs, and is ended")
        func stopped() async throws {
            try await withBrowser { browser in
                let id = try #require(browser.process.processID)
                let page = try await browser.makeContext().newPage(PageOptions())
                let step = try step("actions: [{type: wait_for, visible: Nowhere}]\ntimeout_ms: 1000")
                let agent = StepAgent(page: page, baseURL: nil)
                let result = try await page.when {
                    await agent.perform(step)
                } waits: {
                    Glibc.kill(id, SIGSTOP)
                }
                #expect(result.problem?.code == .browserCrashed)
                #expect(result.problem?.fault == .browserHang)
                #expect(browser.deathReason != nil)
                #expect(await browser.process.isGone(within: .seconds(5)))
            }
        }
    }
}
