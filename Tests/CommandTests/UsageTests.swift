import Foundation
import Testing

extension PerceoCommand {
    @Suite struct UsageTests {
        private static let files = [
            "flows/plain.yaml": SampleFlow.passing, "flows/whale.yaml": SampleFlow.failing,
            "empty.txt": "# none\n\n",
            "list.txt": "# wanted\nPlain\n", "wrong.txt": "Plan\n", "nothing/.keep": "",
        ]

        @Test(arguments: [
            (["--nope"], "Unknown option '--nope'"),
            (["--shard", "3/2"], "--shard: \"3/2\" is not i/n"),
            (["--shard", "one"], "--shard: \"one\" is not i/n"),
            (["--grep", "("], "--grep: \"(\" is no regular expression"),
            (["--flow", "Whal"], "there is no flow \"Whal\"; did you mean \"Whale\"?"),
            (["--flows-from", "missing.txt"], "--flows-from: can't read missing.txt"),
            (["--flows-from", "empty.txt"], "--flows-from: empty.txt names no flow"),
            (["--flows-from", "wrong.txt"], "there is no flow \"Plan\"; did you mean \"Plain\"?"),
            (["--flows-from", "-"], "--flows-from: - names no flow"),
            (["--flows", "nowhere"], "there is no such folder"),
            (["--flows", "nothing"], "no flow files in nothing"),
            (["--tag", "unheard-of"], "no flow is selected (of 2)"),
            (["--priority", "urgent"], "--priority: \"urgent\" is none of critical, high, medium, low"),
            (["--video", "sometimes"], "'sometimes' is invalid for '--video <video>'"),
            (["--screenshots", "all"], "'all' is invalid for '--screenshots <screenshots>'"),
            (["--reporter", "list,pdf"], "--reporter: \"pdf\" is none of list, json, junit, html, github"),
            (["--triggered-by", "me"], "'me' is invalid for '--triggered-by <triggered-by>'"),
            (["--parallel", "0"], "--parallel must be from 1 to 64, not 0"),
            (["--retries", "11"], "--retries must be from 0 to 10, not 11"),
            (["--base-url", "ftp://shop"], "the base URL \"ftp://shop\" is no http or https address"),
            (["--last-failed"], "no flow is selected (of 2)"),
        ])
        func `a wrong argument is told and nothing is played`(arguments: [String], message: String)
            async throws
        {
            try await Project.with(Self.files) { project in
                let plan = try project.plan(["ci", "test"] + arguments)
                let result = try await RunningProgram.with(plan) { try await $0.result() }
                #expect(result.exitCode == 2)
                #expect(result.errors.contains(message))
                #expect(result.output == "")
                #expect(!FileManager.default.fileExists(atPath: project.artifacts.path))
            }
        }

        @Test func `a flow that starts at a path needs a base URL`() async throws {
            try await Project.with(Self.files) { project in
                let result = try await project.perceo("ci", "test")
                #expect(result.exitCode == 2)
                #expect(result.errors.contains("flows/plain.yaml:1:1: \"Plain\" starts at a path"))
                #expect(result.errors.contains("--base-url"))
            }
        }

        @Test func `a project without a folder of flows is told so`() async throws {
            try await Project.with { project in
                let result = try await project.perceo("ci", "test", "--base-url", "http://127.0.0.1:1")
                #expect(result.exitCode == 2)
                #expect(result.errors.contains("flows"))
                #expect(result.errors.contains("there is no such folder"))
            }
        }

        @Test(arguments: [
            ["--flows-from", "list.txt"], ["--flows-from", "-"], ["--grep", "^Pl"], ["--flow", "plain"],
        ])
        func `flows are chosen by list, input, pattern and slug`(arguments: [String]) async throws {
            try await Project.with(Self.files) { project in
                let all = ["ci", "test", "--base-url", try Site.url(), "--video", "off"] + arguments
                let plan = try project.plan(all, input: "\n  Plain  \n# no more\n")
                let result = try await RunningProgram.with(plan) { try await $0.result() }
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(try project.record().flows.map(\.name) == ["Plain"])
            }
        }

        @Test func `flows run takes a name or a file, and stops where it is told`() async throws {
            try await Project.with(Self.files) { project in
                let site = try Site.url()
                let byFile = try await project.perceo(
                    "flows", "run", "flows/plain.yaml", "--base-url", site, "--video", "off")
                #expect(byFile.exitCode == 0, "\(byFile.errors)")
                let partly = try await project.perceo(
                    "flows", "run", "Whale", "--step", "Read the heading", "--base-url", site, "--video",
                    "off")
                #expect(partly.exitCode == 0, "\(partly.errors)")
                #expect(
                    try project.record().flows.first?.attempts.first?.steps.map(\.name) == [
                        "Read the heading"
                    ])
                let unknown = try await project.perceo(
                    "flows", "run", "Whale", "--step", "Dive", "--base-url", site)
                #expect(unknown.exitCode == 2)
                #expect(unknown.errors.contains("no selected flow has a step \"Dive\""))
            }
        }
    }
}
