import Foundation
import FoundationXML
import Testing

extension PerceoCommand {
    /// What one run with a flow that passes and one that fails leaves behind.
    @Suite(.playedRun) struct ArtifactTests {
        private let played: PlayedRun

        init() throws { played = try #require(PlayedRun.current) }

        @Test func `latest points at the run`() throws {
            #expect(try played.project.lastRun().lastPathComponent == played.record.run.id)
            #expect(played.record.run.triggeredBy == "pr")
            #expect(played.record.run.pr == 7)
            #expect(played.record.run.commit == "c0ffee")
        }

        @Test func `every file the record names is there, and nothing else`() throws {
            var named = ["run.json", "junit.xml", "report.html"]
            for flow in played.record.flows {
                named +=
                    [flow.slug, "\(flow.slug)/console.jsonl", "\(flow.slug)/network.har"] + flow.screenshots
                named += [flow.video?.path].compactMap { $0 }
                named += flow.attempts.flatMap(\.steps).compactMap(\.outline)
            }
            #expect(FileManager.default.paths(below: try played.project.lastRun()) == named.sorted())
        }

        @Test(arguments: ["plain/final.png", "whale/final.png"])
        func `the last picture has the size of the window`(path: String) throws {
            let bytes = try Array(Data(contentsOf: try played.project.lastRun().appending(path: path)))
            #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            let number = { (start: Int) in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
            #expect(number(16) == 1280)
            #expect(number(20) == 720)
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
        func `the database says the same as the record`() async throws {
            let counts = try await played.project.rows(
                "SELECT status, count(*) FROM test_runs GROUP BY 1 ORDER BY 1")
            #expect(counts == ["failed|1", "passed|1"])
            let rows = try await played.project.rows(
                """
                SELECT name, duration_ms, video_url, triggered_by, pr_number, commit_sha, screenshots,
                  completed_at >= test_runs.created_at, json_valid(logs), json_extract(logs, '$.run')
                FROM test_runs JOIN flows ON flows.id = flow_id ORDER BY name
                """)
            let run = played.record.run.id
            let expected = try played.record.flows.map { flow in
                let video = try #require(flow.video?.path)
                let pictures = flow.screenshots.map { "\"artifacts/\(run)/\($0)\"" }.joined(separator: ",")
                return
                    "\(flow.name)|\(flow.durationMs)|artifacts/\(run)/\(video)|pr|7|c0ffee|[\(pictures)]|1|1|\(run)"
            }
            #expect(rows == expected)
            let message = try await played.project.rows(
                "SELECT error_message FROM test_runs WHERE status = 'failed'")
            #expect(
                message == [
                    "step 2: See a whale: expectation_unmet: expected \"A blue whale\" is visible, saw nothing like it on /plain"
                ])
        }

        @Test func `junit.xml is what a build server reads`() throws {
            let data = try Data(contentsOf: played.project.lastRun().appending(path: "junit.xml"))
            let parser = XMLParser(data: data)
            let counter = ElementCounter()
            parser.delegate = counter
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            #expect(counter.counts["testcase"] == 2)
            #expect(counter.counts["failure"] == 1)
        }

        @Test(
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ffprobe")), arguments: [0, 1])
        func `the recording is a video as long as the flow`(index: Int) async throws {
            let flow = played.record.flows[index]
            let video = try #require(flow.video)
            let file = try played.project.lastRun().appending(path: video.path)
            let plan = RunningProgram.Plan(
                executable: URL(filePath: "/usr/bin/ffprobe"),
                arguments: [
                    "-v", "error", "-show_entries", "format=duration:stream=width,height", "-of", "csv=p=0",
                    file.path,
                ])
            let result = try await RunningProgram.with(plan) { try await $0.result() }
            #expect(result.exitCode == 0, "\(result.errors)")
            #expect(result.errors == "")
            let lines = result.output.split(separator: "\n")
            #expect(lines.first == "1280,720")
            let seconds = try #require(lines.last.flatMap { Double($0) })
            let attempt = try #require(flow.attempts.last)
            #expect(abs(seconds - Double(attempt.durationMs) / 1000) < 1)
            #expect(abs(seconds - Double(video.durationMs) / 1000) < 1)
        }

        private final class ElementCounter: NSObject, XMLParserDelegate {
            var counts: [String: Int] = [:]

            func parser(
                _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
                qualifiedName: String?,
                attributes: [String: String]
            ) {
                counts[name, default: 0] += 1
            }
        }
    }
}
