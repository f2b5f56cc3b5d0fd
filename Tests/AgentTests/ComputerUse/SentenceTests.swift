import CDP
import Flows
import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

@testable import Agent

/// A board that a person can draw on and a resolver can't: nothing of it is in the document.
let board = """
    <title>Board</title><h1>Board</h1>
    <canvas id=board width=600 height=300 style="border: 1px solid"></canvas><p id=said>0 shapes</p>
    <script>
    const board = document.getElementById('board'), pen = board.getContext('2d');
    pen.fillStyle = '#246'; pen.fillRect(20, 20, 120, 40);
    let shapes = 0, last = null;
    board.onmousedown = (e) => { last = [e.offsetX, e.offsetY]; };
    board.onmouseup = (e) => {
      if (last && e.offsetX > 20 && e.offsetX < 140 && e.offsetY > 20 && e.offsetY < 60) {
        said.textContent = 'Round pen';
      } else if (last) {
        pen.beginPath(); pen.lineWidth = 6; pen.moveTo(...last); pen.lineTo(e.offsetX, e.offsetY); pen.stroke();
        said.textContent = `${++shapes} shapes`;
      }
    };
    </script>
    """

extension PlayTests {
    /// Steps that are sentences, played by a model over a real socket.
    @Suite struct SentenceTests {
        private func canvas(_ page: Page) async throws -> CSSPoint {
            let x = try await page.script("board.getBoundingClientRect().x + 1").number ?? 0
            let y = try await page.script("board.getBoundingClientRect().y + 1").number ?? 0
            return CSSPoint(x: x, y: y)
        }

        @Test("a control that is only painted is pressed in every form of asking", arguments: OracleForm.all)
        func painted(form: OracleForm) async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                let corner = try await canvas(page)
                let step = try step("expected_state: {text: Round pen}", named: "Choose the round pen")
                let (result, bill) = try await page.play(
                    step, form: form, moves: [[.click(PagePoint(corner.x + 60, corner.y + 40))]])
                #expect(result.problem == nil)
                #expect(result.status == .passed && result.source == .model)
                #expect(bill.violations == [] && bill.requests.count == 2)
                #expect(result.actions.map(\.source) == [.model])
                #expect(result.cost == bill.reading && result.cost.calls == 2)
            }
        }

        @Test("shapes are drawn, several in one turn", arguments: OracleForm.all)
        func drawn(form: OracleForm) async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                let corner = try await canvas(page)
                func at(_ x: Double, _ y: Double) -> PagePoint { PagePoint(corner.x + x, corner.y + y) }
                let step = try step("expected_state: {text: 2 shapes}", named: "Draw a cross")
                let (result, bill) = try await page.play(
                    step, form: form,
                    moves: [[.drag(at(200, 100), at(300, 200)), .drag(at(300, 100), at(200, 200))]])
                #expect(result.problem == nil)
                #expect(bill.violations == [] && result.deeds.count == 2)
            }
        }

        @Test("what the model claims never counts: the page decides")
        func claims() async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                var knobs = OracleKnobs()
                knobs.claimsEarly = true
                let step = try step("expected_state: {text: 1 shapes}\ntimeout_ms: 300", named: "Draw a line")
                let (result, bill) = try await page.play(step, knobs: knobs, moves: [])
                #expect(result.status == .failed && result.problem?.code == .expectationUnmet)
                #expect(bill.violations == [] && bill.requests.count == 1)
            }
        }

        @Test("a sentence alone passes only when something has changed and a fresh look confirms it")
        func alone() async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                let corner = try await canvas(page)
                let press = [[OracleMove.click(PagePoint(corner.x + 60, corner.y + 40))]]
                let step = Step(name: "Choose the round pen")
                let yes: @Sendable (AskedRequest) -> ScriptedReply = { _ in
                    .verdict("yes", "no", ["round pen"])
                }
                let (passed, bill) = try await page.play(step, verdict: yes, moves: press)
                #expect(passed.status == .passed && bill.requests.count == 3 && bill.violations == [])
                #expect(passed.expectations.map(\.held) == [true])
                #expect(bill.requests.last?.images.count == 2)

                try await page.show(board, on: site)
                let invented: @Sendable (AskedRequest) -> ScriptedReply = { _ in
                    .verdict("yes", "no", ["All is well"])
                }
                let (void, _) = try await page.play(step, verdict: invented, moves: press)
                #expect(void.status == .error && void.problem?.code == .llmNoVerdict)

                let (idle, idleBill) = try await page.play(step, verdict: yes, moves: [])
                #expect(idle.status == .error && idle.problem?.code == .llmUnproven)
                #expect(idleBill.requests.count == 1)
            }
        }

        @Test("a sentence that only says how things are is judged, and nothing is done about it")
        func statement() async throws {
            try await withPage { page, site in
                try await page.show(board, on: site)
                let yes: @Sendable (AskedRequest) -> ScriptedReply = { _ in
                    .verdict("yes", "no", ["0 shapes"])
                }
                let (held, bill) = try await page.play(
                    Step(name: "The board is empty"), verdict: yes, moves: [])
                #expect(held.status == .passed && bill.requests.count == 1 && held.actions.isEmpty)
                let no: @Sendable (AskedRequest) -> ScriptedReply = { asked in
                    asked.isTurned ? .verdict("yes", "no") : .verdict("no", "yes")
                }
                let (unmet, _) = try await page.play(
                    Step(name: "The board is full"), verdict: no, moves: [])
                #expect(unmet.status == .failed && unmet.problem?.code == .expectationUnmet)
                let checked = try step(
                    "expected_state: {text: 3 shapes}\ntimeout_ms: 200", named: "The board is full")
                let (failed, unasked) = try await page.play(checked, moves: [])
                #expect(failed.status == .failed && unasked.requests.isEmpty)
            }
        }
    }
}

extension AskedRequest {
    /// Whether the opposite is asked about first.
    fileprivate var isTurned: Bool { texts.first?.hasPrefix("First statement: It is not so") == true }
}
