import Foundation
import ModelServer
import Models
import PerceoTestKit
import Synchronization
import Testing

extension PerceoCommand {
    /// What models cost in all, and what happens when they are asked too much of.
    @Suite struct BudgetTests {
        /// Some flows that press the box, each with words of its own.
        private static func flows(_ count: Int, steps: Int = 1) -> [String: String] {
            let files = (1...count).map { number in
                let flow = ModelTests.flow("Press \(number)", steps: steps)
                return (
                    "flows/\(number).yaml", flow.replacing("black box", with: "black box of Press \(number)")
                )
            }
            return Dictionary(uniqueKeysWithValues: files)
        }

        private func play(
            _ files: [String: String], _ arguments: [String], model: String = "claude-sonnet-5-5",
            _ policy: @escaping ScriptedServer.Policy,
            _ body: (Project, ScriptedServer, CommandResult) async throws -> Void
        ) async throws {
            let site = try Site.running()
            site.page("/sheet", ModelTests.sheet)
            try await ScriptedServer.with(policy) { server in
                let environment = [
                    "PERCEO_COMPUTER_USE_MODEL": model, "ANTHROPIC_API_KEY": "key-canary-1",
                    "OPENAI_API_KEY": "key-canary-1",
                    "ANTHROPIC_BASE_URL": server.url(.anthropicMessages),
                    "OPENAI_BASE_URL": server.url(.openAIResponses),
                ]
                try await Project.with(files) { project in
                    let all = ["ci", "test", "--base-url", site.origin, "--video", "off"] + arguments
                    let plan = try project.plan(all, environment: environment)
                    let result = try await RunningProgram.with(plan) { try await $0.result() }
                    try await body(project, server, result)
                }
            }
        }

        /// A number by chance, the same for the same request.
        private static func chance(_ seed: Int, _ number: Int, below limit: Int) -> Int {
            var mixed = (UInt64(seed) &* 1_000_003 &+ UInt64(number) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
            return Int((mixed ^ (mixed >> 32)) % UInt64(limit))
        }

        /// One run takes seconds; `make eval` plays twenty.
        @Test(arguments: 0..<(Criterion.isAsked ? 20 : 2))
        func `a cap holds for all flows together, but for one call`(run: Int) async throws {
            let cap = 0.05
            let price = try #require(try ModelTable.bundled.facts(for: "claude-sonnet-5-5").price)
            let costs = Mutex<[Double]>([])
            let policy: ScriptedServer.Policy = { asked in
                let click = ScriptedReply.Piece.call(
                    "left_click", ["target": ["type": "coordinate", "x": 50, "y": 140]], family: .browser)
                var reply = ScriptedReply([click], id: "\(asked.number)")
                reply.usage = Usage(
                    input: Self.chance(run, asked.number, below: 2000),
                    output: 100 + Self.chance(run, asked.number, below: 1500))
                let cost = price.cost(of: reply.usage).dollars
                costs.withLock { $0.append(cost) }
                return .say(reply)
            }
            try await play(
                Self.flows(8), ["--parallel", "8", "--max-cost", "\(cap)", "--screenshots", "off"], policy
            ) { project, server, result in
                #expect(result.exitCode == 3)
                let record = try project.record()
                let (spent, dearest) = costs.withLock { ($0.reduce(0, +), $0.max() ?? 0) }
                #expect((record.run.cost.usd - spent).magnitude < 1e-9)
                #expect(record.run.cost.modelCalls == server.requests.count)
                #expect(spent >= cap && spent <= cap + dearest + 1e-9)
                #expect(record.flows.contains { $0.error?.code == "budget" })
                #expect(record.flows.allSatisfy { $0.status == "error" })
                Criterion.measure("done-when 3 calls over", (spent - cap) / dearest)
            }
        }

        @Test func `being told to slow down at random fails no flow`() async throws {
            let policy: ScriptedServer.Policy = { asked in
                guard Self.chance(1, asked.number, below: 10) >= 3 else {
                    return .fail(429, "slow down", headers: ["retry-after-ms": "30"])
                }
                return await ModelTests.press(asked)
            }
            try await play(Self.flows(6), ["--parallel", "3"], policy) { project, server, result in
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(server.violations == [] && server.requests.count > 12)
                let record = try project.record()
                #expect(record.run.cost.modelCalls == 12)
                Criterion.count("done-when 6 flows", record.summary.passed, of: 6)
            }
        }

        @Test func `tokens and dollars are those that the provider counted, flow by flow`() async throws {
            let price = try #require(try ModelTable.bundled.facts(for: "claude-sonnet-5-5").price)
            let bills = Mutex<[String: (input: Int, output: Int, cost: Money)]>([:])
            let policy: ScriptedServer.Policy = { asked in
                let name = asked.texts.joined().firstMatch(of: /Press \d/).map { String($0.0) } ?? ""
                let usage = Usage(
                    input: Self.chance(2, asked.number, below: 5000),
                    cacheWrite: Self.chance(3, asked.number, below: 900),
                    cacheRead: Self.chance(4, asked.number, below: 9000),
                    output: Self.chance(5, asked.number, below: 900))
                bills.withLock { bills in
                    let bill = bills[name] ?? (0, 0, .zero)
                    bills[name] = (
                        bill.input + usage.wholeInput, bill.output + usage.output,
                        bill.cost + price.cost(of: usage)
                    )
                }
                var answer = await ModelTests.press(asked)
                answer.reply?.usage = usage
                return answer
            }
            try await play(Self.flows(3, steps: 2), ["--parallel", "3"], policy) { project, server, result in
                #expect(result.exitCode == 0, "\(result.errors)")
                let record = try project.record()
                let bills = bills.withLock { $0 }
                #expect(record.flows.count == 3 && bills.count == 3)
                var exact = 0
                for flow in record.flows {
                    let bill = try #require(bills[flow.name])
                    let steps = (flow.attempts.last?.steps ?? []).compactMap(\.cost)
                    for cost in [flow.cost, Self.sum(steps)] {
                        let isExact =
                            cost.inputTokens == bill.input && cost.outputTokens == bill.output
                            && (cost.usd - bill.cost.dollars).magnitude < 1e-9
                        #expect(isExact, "\(flow.name): \(cost), \(bill)")
                        exact += isExact ? 1 : 0
                    }
                }
                #expect(Self.sum(record.flows.map(\.cost)).inputTokens == record.run.cost.inputTokens)
                let spent = bills.values.reduce(Money.zero) { $0 + $1.cost }
                let isRunExact = (record.run.cost.usd - spent.dollars).magnitude < 1e-9
                #expect(isRunExact && record.run.cost.modelCalls == server.requests.count)
                Criterion.count("14 bills", exact + (isRunExact ? 1 : 0), of: 7)
            }
        }

        private static func sum(_ costs: [RunFile.Cost]) -> RunFile.Cost {
            costs.reduce(RunFile.Cost(usd: 0, modelCalls: 0, inputTokens: 0, outputTokens: 0)) {
                RunFile.Cost(
                    usd: $0.usd + $1.usd, modelCalls: $0.modelCalls + $1.modelCalls,
                    inputTokens: $0.inputTokens + $1.inputTokens,
                    outputTokens: $0.outputTokens + $1.outputTokens)
            }
        }

        @Test(arguments: [
            ("claude-sonnet-5-5", "hybrid"), ("claude-sonnet-5-5", "pixels"), ("gpt-6-sol", "pixels"),
        ])
        func `from the second turn on most of what is sent comes from the provider's cache`(
            model: String, perception: String
        ) async throws {
            let oracle = Oracle(viewport: (1280, 720)) { question in
                let turns: [[OracleMove]] = [
                    [.hover(ModelTests.spot)], [.click(ModelTests.spot)], [.report(.done)],
                ]
                return turns[min(question.turn, 2)]
            }
            var files = Self.flows(2, steps: 2)
            files[".perceo/config.json"] = #"{"model": {"perception": "\#(perception)"}}"#
            try await play(files, ["--parallel", "1"], model: model, { await oracle.answer($0) }) {
                project, server, result in
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(server.violations == [] && server.requests.count == 12)
                // What stands before the first turn is the same for all steps of all flows.
                #expect(Set(server.requests.map(\.preamble.description)).count == 1)
                var cache = SimulatedCache()
                var (read, whole, sentBefore) = (0, 0, 0)
                for asked in server.requests {
                    let usage = cache.usage(asked, output: 0)
                    if asked.messages.contains(where: asked.isReply) {
                        // All that was sent the turn before.
                        #expect(usage.cacheRead >= sentBefore)
                        Criterion.count("14 earlier turns", usage.cacheRead >= sentBefore ? 1 : 0, of: 1)
                        read += usage.cacheRead
                        whole += usage.wholeInput
                    }
                    sentBefore = usage.wholeInput
                }
                // The newest picture is never in the cache, and weighs more where nothing but pictures is sent.
                let share = Double(read) / Double(whole)
                #expect(share >= (perception == "hybrid" ? 0.85 : 0.6))
                Criterion.measure(perception == "hybrid" ? "14 cache" : "14 cache, pixels", 100 * share)
            }
        }
    }
}
