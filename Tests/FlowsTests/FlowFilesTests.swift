import Flows
import Foundation
import Testing

@Suite struct FlowFilesTests {
    private static func flow(_ name: String, setup: String = "[]") -> String {
        "name: \(name)\nsetup: \(setup)\nsteps: [S]\n"
    }

    /// What is said about these files, without the folder.
    private func problems(of files: [String: String]) throws -> String {
        try withFolder(of: files) { folder in
            do throws(FlowFileErrors) {
                _ = try FlowFiles.load(folder: folder, environment: [:], project: "shop")
                return ""
            } catch {
                return error.description.replacing(folder.hasSuffix("/") ? folder : folder + "/", with: "")
            }
        }
    }

    @Test("flows are found in subfolders and come sorted by path")
    func sorted() throws {
        let files = [
            "b.yaml": Self.flow("B"), "a/z.yml": Self.flow("Z"),
            "a/c.json": "{\"name\": \"C\", \"steps\": [\"S\"]}",
            ".hidden/x.yaml": "broken: [", "notes.txt": "no flow", "flows.schema.json": "{}",
            "E.YAML": Self.flow("E"),
        ]
        try withFolder(of: files) { folder in
            let flows = try FlowFiles.load(folder: folder, environment: [:], project: "shop")
            #expect(flows.map(\.name) == ["E", "C", "Z", "B"])
            #expect(flows.map(\.id) == flows.map { FlowID(project: "shop", flow: $0.name) })
        }
    }

    @Test("a folder may be a link, but not a file")
    func links() throws {
        try withFolder(of: ["real/a.yaml": Self.flow("A")]) { folder in
            let link = folder + "/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real")
            let flows = try FlowFiles.load(folder: link, environment: [:], project: "shop")
            #expect(flows.map(\.location.description) == [link + "/a.yaml:1:1"])
            let file = folder + "/real/a.yaml"
            let error = #expect(throws: FlowFileErrors.self) {
                try FlowFiles.load(folder: file, environment: [:], project: "shop")
            }
            #expect(error?.description == file + ":1:1: there is no such folder")
        }
    }

    @Test("a folder without flows is empty, a folder that does not exist is an error")
    func noFlows() throws {
        try withFolder(of: ["notes.txt": ""]) { folder in
            let flows = try FlowFiles.load(folder: folder, environment: [:], project: "shop")
            #expect(flows == [])
        }
        let error = #expect(throws: FlowFileErrors.self) {
            try FlowFiles.load(folder: "no/such", environment: [:], project: "shop")
        }
        #expect(error?.description == "no/such:1:1: there is no such folder")
    }

    @Test("a file that cannot be read or is too large is one error among the others")
    func unreadable() throws {
        let files = [
            "big.yaml": "# " + String(repeating: "x", count: 1 << 20), "c.yaml": "name: [C]\nsteps: [S]",
        ]
        #expect(
            try problems(of: files) == """
                big.yaml:1:1: the file is larger than 1 MiB
                c.yaml:1:7: name must be text, not a list
                """)
        let error = #expect(throws: FlowFileErrors.self) {
            try FlowFiles.load(paths: ["gone.yaml"], environment: [:], project: "shop")
        }
        #expect(error?.description == "gone.yaml:1:1: the file cannot be read")
    }

    @Test(
        "what only several files together get wrong is said",
        arguments: [
            (
                ["a.yaml": flow("A"), "b.yaml": flow("A")],
                "b.yaml:1:7: a flow named \"A\" is already at a.yaml:1:7"
            ),
            (
                ["a.yaml": flow("Sign in"), "b.yaml": flow("sign-in")],
                "b.yaml:1:7: the name \"sign-in\" is too close to \"Sign in\" at a.yaml:1:7;"
                    + " both leave their results in sign-in"
            ),
            (
                ["a.yaml": flow("Sign in"), "b.yaml": flow("Buy", setup: "[Sing in]")],
                "b.yaml:2:9: setup names an unknown flow \"Sing in\" (did you mean \"Sign in\"?)"
            ),
            (["a.yaml": flow("A", setup: "A")], "a.yaml:2:8: setup goes round in a circle: A → A"),
            (
                [
                    "a.yaml": flow("A", setup: "B"), "b.yaml": flow("B", setup: "[C]"),
                    "c.yaml": flow("C", setup: "A"),
                ],
                "c.yaml:2:8: setup goes round in a circle: A → B → C → A"
            ),
            (
                ["a.yaml": flow("A"), "b.yaml": flow("B", setup: "A"), "c.yaml": flow("C", setup: "[A, B]")],
                ""
            ),
            (
                ["a.yaml": "name: @A", "b.yaml": flow("B", setup: "A")],
                "a.yaml:1:7: text that starts with this character needs quotes"
            ),
            (
                ["a.yaml": "name: A\nsteps: []", "b.yaml": flow("B", setup: "A")],
                "a.yaml:2:8: steps is empty"
            ),
        ] as [([String: String], String)])
    func together(files: [String: String], message: String) throws {
        #expect(try problems(of: files) == message)
    }

    @Test("names listed as public by the project are shown in every flow")
    func publicNames() throws {
        let text = "name: A\nentry_point: \"/${REGION}\"\nsteps: [S]"
        let values = ["REGION": "no"]
        let hidden = try FlowFiles.parse(text: text, path: "a.yaml", environment: values)
        let shown = try FlowFiles.parse(
            text: text, path: "a.yaml", environment: values, publicNames: ["REGION"])
        #expect(hidden.entryPoint?.description == "/‹REGION›")
        #expect(shown.entryPoint?.plain == "/no")
    }
}
