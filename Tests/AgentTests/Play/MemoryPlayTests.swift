import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// What is learnt on one page and recalled on another: the first as it was, the second as it has become.
    @Suite struct MemoryPlayTests {
        private static let shop = """
            <main><h1>Cart</h1><form id=f class=a><label>Code <input name=code></label>
            <button id=go class=big data-testid=apply type=button onclick="done.textContent='applied '+f.code.value">
            Apply</button></form><p id=done></p></main>
            """
        private static let lines = """
            actions: [{type: fill, target: Code, value: X1}, {type: click, target: Apply}]
            expected_state: {text: [applied X1]}
            timeout_ms: 2000
            """

        /// Plays the step on `first`, then with what it left to be remembered on `second`.
        private func replay(
            _ first: String, _ second: String, _ lines: String = lines, mode: AgentMode = .auto,
            heal: HealPolicy = .propose
        ) async throws -> StepResult {
            try await withPage { page, site in
                let step = try step(lines)
                let agent = StepAgent(page: page, baseURL: nil)
                try await page.show(first, on: site)
                let learnt = await agent.perform(step, recall: StepRecall(RecallPolicy(), known: nil))
                #expect(learnt.status == .passed, "\(learnt.problem?.message ?? "")")
                #expect(learnt.actions.map(\.source) == learnt.actions.map { _ in .resolver })
                try await page.show(second, on: site)
                let policy = RecallPolicy(mode: mode, heal: heal)
                return await agent.perform(step, recall: StepRecall(policy, known: learnt.remembered))
            }
        }

        @Test(
            "what only looks different is known again", arguments: AgentMode.allCases,
            [
                shop, shop.replacing("id=go", with: "id=q7").replacing("data-testid=apply", with: ""),
                shop.replacing("class=big", with: "class=small style='position:absolute;top:400px'"),
                shop.replacing("<form", with: "<div><nav>Menu</nav></div><div class=x><form"),
                "<header><button>Cancel</button></header>" + shop,
            ])
        func cosmetic(mode: AgentMode, page: String) async throws {
            let result = try await replay(Self.shop, page, mode: mode)
            #expect(result.status == .passed, "\(result.problem?.message ?? "")")
            #expect(result.actions.map(\.source) == [.memory, .memory])
            #expect(result.source == .memory)
            #expect(result.heals == [])
        }

        @Test("a second time leaves the same to be remembered")
        func stable() async throws {
            try await withPage { page, site in
                let step = try step(Self.lines)
                let agent = StepAgent(page: page, baseURL: nil)
                try await page.show(Self.shop, on: site)
                let first = await agent.perform(step, recall: StepRecall(RecallPolicy(), known: nil))
                try await page.show("<p>New above</p>" + Self.shop.replacing("id=go", with: ""), on: site)
                let known = StepRecall(RecallPolicy(), known: first.remembered)
                let second = await agent.perform(step, recall: known)
                #expect(second.status == .passed)
                #expect(second.remembered == first.remembered)
            }
        }

        @Test("without memory nothing is remembered")
        func none() async throws {
            try await withPage { page, site in
                try await page.show(Self.shop, on: site)
                let result = try await page.play(Self.lines, on: site)
                #expect(result.status == .passed)
                #expect(result.remembered == nil)
            }
        }

        /// The same button by another name: the words mean it still.
        private static let renamed = shop.replacing("Apply</button>", with: "Apply now</button>")
        /// Another button by the same name, in place of the one that was meant.
        private static let twin = """
            <main><h1>Cart</h1><form id=f><label>Code <input name=code></label></form></main>
            <dialog open aria-label="Delete account"><button type=button
            onclick="done.textContent='applied '+f.code.value">Apply</button></dialog><p id=done></p>
            """
        /// Now a link, and to somewhere else.
        private static let link = shop.replacing("<button id=go", with: "<a href='#x'").replacing(
            "</button>", with: "</a>")

        @Test("something else is told when it is acted on", arguments: [renamed, twin, link])
        func healed(page: String) async throws {
            let result = try await replay(Self.shop, page)
            #expect(result.status == .passed, "\(result.problem?.message ?? "")")
            #expect(result.actions.map(\.source) == [.memory, .resolver])
            let heal = try #require(result.heals.first)
            #expect(heal.words == "Apply")
            #expect(heal.was.hasPrefix("button \"Apply\""))
            #expect(!heal.differences.isEmpty)
            #expect(result.notices.contains { $0.hasPrefix("healed \"Apply\": was button \"Apply\"") })
        }

        @Test("something else is not acted on where nothing may be healed", arguments: [renamed, twin, link])
        func healingOff(page: String) async throws {
            let result = try await replay(Self.shop, page, heal: .off)
            #expect(result.problem?.code == .healingOff)
            #expect(result.status == .error)
            #expect(result.actions.count == 2)
        }

        @Test("memory alone says what differs, sign by sign", arguments: [renamed, twin, link])
        func replayed(page: String) async throws {
            let result = try await replay(Self.shop, page, mode: .replay)
            #expect(result.problem?.code == .memoryMiss)
            #expect(result.status == .error)
            let message = try #require(result.problem?.message)
            #expect(message.hasPrefix("\"Apply\" was button \"Apply\""))
        }

        @Test("a renamed element is told by its old and its new name")
        func names() async throws {
            let result = try await replay(Self.shop, Self.renamed, mode: .replay)
            #expect(
                result.problem?.message == """
                    "Apply" was button "Apply"; nearest is button "Apply now" in section "Cart": \
                    name was "Apply", is "Apply now"
                    """)
        }

        @Test("of two equals neither is pressed", arguments: AgentMode.allCases)
        func equals(mode: AgentMode) async throws {
            let button = try #require(Self.shop.firstMatch(of: /<button(.|\n)*<\/button>/)).output.0
            let page = Self.shop.replacing("</form>", with: button + "</form>")
            let result = try await replay(Self.shop, page, mode: mode)
            #expect(result.problem?.code == (mode == .replay ? .memoryMiss : .ambiguousTarget))
            #expect(result.status == .error)
        }

        @Test("what is not remembered can't be replayed")
        func unknown() async throws {
            try await withPage { page, site in
                try await page.show(Self.shop, on: site)
                let recall = StepRecall(RecallPolicy(mode: .replay), known: nil)
                let result = await StepAgent(page: page, baseURL: nil).perform(
                    try step(Self.lines), recall: recall)
                #expect(result.problem?.code == .memoryMiss)
                #expect(result.problem?.message == "nothing is remembered of \"Code\"")
            }
        }

        @Test("the first of a list is the first still, whatever is there now", arguments: AgentMode.allCases)
        func first(mode: AgentMode) async throws {
            func list(_ names: [String]) -> String {
                let items = names.map {
                    "<li class=card><h2>\($0)</h2><button onclick=\"done.textContent='took \($0)'\">Take</button>"
                }
                return "<main><ul>\(items.joined())</ul><p id=done></p></main>"
            }
            let lines = """
                actions: [{type: click, target: first Take}]
                expected_state: {text: [took Red]}
                timeout_ms: 1000
                """
            let same = try await replay(list(["Red", "Blue"]), list(["Red", "Green"]), lines, mode: mode)
            #expect(same.status == .passed, "\(same.problem?.message ?? "")")
            #expect(same.source == .memory)
            // A page that sorts wrongly must not pass because memory knows better.
            let wrong = try await replay(list(["Red", "Blue"]), list(["Blue", "Red"]), lines, mode: mode)
            #expect(wrong.problem?.code == .expectationUnmet)
        }

        @Test("what comes late is waited for, and is no heal")
        func late() async throws {
            let page =
                Self.renamed + "<script>setTimeout(() => { go.textContent = 'Apply' }, 300)</script>"
            let result = try await replay(Self.shop, page)
            #expect(result.status == .passed)
            #expect(result.heals == [])
            #expect(result.source == .memory)
        }

        @Test("what the page does wrong is found out", arguments: AgentMode.allCases)
        func behaviour(mode: AgentMode) async throws {
            let dead = Self.shop.replacing("onclick", with: "data-onclick")
            let result = try await replay(Self.shop, dead, mode: mode)
            #expect(result.problem?.code == .expectationUnmet)
            #expect(result.status == .failed)
        }
    }
}
