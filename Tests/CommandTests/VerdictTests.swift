import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    @Suite struct VerdictTests {
        private static let both = [
            "flows/plain.yaml": SampleFlow.passing, "flows/whale.yaml": SampleFlow.failing,
        ]

        @Test func `a run in which all flows pass ends with 0`() async throws {
            try await Project.with(["flows/plain.yaml": SampleFlow.passing]) { project in
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(result.errors.contains("PASS   [1/1] Plain"))
                #expect(result.lastLine.hasPrefix("1 passed, 0 failed, 0 errors, 0 flaky, 0 healed in "))
                #expect(result.output == "")
            }
        }

        @Test func `a flow that fails names its step, what was expected and what was seen`() async throws {
            try await Project.with(Self.both) { project in
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 1)
                #expect(result.lastLine.hasPrefix("1 passed, 1 failed, 0 errors, 0 flaky, 0 healed in "))
                let id = try project.record().run.id
                for line in [
                    "step 2: See a whale", "expectation_unmet", "expected   \"A blue whale\" is visible",
                    "saw        nothing like it on /plain", "flow file  flows/whale.yaml:8:32",
                    "screenshot artifacts/\(id)/whale/final.png",
                    "repeat     perceo flows run \"Whale\"",
                ] { #expect(result.errors.contains(line)) }
                let flow = try #require(try project.record().flows.first { $0.name == "Whale" })
                let steps = try #require(flow.attempts.last?.steps)
                #expect(steps.map(\.status) == ["passed", "failed", "skipped"])
                #expect(flow.error?.step == 2)
                #expect(flow.error?.code == "expectation_unmet")
            }
        }

        @Test func `a flow that passes on its second attempt is flaky`() async throws {
            let flow = SampleFlow.reading(
                "Ready", at: "/visit?flaky=\(UUID().uuidString)", name: "Second time")
            try await Project.with(["flows/a.yaml": flow]) { project in
                let result = try await project.play(Site.url(), "--retries", "1")
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(result.errors.contains("FLAKY  [1/1] Second time"))
                #expect(result.lastLine.hasPrefix("1 passed, 0 failed, 0 errors, 1 flaky"))
                let record = try project.record()
                #expect(record.flows.first?.status == "passed")
                #expect(record.flows.first?.marks == ["flaky"])
                #expect(record.flows.first?.attempts.map(\.status) == ["failed", "passed"])
                let files = FileManager.default.paths(below: try project.lastRun())
                #expect(files.contains("second-time/final.png"))
                #expect(files.contains("second-time/attempt-2/final.png"))
            }
        }

        @Test func `a flaky flow fails the run when that is asked for`() async throws {
            let flow = SampleFlow.reading(
                "Ready", at: "/visit?flaky=\(UUID().uuidString)", name: "Second time")
            try await Project.with(["flows/a.yaml": flow]) { project in
                let result = try await project.play(Site.url(), "--retries", "2", "--fail-on-flaky")
                #expect(result.exitCode == 1)
                #expect(result.lastLine.hasPrefix("1 passed, 0 failed, 0 errors, 1 flaky"))
                #expect(try project.record().flows.first?.attempts.count == 2)
            }
        }

        @Test func `only what did not pass is played again with --last-failed`() async throws {
            try await Project.with(Self.both) { project in
                let site = try Site.url()
                #expect(try await project.play(site).exitCode == 1)
                #expect(try await project.play(site, "--last-failed").exitCode == 1)
                #expect(try project.record().flows.map(\.name) == ["Whale"])
                try project.write(
                    "flows/whale.yaml",
                    SampleFlow.failing.replacing("A blue whale", with: "Plain page")
                        .replacing("{type: click, target: Feed}", with: "{type: click, target: Next}"))
                #expect(try await project.play(site, "--last-failed").exitCode == 0)
                let nothing = try await project.play(site, "--last-failed")
                #expect(nothing.exitCode == 2)
                #expect(nothing.errors.contains("no flow is selected (of 2)"))
            }
        }

        @Test(arguments: [
            (
                "steps", ["plain/final.png"], ["whale/01-read-the-heading.jpg", "whale/final.png"]
            ),
            ("final", ["plain/final.png"], ["whale/final.png"]),
            ("on-failure", [], ["whale/final.png"]),
            ("off", [], []),
        ])
        func `pictures are taken as asked for`(mode: String, passed: [String], failed: [String]) async throws
        {
            try await Project.with(Self.both) { project in
                #expect(try await project.play(Site.url(), "--screenshots", mode).exitCode == 1)
                let pictures = FileManager.default.paths(below: try project.lastRun())
                    .filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".png") }
                #expect(pictures == passed + failed)
                #expect(try project.record().flows.map(\.screenshots) == [passed, failed])
            }
        }

        @Test func `a video is kept of what failed only, when that is asked for`() async throws {
            try await Project.with(Self.both) { project in
                let result = try await project.perceo(
                    "ci", "test", "--base-url", Site.url(), "--video", "on-failure")
                #expect(result.exitCode == 1)
                let videos = FileManager.default.paths(below: try project.lastRun()).filter {
                    $0.hasSuffix(".mp4")
                }
                #expect(videos == ["whale/recording.mp4"])
                #expect(try project.record().flows.map { $0.video?.path } == [nil, "whale/recording.mp4"])
            }
        }

        @Test func `standard output holds run.json and nothing else, when that is asked for`() async throws {
            try await Project.with(Self.both) { project in
                let result = try await project.play(Site.url(), "--json")
                #expect(result.exitCode == 1)
                let file = try Data(contentsOf: try project.lastRun().appending(path: "run.json"))
                #expect(Data(result.output.utf8) == file)
                let record = try RunFile(file)
                #expect(record.schema == "perceo.run/1")
                #expect(record.summary.total == 2)
                #expect(record.summary.passed == 1)
                #expect(record.summary.failed == 1)
                #expect(result.errors.contains("1 passed, 1 failed"))
            }
        }

        @Test func `only the reports that are asked for are written`() async throws {
            try await Project.with(["flows/plain.yaml": SampleFlow.passing]) { project in
                let result = try await project.play(Site.url(), "--reporter", "junit", "--screenshots", "off")
                #expect(result.exitCode == 0)
                let reports = try FileManager.default.contentsOfDirectory(atPath: project.lastRun().path)
                #expect(reports.filter { $0 != "plain" } == ["junit.xml"])
                #expect(!result.errors.contains("PASS"))
            }
        }

        @Test func `a setup is played once, and its state is where flows begin`() async throws {
            let site = try Site.running()
            let before = site.count("/save")
            let files = [
                "flows/save.yaml": SampleFlow.reading("Saved", at: "/save", name: "Save"),
                "flows/one.yaml": SampleFlow.reading(
                    "who=ada", at: "/who", name: "One", more: "setup: [Save]\n"),
                "flows/two.yaml": SampleFlow.reading(
                    "who=ada", at: "/who", name: "Two", more: "setup: [Save]\n"),
            ]
            try await Project.with(files) { project in
                let result = try await project.play(site.origin, "--flow", "One", "--flow", "Two")
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(site.count("/save") == before + 1)
            }
        }

        @Test func `what starts from a setup that failed can't be judged`() async throws {
            let files = [
                "flows/save.yaml": SampleFlow.reading("Lost", at: "/save", name: "Save"),
                "flows/one.yaml": SampleFlow.reading(
                    "who=ada", at: "/who", name: "One", more: "setup: [Save]\n"),
            ]
            try await Project.with(files) { project in
                let result = try await project.play(Site.url(), "--flow", "One")
                #expect(result.exitCode == 3)
                #expect(result.errors.contains("its setup \"Save\" failed: expected \"Lost\" is visible"))
                #expect(try project.record().flows.first?.error?.code == "setup_failed")
            }
        }

        @Test func `a shard that is left without a flow has nothing against the application`() async throws {
            try await Project.with(["flows/plain.yaml": SampleFlow.passing]) { project in
                let result = try await project.play(Site.url(), "--shard", "2/2")
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(result.lastLine.hasPrefix("0 passed, 0 failed, 0 errors"))
                #expect(try project.record().summary.total == 0)
            }
        }

        @Test func `every shard plays its part, and together they play all`() async throws {
            let names = ["Ash", "Beech", "Cedar", "Elm", "Fir"]
            let files = Dictionary(
                uniqueKeysWithValues: names.map { name in
                    ("flows/\(name).yaml", SampleFlow.reading("Plain page", at: "/plain", name: name))
                })
            try await Project.with(files) { project in
                var played: [String] = []
                for shard in ["1/2", "2/2"] {
                    let result = try await project.play(Site.url(), "--shard", shard, "--screenshots", "off")
                    #expect(result.exitCode == 0, "\(result.errors)")
                    #expect(result.errors.contains("shard \(shard)"))
                    played += try project.record().flows.map(\.name)
                }
                #expect(played.sorted() == names)
            }
        }
    }
}
