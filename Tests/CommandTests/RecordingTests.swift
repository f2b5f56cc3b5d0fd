import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// What models have said, played again without them.
    @Suite struct RecordingTests {
        @Test func `what was recorded is replayed without a provider, and a change is told`() async throws {
            try await ModelTests.site { site in
                try await Project.with(["flows/a.yaml": ModelTests.flow("Press")]) { project in
                    var environment: [String: String] = [:]
                    try await ScriptedServer.with(ModelTests.press) { server in
                        environment = ModelTests.environment(server)
                        let result = try await project.play(
                            site.origin, "--model", "record", environment: environment)
                        #expect(result.exitCode == 0, "\(result.errors)")
                        #expect(server.requests.count == 2)
                    }
                    let files = FileManager.default.paths(below: try project.lastRun())
                    #expect(files.contains("press/model-act.json"))
                    environment["ANTHROPIC_API_KEY"] = nil
                    let again = try await project.play(
                        site.origin, "--model", "replay", environment: environment)
                    #expect(again.exitCode == 0, "\(again.errors)")
                    #expect(try project.record().run.cost.usd == 0)
                    try project.write(
                        "flows/a.yaml", ModelTests.flow("Press").replacing("black box", with: "dark box"))
                    let first = try #require(
                        FileManager.default.contentsOfDirectory(atPath: project.artifacts.path).sorted().first
                    )
                    let drifted = try await project.play(
                        site.origin, "--model", "replay", "--recordings", "artifacts/\(first)",
                        environment: environment)
                    #expect(drifted.exitCode == 3)
                    #expect(try project.record().flows.first?.error?.code == "llm_drift")
                    #expect(drifted.errors.contains("dark box"))
                }
            }
        }

        @Test func `the command of a failed flow repeats its verdict without a provider`() async throws {
            try await ModelTests.site { site in
                let setup =
                    "name: Prepare\nentry_point: /sheet\nsteps:\n  - name: Press the black box\n"
                    + "    expected_state: {text: pressed 1}"
                let flow = ModelTests.flow("Press")
                    .replacing("steps:", with: "setup: [Prepare]\nsteps:")
                    .replacing("pressed 1", with: "pressed twice")
                try await Project.with(["tests/a.yaml": flow, "tests/b.yaml": setup]) { project in
                    var environment: [String: String] = [:]
                    try await ScriptedServer.with(ModelTests.press) { server in
                        environment = ModelTests.environment(server)
                        let result = try await project.play(
                            site.origin, "--model", "record", "--flows", "tests", "--flow", "Press",
                            environment: environment)
                        #expect(result.exitCode == 1, "\(result.errors)")
                    }
                    environment["ANTHROPIC_API_KEY"] = nil
                    // What the setup has left to be remembered is not what is looked at here.
                    try FileManager.default.removeItem(at: project.folder.appending(path: ".perceo/memory"))
                    let failed = try #require(try project.record().flows.first)
                    #expect(failed.recordings == ["press/model-act.json"])
                    let command = try #require(failed.repeatCommand)
                    let id = try project.record().run.id
                    #expect(
                        command
                            == "perceo flows run \"Press\" --base-url \(site.origin) --flows tests "
                            + "--model replay --recordings artifacts/\(id)")
                    let words = command.split(separator: " ").map {
                        String($0.replacing("\"", with: ""))
                    }
                    let plan = try project.plan(Array(words.dropFirst()), environment: environment)
                    let again = try await RunningProgram.with(plan) { try await $0.result() }
                    #expect(again.exitCode == 1, "\(again.errors)")
                    let repeated = try #require(try project.record().flows.first)
                    #expect(repeated.error?.code == "expectation_unmet")
                    #expect(repeated.error?.message == failed.error?.message)
                    #expect(repeated.attempts.first?.steps.map(\.how) == ["model"])
                    #expect(repeated.repeatCommand == command)
                }
            }
        }
    }
}
