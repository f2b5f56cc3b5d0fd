import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// Steps as a whole: their time, their dialogs, their notices, and pages that fail them.
    @Suite struct StepTests {
        @Test("opening a path goes under the base URL, and waits until the page is at rest")
        func open() async throws {
            try await withPage { page, site in
                let data = site.slow("/data.json")
                site.page(
                    "/shop", "<script>fetch('/data.json').then(() => document.body.append('ready'))</script>")
                let agent = StepAgent(page: page, baseURL: URL(string: site.origin))
                let waits = try await withThrowingTaskGroup(of: [Wait].self) { group in
                    group.addTask { try await agent.open("/shop", at: SourceLocation(file: "a")) }
                    group.addTask {
                        _ = try await site.waitForRequest("/data.json")
                        data.fulfil(())
                        return []
                    }
                    return try await group.reduce([], +)
                }
                #expect(waits.causes.contains("GET /data.json"))
                #expect(page.url == site.url("/shop"))
            }
        }

        @Test(
            "an address that is none, or leads nowhere, is told",
            arguments: ["nowhere", "http://127.0.0.1:9/"])
        func openFails(address: String) async throws {
            try await withPage { page, _ in
                let agent = StepAgent(page: page, baseURL: nil)
                let problem = await #expect(throws: StepProblem.self) {
                    try await agent.open(FlowText(address), at: SourceLocation(file: "a"))
                }
                #expect(problem?.code == .badNavigation)
            }
        }

        @Test("a sentence alone needs a model")
        func sentence() async throws {
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                let step = Step(name: "Buy a mug")
                let result = await StepAgent(page: page, baseURL: nil).perform(step)
                #expect(result.problem?.code == .needsModel)
                #expect(result.status == .error)
            }
        }

        @Test(
            "a step ends soon after its time, whatever it waits for",
            arguments: [
                "actions: [{type: click, target: Nowhere}]", "actions: [{type: click, target: Covered}]",
                "actions: [{type: click, target: Later}]", "expected_state: {visible: Nowhere}",
                "actions: [{type: wait_for, hidden: Covered}]", "actions: [{type: accept_dialog}]",
                "actions: [{type: navigate, url: /never}]",
            ])
        func deadline(lines: String) async throws {
            try await withPage { page, site in
                _ = site.slow("/never")
                try await page.show(
                    """
                    <button>Covered</button><div style='position: fixed; inset: 0 0 80% 0; background: #0008'></div>
                    <button disabled style='position: absolute; top: 200px; z-index: 9'>Later</button>
                    """, on: site)
                let result = try await page.play("\(lines)\ntimeout_ms: 400", on: site)
                #expect(result.status != .passed)
                #expect(result.problem?.code != .pageHung)
                #expect(result.duration >= .milliseconds(350))
                // Far from any other limit, and more than a busy machine adds.
                #expect(result.duration < .seconds(4))
            }
        }

        @Test("what was not reached is reported as not checked")
        func unchecked() async throws {
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                let result = try await page.play(
                    """
                    actions: [{type: click, target: Nowhere}]
                    expected_state: {visible: hello, url: /}
                    timeout_ms: 200
                    """, on: site)
                #expect(result.status == .failed)
                #expect(result.expectations.map(\.held) == [nil, nil])
                #expect(result.expectations.map(\.saw) == ["not checked", "not checked"])
                #expect(result.actions.count == 1)
            }
        }

        @Test("a question is answered as the step says, and the action names it")
        func dialogs() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <button onclick="answer.textContent = confirm('Delete Red mug?')">Delete</button>
                    <button onclick="answer.textContent = prompt('New name?')">Rename</button><p id=answer></p>
                    """, on: site)
                let yes = try await page.play(
                    "actions: [{type: click, target: Delete}, {type: accept_dialog}]\nexpected_state: {text: 'true'}",
                    on: site)
                #expect(yes.problem == nil)
                #expect(yes.actions.last?.target == "confirm \"Delete Red mug?\"")
                #expect(yes.notices.isEmpty)
                let no = try await page.play(
                    "actions: [{type: click, target: Delete}, {type: dismiss_dialog}]\nexpected_state: {text: 'false'}",
                    on: site)
                #expect(no.problem == nil)
                let named = try await page.play(
                    "actions: [{type: click, target: Rename}, {type: accept_dialog, value: Blue}]\nexpected_state: {text: Blue}",
                    on: site)
                #expect(named.problem == nil)
            }
        }

        @Test("dialogs nobody planned for are noted, with what was answered")
        func notices() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<button onclick=\"alert('Saved'); confirm('Sure?')\">Save</button>", on: site)
                let result = try await page.play("actions: [{type: click, target: Save}]", on: site)
                #expect(result.status == .passed)
                #expect(
                    result.notices == ["alert \"Saved\" was accepted", "confirm \"Sure?\" was dismissed"])
                let next = try await page.play("expected_state: {visible: Save}", on: site)
                #expect(next.notices.isEmpty)
            }
        }

        @Test("errors and failed requests of the step are listed, and those of its own leaving are not")
        func failures() async throws {
            try await withPage { page, site in
                site.route("/api") { _ in .text("no", status: 500) }
                try await page.show(
                    "<button onclick=\"fetch('/api'); console.error('went wrong')\">Send</button>", on: site)
                let result = try await page.play("actions: [{type: click, target: Send}]", on: site)
                #expect(result.status == .passed)
                #expect(result.failedRequests == ["GET /api 500"])
                #expect(result.consoleErrors.contains("went wrong"))
                let next = try await page.play("expected_state: {visible: Send}", on: site)
                #expect(next.failedRequests.isEmpty)
                #expect(next.consoleErrors.isEmpty)
            }
        }

        @Test("wait_for goes on as soon as it holds")
        func waitFor() async throws {
            try await withPage { page, site in
                try await page.show("<button id=a>Working", on: site)
                let result = try await page.when {
                    try await page.play(
                        """
                        actions: [{type: wait_for, visible: Done, hidden: Working}, {type: click, target: Done}]
                        timeout_ms: 9000
                        """, on: site)
                } waits: {
                    try await page.script("setTimeout(() => { a.textContent = 'Done' }, 200); null")
                }
                #expect(result.problem == nil)
                #expect(result.waits.causes.contains("expecting \"Done\" is visible"))
            }
        }

        @Test("a page that hangs is told from one that fails, and is freed")
        func hung() async throws {
            try await withPage { page, site in
                try await page.show("<button onclick='for (;;);'>Freeze</button>", on: site)
                let result = try await page.play(
                    "actions: [{type: click, target: Freeze}]\nexpected_state: {visible: Freeze}\ntimeout_ms: 500",
                    on: site)
                #expect(result.problem?.code == .pageHung)
                #expect(result.duration < .seconds(6))
                #expect(result.status == .error)
                #expect(await page.answers(within: .seconds(5)))
            }
        }

        @Test("a page that crashes is an error of its own")
        func crashed() async throws {
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                let result = try await page.when {
                    try await page.play("expected_state: {visible: Nowhere}\ntimeout_ms: 9000", on: site)
                } waits: {
                    _ = try? await page.session.send(DevTools.Page.Crash())
                }
                #expect(result.problem?.code == .pageCrashed)
                #expect(result.duration < .seconds(5))
            }
        }

        @Test("a step that is cancelled says so")
        func cancelled() async throws {
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                let result = try await withThrowingTaskGroup(of: StepResult.self) { group in
                    group.addTask {
                        try await page.play("expected_state: {visible: Nowhere}\ntimeout_ms: 60000", on: site)
                    }
                    while !page.session.connection.awaitsAnswer { await Task.yield() }
                    group.cancelAll()
                    return try #require(try await group.next())
                }
                #expect(result.problem?.code == .cancelled)
            }
        }

        @Test("a link that opens a new tab leaves the flow where it is, and that is noted")
        func newTab() async throws {
            try await withPage { page, site in
                site.page("/other", "<p>other")
                try await page.show("<a href=/other target=_blank>Terms</a>", on: site)
                let result = try await page.play(
                    "actions: [{type: click, target: Terms}]\nexpected_state: {url: /, visible: Terms}",
                    on: site)
                #expect(result.problem == nil)
                #expect(result.notices == ["a new tab opened; the flow stays in its own"])
            }
        }
    }
}
