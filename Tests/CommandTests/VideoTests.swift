import Foundation
import Glibc
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// What becomes of a flow's video, whichever way it is made and however the run ends.
    @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ffprobe")))
    struct VideoTests {
        private func files(_ engine: String) -> [String: String] {
            [
                ".perceo/config.json": #"{"run": {"videoEngine": "\#(engine)"}}"#,
                "flows/plain.yaml": SampleFlow.passing, "flows/whale.yaml": SampleFlow.failing,
            ]
        }

        /// Width, height and the number of pictures, as `ffprobe` counts them.
        private func probe(_ file: URL) async throws -> [Int] {
            let plan = RunningProgram.Plan(
                executable: URL(filePath: "/usr/bin/ffprobe"),
                arguments: [
                    "-v", "error", "-count_packets", "-select_streams", "v:0", "-show_entries",
                    "stream=width,height,nb_read_packets", "-of", "csv=p=0", file.path,
                ])
            let result = try await RunningProgram.with(plan) { try await $0.result() }
            return result.output.split(whereSeparator: { $0 == "," || $0.isNewline }).compactMap { Int($0) }
        }

        @Test(arguments: ["browser", "ffmpeg"])
        func `a video for failures only leaves none of a flow that passed`(engine: String) async throws {
            try await Project.with(files(engine)) { project in
                let result = try await project.perceo(
                    "ci", "test", "--base-url", Site.url(), "--video", "on-failure")
                #expect(result.exitCode == 1, "\(result.errors)")
                let flows = try project.record().flows
                for flow in flows {
                    #expect((flow.video == nil) == (flow.status == "passed"), "\(flow.name)")
                    guard let video = flow.video else { continue }
                    #expect(video.kind == (engine == "browser" ? "screen-recording" : "screencast"))
                    let seen = try await probe(try project.lastRun().appending(path: video.path))
                    #expect(seen.prefix(2) == [1280, 720])
                }
                let left = FileManager.default.paths(below: try project.lastRun())
                #expect(left.filter { $0.contains("recording.") }.count == 1)
            }
        }

        @Test func `an encoder that breaks costs the video, not the verdict, and is counted`() async throws {
            try await Project.with(files("ffmpeg").merging(["bin/ffmpeg": "#!/bin/false\n"]) { $1 }) {
                project in
                let program = project.folder.appending(path: "bin/ffmpeg").path
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
                let plan = try project.plan(
                    ["ci", "test", "--base-url", Site.url(), "--video", "on"],
                    environment: ["PATH": project.folder.path + "/bin:/usr/bin:/bin"])
                let result = try await RunningProgram.with(plan) { try await $0.result() }
                #expect(result.lastLine.hasPrefix("1 passed, 1 failed, 0 errors"), "\(result.errors)")
                #expect(try project.record().run.faults == ["recording_failed": 2])
                #expect(result.errors.contains("faults: 2 recording_failed"))
            }
        }

        @Test(arguments: ["browser", "ffmpeg"])
        func `a run that is killed leaves films that can be played`(engine: String) async throws {
            let site = try Site.running()
            let files = [
                ".perceo/config.json":
                    #"{"baseUrl": "\#(try Site.url())", "run": {"videoEngine": "\#(engine)"}}"#,
                "flows/busy.yaml": SampleFlow.reading(
                    "Never shown", at: "/busy", name: "Busy", limit: 30_000),
            ]
            try await Project.with(files) { project in
                let before = site.count("/busy")
                let plan = try project.plan(["ci", "test", "--video", "on"])
                var film: URL?
                try await RunningProgram.with(plan) { program in
                    try await eventually(within: .seconds(20), "a page is open: \(program.errors)") {
                        site.count("/busy") > before
                    }
                    try await eventually(within: .seconds(20), "some film is on the disk") {
                        let found = FileManager.default.paths(below: project.artifacts)
                            .first { $0.contains("recording.") }
                        film = found.map { project.artifacts.appending(path: $0) }
                        let size = film.flatMap { try? Data(contentsOf: $0).count } ?? 0
                        return size > 100_000
                    }
                    program.send(SIGKILL)
                }
                let file = try #require(film)
                try await eventually(within: .seconds(5), "nothing runs: \(project.processes)") {
                    project.processes.isEmpty
                }
                let seen = try await probe(file)
                #expect(seen.prefix(2) == [1280, 720])
                #expect((seen.last ?? 0) >= 3)
                try? FileManager.default.removeItem(at: project.temporary)
            }
        }
    }
}
