import Foundation
import HTTP
import PerceoTestKit
import Testing

@testable import Runner

@Suite(.timeLimit(.minutes(1))) struct ApplicationUnderTestTests {
    private func app(_ arguments: String..., change: (inout PerceoConfig.App) -> Void = { _ in })
        -> PerceoConfig.App
    {
        var app = PerceoConfig.App(command: .arguments(arguments.map(ConfigText.init(literal:))))
        app.reuse = false
        app.timeout = .milliseconds(600)
        change(&app)
        return app
    }

    private func start(_ app: PerceoConfig.App, at url: String?, in folder: URL) async throws
        -> ApplicationUnderTest?
    {
        let http = try HTTPClient()
        defer { http.close() }
        return try await ApplicationUnderTest.start(
            app, projectFolder: folder, baseURL: url.flatMap(URL.init(string:)), http: http)
    }

    @Test func `one that answers already is used as it is`() async throws {
        try await withTemporaryFolder { folder in
            try await FixtureSite.with { site in
                let app = app("touch", "started") { $0.reuse = true }
                let running = try await start(app, at: site.origin, in: folder)
                #expect(running == nil)
                #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "started").path))
            }
        }
    }

    @Test func `one is started in its folder, with its environment, and ended`() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "app"), withIntermediateDirectories: true)
            try await FixtureSite.with { site in
                let script =
                    "trap 'echo bye > ended; exit' TERM; echo $COLOUR > seen; echo $$ > pid; sleep 60 & wait"
                let app = app("sh", "-c", script) {
                    $0.folder = ConfigText(literal: "app")
                    $0.environment = ["COLOUR": ConfigText(literal: "red")]
                }
                let running = try #require(try await start(app, at: nil, in: folder))
                let seen = folder.appending(path: "app/pid")
                while !FileManager.default.fileExists(atPath: seen.path) { await Task.yield() }
                await running.end()
                let text = { (name: String) in
                    try String(contentsOf: folder.appending(path: "app/\(name)"), encoding: .utf8)
                }
                #expect(try text("seen") == "red\n")
                #expect(try text("ended") == "bye\n")
                let id = try text("pid").trimmingCharacters(in: .newlines)
                // Its last descriptor closes a moment before it is gone.
                while FileManager.default.fileExists(atPath: "/proc/\(id)") { await Task.yield() }
            }
        }
    }

    @Test func `one that dies has its last words repeated`() async throws {
        try await withTemporaryFolder { folder in
            let app = app("sh", "-c", "echo out of memory; exit 9") { $0.timeout = .seconds(20) }
            let error = await #expect(throws: RunnerError.self) {
                try await start(app, at: "http://127.0.0.1:1", in: folder)
            }
            #expect(error?.exitCode == 3)
            #expect(
                error?.description
                    == "the application under test did not start: it ended with exit code 9; it printed:\n  out of memory"
            )
        }
    }

    @Test func `one that can't be found is told so`() async throws {
        try await withTemporaryFolder { folder in
            let app = app("no-such-program") { $0.timeout = .seconds(20) }
            let error = await #expect(throws: RunnerError.self) {
                try await start(app, at: "http://127.0.0.1:1", in: folder)
            }
            #expect(error?.description.contains("no-such-program") == true)
        }
    }

    @Test func `one that never answers is given up, and what it said is kept without secrets`() async throws {
        try await withTemporaryFolder { folder in
            let token = try loadConfig(
                base: #"{"app": {"command": "x", "env": {"TOKEN": "${TOKEN}"}}}"#, ["TOKEN": "open sesame"])
            let app = app("sh", "-c", "echo token $TOKEN; sleep 60") {
                $0.environment = token.app?.environment ?? [:]
                // Two shells have to start within it, on however busy a machine.
                $0.timeout = .seconds(6)
            }
            let error = await #expect(throws: RunnerError.self) {
                try await start(app, at: "http://127.0.0.1:1", in: folder)
            }
            #expect(
                error?.description
                    == "the application under test did not answer at http://127.0.0.1:1 within 6.0 s; it printed:\n"
                    + "  token ‹secret›")
        }
    }
}
