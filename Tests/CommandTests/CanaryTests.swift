import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// A value that a model types without knowing it, on a page that repeats it wherever a page can.
    @Suite struct CanaryTests {
        private static let vault = """
            <title>Vault</title><h1>finch-7Qz</h1><p>finch-7Qz&amp;"</p><form action=/found style="position:absolute;left:100px;top:100px">
            <label>Code <input name=code style="width:300px;height:40px"></label><button>Look up</button></form>
            """

        private static let flow = """
            name: Vault
            entry_point: /vault
            data: {code: "${PLAYED_PASSWORD}"}
            steps:
              - name: Look the code up
                timeout_ms: 5000
                expected_state: {visible: [You typed], value: {Again: "${data.code}"}, text: "${data.code}"}
              - name: The code was found
            """

        private static func answer(_ asked: AskedRequest) async -> ScriptedAnswer {
            guard !String(decoding: asked.bytes, as: UTF8.self).contains("report_verdict") else {
                return .say(
                    ScriptedReply([
                        .call("report_verdict", ["first": "yes", "second": "no", "quotes": ["You typed"]])
                    ]))
            }
            let oracle = Oracle(viewport: (1280, 720)) { question in
                let moves: [OracleMove] = [
                    .click(PagePoint(300, 120)), .type("${data.code}"), .key("Return"),
                ]
                return question.turn == 0 ? moves : question.turn == 1 ? [.screenshot] : [.report(.done)]
            }
            return await oracle.answer(asked)
        }

        @Test func `a value that a model types is in nothing that it is sent, nor in what is kept of it`()
            async throws
        {
            let site = try Site.running()
            site.page("/vault", Self.vault)
            try await ScriptedServer.with(Self.answer) { server in
                try await Project.with(["flows/a.yaml": Self.flow]) { project in
                    let result = try await project.play(
                        site.origin, "--model", "record", "--json",
                        environment: ModelTests.environment(server).merging([
                            "PLAYED_PASSWORD": Canary.password
                        ]) { $1 })
                    #expect(result.exitCode == 0, "\(result.errors)")
                    #expect(server.violations == [])
                    let bodies = server.requests.map(\.bytes).filter { Canary.isIn(Data($0)) }
                    #expect(bodies.isEmpty)
                    Criterion.count(
                        "12 places", server.requests.count - bodies.count, of: server.requests.count)
                    #expect(try Canary.places(in: project, result) == [])
                    let kept = FileManager.default.paths(below: project.folder)
                    for name in ["model-act.json", "model-verify.json", "memory/vault.json", "perceo.sqlite"]
                    {
                        #expect(kept.contains { $0.hasSuffix(name) }, "\(name)")
                    }
                    #expect(try await project.rows("select count(*) from test_runs") == ["1"])
                    guard Criterion.isAsked else { return }
                    try await Self.read(server.requests.flatMap(\.images), project)
                }
            }
        }

        /// Reads the pictures that went to the model.
        private static func read(_ images: [(kind: String, base64: String)], _ project: Project) async throws
        {
            var texts: [String] = []
            for (number, image) in images.enumerated() {
                let file = project.temporary.appending(path: "perceo-picture-\(number)")
                try #require(Data(base64Encoded: image.base64)).write(to: file)
                texts.append(try await PictureText.read(file))
            }
            // Lest it be blind: what is like the canary, and no secret, is read in the first.
            #expect(texts.first?.contains("finch") == true, "\(texts)")
            let shown = texts.filter { $0.lowercased().contains("canary") }
            #expect(shown == [])
            Criterion.count("12 pictures", texts.count - shown.count, of: texts.count)
        }
    }
}

/// Reads pictures as a person would, with Debian's `tesseract-ocr`; only for `make eval`.
enum PictureText {
    static func read(_ picture: URL) async throws -> String {
        let larger = picture.appendingPathExtension("large.png")
        defer { try? FileManager.default.removeItem(at: larger) }
        _ = try await run(
            "/usr/bin/ffmpeg", ["-v", "error", "-i", picture.path, "-vf", "scale=iw*2:-1", larger.path])
        return try await run("/usr/bin/tesseract", [larger.path, "stdout", "--psm", "11"])
    }

    private static func run(_ program: String, _ arguments: [String]) async throws -> String {
        let plan = RunningProgram.Plan(
            executable: URL(filePath: program), arguments: arguments, environment: ["OMP_THREAD_LIMIT": "1"])
        let result = try await RunningProgram.with(plan) { try await $0.result() }
        try #require(result.exitCode == 0, "\(program): \(result.errors)")
        return result.output
    }
}
