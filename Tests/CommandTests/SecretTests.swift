import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// A value from the environment is in nothing a run prints or writes, whatever the page did with it.
    @Suite struct SecretTests {
        private static func form(_ name: String, expecting state: String) -> String {
            """
            name: \(name)
            entry_point: /form
            data: {code: "${PLAYED_PASSWORD}"}
            steps:
              - name: Look up
                timeout_ms: 1500
                actions:
                  - {type: fill, target: Code, value: "${data.code}"}
                  - {type: click, target: Look up}
                expected_state: {\(state)}
            """
        }

        private static let signIn = """
            name: Sign in
            entry_point: /sign-in
            data: {email: ada@example.com, password: "${PLAYED_PASSWORD}"}
            steps:
              - name: Sign in
                actions:
                  - {type: fill, target: Email, value: "${data.email}"}
                  - {type: fill, target: Password, value: "${data.password}"}
                  - {type: click, target: "css=form button"}
                expected_state: {visible: [Ada]}
            """

        private let environment = ["PLAYED_PASSWORD": Canary.password]

        @Test func `not when it is typed, shown, logged, sent and expected, and all goes well`() async throws
        {
            let flow = Self.form(
                "Good",
                expecting: #"visible: ["${data.code}"], value: {Again: "${data.code}"}, text: "${data.code}""#
            )
            try await Project.with(["flows/a.yaml": flow]) { project in
                let plan = try project.plan(
                    ["ci", "test", "--base-url", Site.url(), "--json"], environment: environment)
                let result = try await RunningProgram.with(plan) { try await $0.result() }
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(try Canary.places(in: project, result) == [])
                let log = try String(
                    contentsOf: project.lastRun().appending(path: "good/console.jsonl"), encoding: .utf8)
                #expect(log.contains("looked up ‹secret›"))
            }
        }

        @Test func `not when it is cut short in what is told of a failure`() async throws {
            let texts = [40, 50, 60, 80, 120, 160, 200, 300, 500, 600, 2000].map {
                "\"css=#cut\($0)\": nothing"
            }
            let expectations = [
                #"visible: ["${data.code} is here"], hidden: ["${data.code}"], value: {Again: "no ${data.code}"}"#,
                #"title: nothing, url: "/found/${data.code}", request: "GET /never/${data.code}""#,
                "text: {\(texts.joined(separator: ", "))}", "console: clean",
            ]
            let flows = expectations.enumerated().map { number, state in
                ("flows/\(number).yaml", Self.form("Bad \(number)", expecting: state))
            }
            let lost =
                Self.form("Lost", expecting: "visible: [You typed]")
                + "\n  - name: Press\n    timeout_ms: 900\n    actions: [{type: click, target: Cut down}]\n"
            let files = Dictionary(uniqueKeysWithValues: flows + [("flows/lost.yaml", lost)])
            try await Project.with(files) { project in
                let result = try await project.play(Site.url(), "--json", environment: environment)
                #expect(result.exitCode == 1, "\(result.errors)")
                #expect(result.lastLine.hasPrefix("0 passed, 5 failed"))
                #expect(result.errors.contains("‹secret›"))
                #expect(try Canary.places(in: project, result) == [])
            }
        }

        @Test func `not when it signs in, nor when a flow can't find what it names`() async throws {
            let lost = """
                name: Lost
                entry_point: /
                data: {code: "${PLAYED_PASSWORD}"}
                steps:
                  - name: Look for it
                    timeout_ms: 500
                    actions: [{type: click, target: "${data.code}"}]
                """
            let astray = """
                name: Astray
                entry_point: "/nowhere/${PLAYED_PASSWORD}"
                steps:
                  - name: Read
                    timeout_ms: 500
                    expected_state: {visible: [Nothing]}
                """
            let files = ["flows/a.yaml": Self.signIn, "flows/b.yaml": lost, "flows/c.yaml": astray]
            try await Project.with(files) { project in
                let result = try await project.play(
                    ShopServer.running().url, "--json", environment: environment)
                #expect(result.exitCode == 1, "\(result.errors)")
                #expect(result.errors.contains("PASS   [") && result.errors.contains("Sign in"))
                #expect(try Canary.places(in: project, result) == [])
            }
        }

        @Test func `not when the base URL carries it`() async throws {
            try await Project.with(["flows/a.yaml": SampleFlow.passing]) { project in
                let site = try Site.url().replacing("http://", with: "http://ada:canary-9@")
                let reached = try await project.play(site, "--json")
                #expect(reached.exitCode == 0, "\(reached.errors)")
                #expect(try Canary.places(in: project, reached) == [])
                let unreached = try await project.play("http://ada:canary-9@127.0.0.1:1")
                #expect(unreached.exitCode == 3)
                #expect(try Canary.places(in: project, unreached) == [])
            }
        }
    }
}

/// A value that must never be found in anything a run leaves behind.
enum Canary {
    /// Holds what is written differently in URLs, markup, JSON and forms.
    static let password = "canary-7Qz&\"</p>\\ü% +*(~)'!19"

    /// What every way of writing it begins with: as it is, in Base64 after any number of bytes, and in hexadecimals.
    private static let beginnings = ["canary", "Y2FuYXJ5", "bmFyeS", "YW5hcn", "63616e617279"]

    static func isIn(_ bytes: Data) -> Bool {
        beginnings.contains { bytes.firstRange(of: Data($0.utf8)) != nil }
    }

    /// The files of the project, and the outputs, in which it is found, even if only in part.
    static func places(in project: Project, _ result: CommandResult) throws -> [String] {
        var places = beginnings.flatMap { beginning in
            [("stdout", result.output), ("stderr", result.errors)].filter { $0.1.contains(beginning) }.map(
                \.0)
        }
        var looked = 2
        for folder in ["artifacts", ".perceo"] {
            let root = project.folder.appending(path: folder)
            for path in FileManager.default.paths(below: root) {
                guard let bytes = FileManager.default.contents(atPath: root.appending(path: path).path) else {
                    continue
                }
                looked += 1
                if isIn(bytes) || path.contains(beginnings[0]) { places.append("\(folder)/\(path)") }
            }
        }
        Criterion.count("12 places", looked - places.count, of: looked)
        return places
    }
}
