import CDP
import Flows
import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// What a model did once is done again without one.
    @Suite struct RepeatTests {
        private static let form = """
            <title>Address</title><main><h1>Address</h1><span id=tip>City</span>
            <div contenteditable id=city style="width: 200px; height: 20px"></div><p id=said></p></main>
            <script>city.oninput = () => { said.textContent = 'to ' + city.textContent }</script>
            """

        private func middle(_ page: Page, _ element: String) async throws -> PagePoint {
            let x = try await page.script("\(element).getBoundingClientRect().x").number ?? 0
            let y = try await page.script("\(element).getBoundingClientRect().y").number ?? 0
            return PagePoint(x + 10, y + 10)
        }

        @Test("a drawing is made again without a model", arguments: [AgentMode.auto, .replay])
        func drawing(mode: AgentMode) async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                let corner = try await middle(page, "board")
                func at(_ x: Double, _ y: Double) -> PagePoint { PagePoint(corner.x + x, corner.y + y) }
                let step = try step("expected_state: {text: 2 shapes}", named: "Draw a cross")
                let (first, _) = try await page.play(
                    step, recall: StepRecall(RecallPolicy(), known: nil),
                    moves: [[.drag(at(200, 100), at(300, 200)), .drag(at(300, 100), at(200, 200))]])
                #expect(first.status == .passed, "\(first.problem?.message ?? "")")
                let known = try #require(first.remembered)
                #expect(known.actions.flatMap(\.deeds).map(\.does) == [.drag, .drag])

                try await page.show(board, on: site)
                let recall = StepRecall(RecallPolicy(mode: mode), known: known)
                let again = await StepAgent(page: page, baseURL: nil).perform(step, recall: recall)
                #expect(again.status == .passed, "\(again.problem?.message ?? "")")
                #expect(again.source == .memory)
                #expect(again.heals == [])
                #expect(again.remembered == known)
            }
        }

        @Test("the model is not asked again for what can be done without it, and is for what can't")
        func calls() async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                let corner = try await middle(page, "board")
                let step = try step("expected_state: {text: Round pen}", named: "Choose the round pen")
                let moves = [[OracleMove.click(PagePoint(corner.x + 50, corner.y + 30))]]
                let (first, _) = try await page.play(
                    step, recall: StepRecall(RecallPolicy(), known: nil), moves: moves)
                #expect(first.remembered != nil)
                let recall = StepRecall(RecallPolicy(), known: first.remembered)
                try await page.show(board, on: site)
                let (second, bill) = try await page.play(step, recall: recall, moves: moves)
                #expect(second.status == .passed && bill.requests.isEmpty)

                try await page.show(board.replacing("<canvas", with: "<br><br><canvas"), on: site)
                let moved = try await middle(page, "board")
                let (third, paid) = try await page.play(
                    step, recall: recall, moves: [[.click(PagePoint(moved.x + 50, moved.y + 30))]])
                #expect(third.status == .passed, "\(third.problem?.message ?? "")")
                #expect(third.source == .model && paid.requests.count == 2)
                #expect(third.heals.map(\.words) == ["Choose the round pen"])
                let strict = StepRecall(RecallPolicy(mode: .replay), known: first.remembered)
                let fourth = await StepAgent(page: page, baseURL: nil).perform(step, recall: strict)
                #expect(fourth.problem?.code == .memoryMiss)
            }
        }

        @Test(
            "of what a model types only values by their names and words of the step are kept",
            arguments: [("Oslo", true), ("${CITY}", true), ("Bergen", false)])
        func typed(text: String, isKept: Bool) async throws {
            try await withPage { page, site in
                try await page.show(Self.form, on: site)
                let field = try await middle(page, "city")
                let step = try step("expected_state: {text: to}", named: "Enter Oslo as the city")
                let values = ["CITY": FlowText("Trondheim")]
                let (first, _) = try await page.play(
                    step, values: values, recall: StepRecall(RecallPolicy(), known: nil),
                    moves: [[.click(field), .type(text)]])
                #expect(first.status == .passed, "\(first.problem?.message ?? "")")
                #expect((first.remembered != nil) == isKept)
                guard isKept else { return }
                #expect(first.remembered?.actions.flatMap(\.deeds).last?.text == text)
                try await page.show(Self.form, on: site)
                let recall = StepRecall(
                    RecallPolicy(mode: .replay, values: values), known: first.remembered)
                let again = await StepAgent(page: page, baseURL: nil).perform(step, recall: recall)
                #expect(again.status == .passed, "\(again.problem?.message ?? "")")
                let said = try await page.script("said.textContent")
                #expect(said == (text == "Oslo" ? "to Oslo" : "to Trondheim"))
            }
        }
    }
}
