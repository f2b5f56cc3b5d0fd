import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// What steps leave that a model was asked for, or that had to do without one.
    @Suite struct ModelEvidenceTests {
        /// By what a model says to a step of this name, after it has made noise where the name says so.
        private static let models: [(way: EvidenceTests.Way, answer: ScriptedAnswer)] = [
            (
                EvidenceTests.Way(code: "llm_cannot", lines: "", name: "Cause noise and give up"),
                .say(.report(.cannot))
            ),
            (
                EvidenceTests.Way(code: "llm_app_error", lines: "", name: "Cause noise and complain"),
                .say(.report(.appError))
            ),
            (
                EvidenceTests.Way(code: "llm_refused", lines: "", name: "Cause noise and refuse"),
                .say(ScriptedReply([.text("No.")], stop: .refused("safety")))
            ),
            (
                EvidenceTests.Way(code: "llm_no_verdict", lines: "", name: "Cause noise and talk"),
                .say(ScriptedReply([.text("Well.")]))
            ),
            (
                EvidenceTests.Way(code: "llm_stuck", lines: "", name: "Cause noise and press what is dead"),
                .say(press(340, "dead"))
            ),
            (EvidenceTests.Way(code: "llm_unproven", lines: "", name: "Do nothing"), .say(.report())),
            (
                EvidenceTests.Way(code: "llm_api", lines: "", name: "Cause noise and be denied"),
                .fail(401, "no")
            ),
            (
                EvidenceTests.Way(
                    code: "ambiguous_target", lines: "\(EvidenceTests.noise){type: click, target: Save}]",
                    name: "Ask for one of two", isAboutTarget: true), .say(.report(.cannot))
            ),
        ]

        private static func press(_ x: Int, _ id: String, _ usage: Usage = Usage(input: 900, output: 60))
            -> ScriptedReply
        {
            let place: JSON = ["type": "coordinate", "x": .integer(x), "y": 320]
            var reply = ScriptedReply([.call("left_click", ["target": place], family: .browser)], id: id)
            reply.usage = usage
            return reply
        }

        private static func answer(_ asked: AskedRequest) -> ScriptedAnswer {
            let text = String(decoding: asked.bytes, as: UTF8.self)
            let turns = asked.messages.count(where: asked.isReply)
            if turns == 0, text.contains("Cause noise") { return .say(press(540, "noise \(asked.number)")) }
            var answer = models.first { text.contains($0.way.name) }?.answer ?? .fail(500)
            answer.reply?.id = "\(asked.number)"
            return answer
        }

        private static func environment(_ server: ScriptedServer) -> [String: String] {
            [
                "PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5", "ANTHROPIC_API_KEY": "k",
                "ANTHROPIC_BASE_URL": server.url(.anthropicMessages),
            ]
        }

        @Test func `what a model does wrong can be understood from what is left`() async throws {
            try await ScriptedServer.with({ Self.answer($0) }) { server in
                try await EvidenceTests().check(Self.models.map(\.way), environment: Self.environment(server))
            }
        }

        @Test(arguments: [
            ("llm_budget", #"{"model": {"limits": {"step": {"usd": 0.02}}}}"#),
            ("llm_budget", #"{"model": {"limits": {"step": {"turns": 2}}}}"#),
            ("budget", #"{"model": {"maxCostUsd": 0.02}}"#),
            ("budget", #"{"model": {"limits": {"flow": {"usd": 0.02}}}}"#),
            ("budget", #"{"model": {"limits": {"flow": {"turns": 2}}}}"#),
            ("budget", #"{"model": {"limits": {"flow": {"tokens": 3000}}}}"#),
            ("budget", #"{"model": {"limits": {"run": {"turns": 2}}}}"#),
            ("budget", #"{"model": {"limits": {"run": {"tokens": 3000}}}}"#),
        ])
        func `that a budget is spent can be understood from what is left`(code: String, config: String)
            async throws
        {
            // Each reply reads 1,000 tokens and writes 1,000, for a little more than a cent.
            let spend: ScriptedServer.Policy = { asked in
                .say(Self.press(540, "\(asked.number)", Usage(input: 1000, output: 1000)))
            }
            try await ScriptedServer.with(spend) { server in
                let way = EvidenceTests.Way(code: code, lines: "", name: "Cause noise for ever")
                try await EvidenceTests().check([way], config: config, environment: Self.environment(server))
                #expect((2...3).contains(server.requests.count))
            }
        }

        @Test func `that nothing was recorded or remembered can be understood from what is left`()
            async throws
        {
            let drift = EvidenceTests.Way(code: "llm_drift", lines: "", name: "Do what was not recorded")
            try await EvidenceTests().check(
                [drift], "--model", "replay", environment: ["PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5"])
            let lines = "actions: [{type: click, target: Noise}]"
            try await EvidenceTests().check(
                [EvidenceTests.Way(code: "memory_miss", lines: lines.replacing("Noise", with: "Dead"))],
                "--agent", "replay"
            )
            let healed = EvidenceTests.Way(code: "healing_off", lines: lines, isAboutTarget: true)
            try await EvidenceTests().check([healed], "--heal", "off") { project, site in
                let first = try await project.play(site.origin)
                #expect(first.exitCode == 0, "\(first.errors)")
                site.page(
                    "/desk",
                    EvidenceTests.page.replacing(">Noise<", with: ">Noise now<")
                )
            }
        }

        @Test func `that a flow's time is over can be understood from what is left`() async throws {
            let slow = EvidenceTests.Way(
                code: "timeout", lines: "timeout_ms: 20000\n\(EvidenceTests.noise){type: accept_dialog}]")
            try await EvidenceTests().check([slow], config: #"{"run": {"timeoutMs": 5000}}"#)
        }
    }
}
