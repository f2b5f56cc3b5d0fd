import CDP
import Flows
import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// Models that would go on for ever, or do nothing of use.
    @Suite struct StoppedTests {
        private func outcome(
            _ knobs: OracleKnobs, budget: StepBudget.Limits = StepBudget.Limits(time: .seconds(30)),
            moves: [[OracleMove]] = []
        ) async throws -> (StepResult, OracleBill) {
            try await withPage { page, site in
                try await page.show(LoopTests.page, on: site)
                return try await page.play(Step(name: "Go"), knobs: knobs, budget: budget, moves: moves)
            }
        }

        /// States that a model that misbehaves was stopped in time.
        private func state(
            _ result: StepResult, _ bill: OracleBill, is code: StepProblem.Code,
            within limit: Duration = .seconds(30)
        ) {
            let isStopped = result.problem?.code == code && result.status == .error
            Criterion.count("10 policies", isStopped ? 1 : 0, of: 1)
            Criterion.measure("10 turns", Double(bill.requests.count))
            Criterion.measure("10 seconds", max(0, (result.duration - limit) / .seconds(1)))
        }

        @Test("a step has twelve turns and ninety seconds unless it is told otherwise")
        func usual() {
            let limits = StepBudget.Limits()
            #expect(limits.turns == 12 && limits.time == .seconds(90))
        }

        @Test("back and forth between two things is noticed")
        func backAndForth() async throws {
            var knobs = OracleKnobs()
            knobs.alternates = [.click(LoopTests.go), .click(LoopTests.dead)]
            let (result, bill) = try await outcome(knobs)
            #expect(result.problem?.code == .llmStuck && result.status == .error)
            #expect(bill.requests.count <= 6 && bill.violations == [])
            state(result, bill, is: .llmStuck)
        }

        @Test(
            "what does nothing again and again is noticed",
            arguments: [OracleMove.click(LoopTests.dead), .wait, .screenshot])
        func same(move: OracleMove) async throws {
            var knobs = OracleKnobs()
            knobs.alternates = [move]
            let (result, bill) = try await outcome(knobs)
            #expect(result.problem?.code == .llmStuck)
            // A first press may change how the thing pressed looks.
            #expect((3...4).contains(bill.requests.count) && bill.violations == [])
            state(result, bill, is: .llmStuck)
        }

        @Test("a model that never reports is out of turns, and is told before the last")
        func neverReports() async throws {
            var knobs = OracleKnobs()
            knobs.neverReports = true
            let moves = (0..<40).map {
                [OracleMove.click(LoopTests.go), .scroll(PagePoint(600, 500), $0 % 2)]
            }
            let budget = StepBudget.Limits(
                inputTokens: 1_000_000, money: Money(dollars: 5), time: .seconds(60))
            let (result, bill) = try await outcome(knobs, budget: budget, moves: moves)
            #expect(result.problem?.code == .llmBudget && result.problem?.message.contains("turns") == true)
            #expect(bill.requests.count == 12 && bill.violations == [])
            #expect(bill.requests.last?.newTexts.contains { $0.contains("last turn") } == true)
            state(result, bill, is: .llmBudget, within: .seconds(60))
        }

        @Test("points off the picture are told, and end the step when they keep coming")
        func outside() async throws {
            try await withPage { page, site in
                try await page.show(LoopTests.page, on: site)
                let (result, bill) = try await page.play(Step(name: "Go")) { asked in
                    .say(
                        ScriptedReply(
                            [
                                .call(
                                    "left_click", ["target": ["type": "coordinate", "x": 5000, "y": 9]],
                                    family: .browser)
                            ],
                            id: "\(asked.number)"))
                }
                #expect(result.problem?.code == .llmStuck)
                #expect(bill.requests.count == 3 && bill.violations == [])
                state(result, bill, is: .llmStuck)
                #expect(
                    bill.requests.last?.newTexts.contains { $0.contains("outside the screenshot") } == true)
                #expect(try await page.script("n").number == 0)
            }
        }

        @Test("a model that does not answer in time leaves the step within its budget")
        func stalls() async throws {
            var knobs = OracleKnobs()
            knobs.stall = 1
            let (result, bill) = try await outcome(knobs, budget: StepBudget.Limits(time: .seconds(2)))
            #expect(result.problem?.code == .llmBudget)
            #expect(result.duration < .seconds(8))
            state(result, bill, is: .llmBudget, within: .seconds(2))
        }

        @Test("a model that waits and waits leaves the step within its budget")
        func waits() async throws {
            try await withPage { page, site in
                try await page.show(LoopTests.page, on: site)
                let budget = StepBudget.Limits(time: .seconds(2))
                let (result, bill) = try await page.play(Step(name: "Go"), budget: budget) { asked in
                    .say(
                        ScriptedReply(
                            [.call("wait", ["duration": 30], family: .browser)], id: "\(asked.number)"))
                }
                #expect(result.problem?.code == .llmBudget && bill.violations == [])
                state(result, bill, is: .llmBudget, within: .seconds(2))
            }
        }

        @Test(
            "each kind of useless reply ends with its own code",
            arguments: [
                (
                    ScriptedAnswer.say(ScriptedReply([.text("I would press Go.")])),
                    StepProblem.Code.llmNoVerdict, 2
                ),
                (.say(ScriptedReply([], stop: .finished)), .llmStuck, 3),
                (.say(ScriptedReply([.text("No.")], stop: .refused("safety"))), .llmRefused, 1),
                (.say(ScriptedReply([.text("Well")], stop: .truncated)), .llmAPI, 2),
                (.fail(401, "bad key"), .llmAPI, 1), (.fail(500), .llmAPI, 3),
                (.raw("<html>"), .llmAPI, 3),
            ] as [(ScriptedAnswer, StepProblem.Code, Int)])
        func useless(answer: ScriptedAnswer, code: StepProblem.Code, requests: Int) async throws {
            try await withPage { page, site in
                try await page.show(LoopTests.page, on: site)
                let (result, bill) = try await page.play(Step(name: "Go")) { _ in answer }
                #expect(result.problem?.code == code && result.status == .error)
                #expect(bill.requests.count == requests && bill.violations == [])
                #expect(bill.reading == result.cost)
                state(result, bill, is: code)
            }
        }
    }
}
