import Foundation
import Testing

extension PerceoCommand {
    /// What is wrong with a flow file is told with its place, before any browser starts.
    @Suite struct FlowFileTests {
        private static func flow(_ step: String, top: String = "") -> String {
            "name: Alpha\n\(top)steps:\n  - name: One\n\(step)\n"
        }

        @Test(arguments: [
            (
                flow("    expected_state: {visible: [x]}", top: "entry_pont: /\n"),
                #"flows/a.yaml:2:1: unknown key "entry_pont" in a flow (did you mean "entry_point"?)"#
            ),
            (
                flow("    actions: [{type: clik, target: a}]"),
                #"flows/a.yaml:4:22: unknown action type "clik" (did you mean "click"?)"#
            ),
            (
                flow("    actions: [{type: click, target: [a]}]"),
                "flows/a.yaml:4:37: target must be text, not a list"
            ),
            (
                flow("    timeout_ms: soon"),
                "flows/a.yaml:4:17: timeout_ms must be a whole number of milliseconds"
            ),
            (
                "name: Alpha\nsteps:\n\t- name: One\n",
                "flows/a.yaml:3:1: a tab in the indentation; YAML wants spaces"
            ),
            (
                flow("    actions: [{type: fill, target: a, value: \"${NO_SUCH_VARIABLE}\"}]"),
                "the environment variable NO_SUCH_VARIABLE is not set"
            ),
            (flow("    expected_state: {visible: [x]}", top: "setup: [Beta]\n"), "unknown flow \"Beta\""),
            ("", "flows/a.yaml:1:1: the file is empty"),
        ])
        func `a mistake is told with file, line and column`(text: String, message: String) async throws {
            try await Project.with(["flows/a.yaml": text]) { project in
                let result = try await project.play("http://127.0.0.1:1")
                #expect(result.exitCode == 2)
                #expect(result.errors.contains(message))
                #expect(project.neverStarted)
            }
        }

        @Test func `all mistakes of all files are told in one go, in the order of the files`() async throws {
            let files = [
                "flows/a.yaml": Self.flow("    expected_state: {visibel: [x]}", top: "entry_pont: /\n"),
                "flows/b/b.yaml":
                    "name: Beta\nsteps:\n  - name: One\n    actions: [{type: clik, target: a}]\n",
                "flows/c.json": #"{"name": "Alpha", "steps": [{"name": "One"}]}"#,
                "flows/d.yaml": "name: alpha!\nsteps: [{name: One}]\n",
            ]
            try await Project.with(files) { project in
                let result = try await project.play("http://127.0.0.1:1")
                #expect(result.exitCode == 2)
                let places = result.errors.matches(of: /flows\/\S+?:\d+:\d+/).map { String($0.0) }
                let expected = [
                    "flows/a.yaml:2:1", "flows/a.yaml:5:22", "flows/b/b.yaml:4:22", "flows/c.json:1:10",
                ]
                #expect(places.filter(expected.contains) == expected)
                #expect(result.errors.contains(#"a flow named "Alpha" is already at flows/a.yaml:1:7"#))
                #expect(result.errors.contains(#"the name "alpha!" is too close to "Alpha""#))
                #expect(project.neverStarted)
            }
        }
    }
}

extension Project {
    /// Whether a run ended before it made anything.
    var neverStarted: Bool { !FileManager.default.fileExists(atPath: artifacts.path) }
}
