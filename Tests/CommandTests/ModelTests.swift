import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// Runs whose flows need a model, which a server of ours plays.
    @Suite struct ModelTests {
        static let sheet = """
            <title>Sheet</title><canvas id=sheet width=400 height=200 style="position:absolute;left:0;top:100px"></canvas>
            <p id=said>nothing</p><script>sheet.getContext('2d').fillRect(20, 20, 60, 40);
            let n = 0; sheet.onclick = (e) => { if (e.offsetX < 80) said.textContent = 'pressed ' + ++n; };</script>
            """
        static let spot = PagePoint(50, 140)

        static func flow(_ name: String, steps: Int = 1, more: String = "") -> String {
            let list = (1...steps).map {
                "  - name: Press the black box\n    expected_state: {text: pressed \($0)}\(more)"
            }
            return "name: \(name)\nentry_point: /sheet\nsteps:\n" + list.joined(separator: "\n")
        }

        static func environment(_ server: ScriptedServer) -> [String: String] {
            [
                "PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5", "ANTHROPIC_API_KEY": "key-canary-1",
                "ANTHROPIC_BASE_URL": server.url(.anthropicMessages),
            ]
        }

        /// Plays with an oracle that presses the box.
        static func press(_ asked: AskedRequest) async -> ScriptedAnswer {
            let oracle = Oracle(viewport: (1280, 720)) { $0.turn == 0 ? [.click(spot)] : [.report(.done)] }
            return await oracle.answer(asked)
        }

        /// The site with the sheet.
        static func site(_ body: (FixtureSite) async throws -> Void) async throws {
            let site = try Site.running()
            site.page("/sheet", Self.sheet)
            try await body(site)
        }

        @Test func `what a model cost is told for the step, the flow and the run, to the last token`()
            async throws
        {
            try await Self.site { site in
                try await ScriptedServer.with(Self.press) { server in
                    try await Project.with(["flows/a.yaml": Self.flow("Press", steps: 2)]) { project in
                        let result = try await project.play(
                            site.origin, environment: Self.environment(server))
                        #expect(result.exitCode == 0, "\(result.errors)")
                        #expect(server.violations == [] && server.requests.count == 4)
                        let record = try project.record()
                        let flow = try #require(record.flows.first)
                        let steps = try #require(flow.attempts.last?.steps)
                        #expect(steps.map(\.how) == ["model", "model"])
                        #expect(flow.cost.modelCalls == 4 && record.run.cost == flow.cost)
                        #expect(steps.compactMap(\.cost?.modelCalls) == [2, 2])
                        let tokens = steps.compactMap(\.cost).reduce(0) { $0 + $1.inputTokens }
                        #expect(tokens == flow.cost.inputTokens)
                        #expect(result.errors.contains("4 model calls, $0.0"))
                        let junit = try String(
                            contentsOf: project.lastRun().appending(path: "junit.xml"), encoding: .utf8)
                        #expect(junit.contains("name=\"modelCalls\" value=\"4\""))
                        for path in FileManager.default.paths(below: project.folder) {
                            let file = project.folder.appending(path: path)
                            let data = FileManager.default.contents(atPath: file.path) ?? Data()
                            #expect(data.firstRange(of: Data("key-canary-1".utf8)) == nil, "\(path)")
                        }
                    }
                }
            }
        }

        @Test func `what models will probably be asked is told before they are`() async throws {
            try await Self.site { site in
                try await ScriptedServer.with(Self.press) { server in
                    try await Project.with(["flows/a.yaml": Self.flow("Press", steps: 2)]) { project in
                        let environment = Self.environment(server)
                        let first = try await project.play(
                            site.origin, "--max-cost", "0.001", environment: environment)
                        let told = "models: 2 to carry out: probably 2 to 8 calls, $0.0"
                        #expect(first.errors.contains(told), "\(first.errors)")
                        #expect(first.errors.contains("models will probably cost at least $0.0"))
                        #expect(try project.record().run.forecast?.calls.most == 8)
                        let second = try await project.play(site.origin, environment: environment)
                        #expect(second.exitCode == 0, "\(second.errors)")
                        let calls = try project.record().run.cost.modelCalls
                        #expect((2...8).contains(calls))
                        let third = try await project.play(site.origin, environment: environment)
                        #expect(third.exitCode == 0 && !third.errors.contains("models:"), "\(third.errors)")
                        #expect(try project.record().run.forecast == nil)
                        #expect(try project.record().run.cost.modelCalls == 0)
                    }
                }
            }
        }

        @Test func `a sentence that must hold is judged by a model, and is an error without one`()
            async throws
        {
            try await Self.site { site in
                let flow = """
                    name: Look
                    entry_point: /sheet
                    steps:
                      - name: The sheet is there
                        expected_state: {text: nothing, says: Nothing was pressed yet}
                    """
                let policy: ScriptedServer.Policy = { asked in
                    let isTurned = asked.texts.first?.hasPrefix("First statement: It is not so") == true
                    return .say(
                        ScriptedReply([
                            .call(
                                "report_verdict",
                                [
                                    "first": isTurned ? "no" : "yes", "second": isTurned ? "yes" : "no",
                                    "quotes": ["nothing"],
                                ])
                        ]))
                }
                try await ScriptedServer.with(policy) { server in
                    try await Project.with(["flows/a.yaml": flow]) { project in
                        let judged = try await project.play(
                            site.origin, environment: Self.environment(server))
                        #expect(judged.exitCode == 0, "\(judged.errors)")
                        #expect(server.requests.count == 1 && server.violations == [])
                        let alone = try await project.play(site.origin)
                        #expect(alone.exitCode == 3)
                        #expect(try project.record().flows.first?.error?.code == "needs_model")
                        let never = try await project.play(
                            site.origin, "--agent", "deterministic", environment: Self.environment(server))
                        #expect(never.exitCode == 3 && server.requests.count == 1)
                    }
                }
            }
        }

        @Test(arguments: [
            (["PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5"], "ANTHROPIC_API_KEY"),
            (["PERCEO_COMPUTER_USE_MODEL": "what-is-this"], "no model \"what-is-this\""),
        ])
        func `a model that can't be asked is told before a browser starts`(
            environment: [String: String], reason: String
        ) async throws {
            try await Project.with(["flows/a.yaml": Self.flow("Press")]) { project in
                let result = try await project.play("http://127.0.0.1:1", environment: environment)
                #expect(result.exitCode == 2 && result.errors.contains(reason))
                #expect(project.neverStarted)
            }
        }
    }
}
