import Foundation
import Testing

extension PerceoCommand {
    /// What is not the application's fault ends with exit code 3 and a message that names the cause.
    @Suite struct InfrastructureTests {
        private static let files = ["flows/plain.yaml": SampleFlow.passing]

        @Test func `a base URL that can't be reached`() async throws {
            try await Project.with(Self.files) { project in
                let result = try await project.play("http://127.0.0.1:1")
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("the base URL can't be reached"))
                #expect(result.errors.contains("127.0.0.1:1"))
                #expect(result.duration < .seconds(5))
            }
        }

        @Test func `a Chromium that is not there`() async throws {
            let config = #"{"browser": {"path": "/nowhere/chromium"}}"#
            try await Project.with(Self.files.merging([".perceo/config.json": config]) { $1 }) { project in
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("start Chromium: /nowhere/chromium is not an executable file"))
            }
        }

        @Test func `a Chromium that dies at its start has its last words repeated`() async throws {
            try await Project.with(Self.files) { project in
                let script = project.folder.appending(path: "chromium.sh")
                try project.write(
                    "chromium.sh",
                    "#!/bin/sh\necho 'libnss3.so: cannot open shared object file' >&2\nexit 1\n")
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
                try project.write(".perceo/config.json", #"{"browser": {"path": "\#(script.path)"}}"#)
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("start Chromium: "))
                #expect(result.errors.contains("libnss3.so: cannot open shared object file"))
                #expect(
                    !FileManager.default.fileExists(atPath: project.artifacts.appending(path: "latest").path))
            }
        }

        @Test func `a temporary folder that can't be written`() async throws {
            try await Project.with(Self.files.merging(["file": ""]) { $1 }) { project in
                let broken = project.folder.appending(path: "file").path
                let result = try await project.play(Site.url(), environment: ["TMPDIR": broken])
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("make \(broken)/perceo-"))
                #expect(result.errors.lowercased().contains("not a directory"))
            }
        }

        @Test func `an artifacts folder that can't be written`() async throws {
            try await Project.with(Self.files.merging(["file": ""]) { $1 }) { project in
                let result = try await project.play(Site.url(), "--out", "file/out")
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("can't make the artifacts folder"))
                #expect(result.errors.contains("file/out/"))
                #expect(result.errors.lowercased().contains("not a directory"))
            }
        }

        @Test func `an application that dies has its output shown`() async throws {
            let config = """
                {"baseUrl": "http://127.0.0.1:1", "app": {"command": "echo migrating; echo no database >&2; exit 4"}}
                """
            try await Project.with(Self.files.merging([".perceo/config.json": config]) { $1 }) { project in
                let result = try await project.perceo("ci", "test")
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("the application under test did not start"))
                #expect(result.errors.contains("4"))
                #expect(result.errors.contains("migrating"))
                #expect(result.errors.contains("no database"))
            }
        }

        @Test func `an application that never answers is given up and ended`() async throws {
            let config = """
                {"baseUrl": "http://127.0.0.1:1",
                 "app": {"command": ["sh", "-c", "trap '' TERM; echo warming up; while :; do sleep 1; done"], "timeoutMs": 400}}
                """
            try await Project.with(Self.files.merging([".perceo/config.json": config]) { $1 }) { project in
                let result = try await project.perceo("ci", "test")
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("did not answer at http://127.0.0.1:1 within 0.4 s"))
                #expect(result.errors.contains("warming up"))
            }
        }

        @Test func `an application that Perceo starts is ended with the run`() async throws {
            let command = [
                try Program.shop().path, "--port", "0", "--public",
                Program.repository.appending(path: "Examples/Shop/Public").path,
            ]
            // The port is only known once the shop runs, so a page of the test site stands in for its readiness.
            let list = command.map { "\"\($0)\"" }.joined(separator: ", ")
            let config = """
                {"baseUrl": "\(try Site.url())",
                 "app": {"command": [\(list)], "reuse": false}}
                """
            try await Project.with(Self.files.merging([".perceo/config.json": config]) { $1 }) { project in
                let result = try await project.perceo("ci", "test", "--video", "off")
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test(.enabled(if: SmallDisk.isPossible, "mounting takes the rights for it"))
        func `a disk that fills up costs the recording, not the verdict`() async throws {
            let files = [
                "flows/busy.yaml": SampleFlow.reading("Done", at: "/busy", name: "Busy", limit: 8000)
            ]
            try await Project.with(files) { project in
                let command = [
                    "ci", "test", "--base-url", try Site.url(), "--screenshots", "final", "--out", "disk",
                ]
                let plan = try SmallDisk.plan(project.plan(command), at: "disk", kilobytes: 160)
                let result = try await RunningProgram.with(plan) { try await $0.result() }
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(result.errors.contains("PASS"))
                #expect(
                    result.errors.contains(
                        "NOTE   Busy: the recording is incomplete: No space left on device"))
                #expect(result.lastLine.hasPrefix("1 passed, 0 failed, 0 errors"))
                #expect(result.errors.contains("faults: 1 disk_full"))
            }
        }
    }
}
