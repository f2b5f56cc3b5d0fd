import Foundation
import Glibc
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// Whatever is killed in mid-run, nothing stays behind.
    @Suite struct KillTests {
        private static let endless = SampleFlow.reading(
            "Never shown", at: "/late", name: "Endless", limit: 30_000)

        /// Starts a run that has no end of its own and hands it over once a page is open.
        private func withRunning(
            _ project: Project, _ arguments: [String] = ["--parallel", "2"],
            _ body: (RunningProgram) async throws -> Void
        ) async throws {
            let site = try Site.running()
            let before = site.count("/late")
            let plan = try project.plan(["ci", "test", "--video", "off"] + arguments)
            try await RunningProgram.with(plan) { program in
                try await eventually(within: .seconds(15), "a page is open: \(program.errors)") {
                    site.count("/late") > before
                }
                try await body(program)
            }
        }

        private func config(_ more: String = "") throws -> String {
            "{\"baseUrl\": \"\(try Site.url())\"\(more)}"
        }

        @Test func `a runner that is killed takes browser and application with it`() async throws {
            let app = #", "app": {"command": ["sleep", "300"], "reuse": false}"#
            let files = [
                ".perceo/config.json": try config(app), "flows/endless.yaml": Self.endless,
                "flows/plain.yaml": SampleFlow.passing,
            ]
            try await Project.with(files) { project in
                try await withRunning(project, ["--flow", "Endless"]) { program in
                    #expect(project.processes.contains { $0.command.hasPrefix("sleep 300") })
                    #expect(project.processes.contains { $0.command.contains("chromium") })
                    program.send(SIGKILL)
                    try await eventually(within: .seconds(2), "nothing runs: \(project.processes)") {
                        !project.processes.contains { entry in
                            entry.command.contains("chromium") || entry.command.hasPrefix("sleep 300")
                        }
                    }
                }
                #expect(project.leftovers != [])
                #expect(try await project.rows("SELECT status FROM test_runs") == ["running"])

                // The next start closes what the dead run left open.
                #expect(
                    try await project.perceo("ci", "test", "--flow", "Plain", "--video", "off").exitCode == 0)
                let rows = try await project.rows(
                    """
                    SELECT name, status, completed_at IS NOT NULL, error_message FROM test_runs
                    JOIN flows ON flows.id = flow_id ORDER BY name
                    """)
                #expect(
                    rows == [
                        "Endless|error|1|interrupted: the process that played this flow ended before it",
                        "Plain|passed|1|",
                    ])
            }
        }

        @Test func `flows whose browser is killed are played again on a new one`() async throws {
            let late = { SampleFlow.reading("Done", at: "/late", name: $0, limit: 8000) }
            let files = [
                ".perceo/config.json": try config(), "flows/a.yaml": late("First"),
                "flows/b.yaml": late("Second"),
                "flows/c.yaml": SampleFlow.reading("Plain page", at: "/plain", name: "Third"),
            ]
            try await Project.with(files) { project in
                try await withRunning(project) { program in
                    let browser = try #require(
                        project.processes.first { entry in
                            entry.command.contains("--user-data-dir") && !entry.command.contains("--type=")
                        })
                    kill(browser.id, SIGKILL)
                    let result = try await program.result()
                    #expect(result.exitCode == 0, "\(result.errors)")
                    let flows = try project.record().flows
                    #expect(flows.map(\.status) == ["passed", "passed", "passed"])
                    #expect(flows.contains { $0.attempts.first?.error?.code == "browser_crashed" })
                    // What the browser did is not the flow's fault.
                    #expect(flows.allSatisfy { $0.marks.isEmpty })
                }
            }
        }

        @Test(arguments: [SIGINT, SIGTERM])
        func `a run that is interrupted writes how far it got`(signal: Int32) async throws {
            let files = [
                ".perceo/config.json": try config(), "flows/endless.yaml": Self.endless,
                "flows/later.yaml": SampleFlow.passing,
            ]
            try await Project.with(files) { project in
                try await withRunning(project, ["--parallel", "1"]) { program in
                    program.send(signal)
                    let result = try await program.result(within: .seconds(8))
                    #expect(result.exitCode == 130, "\(result.errors)")
                    #expect(result.lastLine.hasPrefix("0 passed, 0 failed, 1 errors"))
                }
                let flows = try project.record().flows
                #expect(flows.map(\.status) == ["error", "pending"])
                #expect(flows.first?.error?.code == "cancelled")
                let rows = try await project.rows(
                    "SELECT status, completed_at IS NOT NULL FROM test_runs WHERE status <> 'pending'")
                #expect(rows == ["error|1"])
            }
        }

        @Test func `a second interruption ends the run at once`() async throws {
            let files = [
                ".perceo/config.json": try config(), "flows/endless.yaml": Self.endless,
                "flows/plain.yaml": SampleFlow.passing,
            ]
            try await Project.with(files) { project in
                try await withRunning(project, ["--flow", "Endless"]) { program in
                    program.send(SIGINT)
                    program.send(SIGTERM)
                    #expect(try await program.result(within: .seconds(2)).exitCode == 130)
                    try await eventually(within: .seconds(2), "nothing runs") { project.processes.isEmpty }
                }
                #expect(
                    try await project.perceo("ci", "test", "--flow", "Plain", "--video", "off").exitCode == 0)
            }
        }
    }
}
