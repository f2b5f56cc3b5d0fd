import Foundation
import Testing

extension PerceoCommand {
    @Suite struct ConfigTests {
        @Test(arguments: [
            (#"{"run": {"#, ".perceo/config.json:1:10: expected"),
            (
                #"{"run": {"retries": "many"}}"#,
                ".perceo/config.json:1:21: /run/retries must be a whole number"
            ),
            ("// of the team\n{\"app\": {\"command\": 7}}", ".perceo/config.json:2:21: /app/command must be"),
            (#"{"baseUrl": "${NOWHERE}"}"#, "NOWHERE"),
            ("[]", ".perceo/config.json:1:1: a layer must be an object, not a list"),
        ])
        func `a configuration that can't be read ends the command`(text: String, message: String) async throws
        {
            try await Project.with([".perceo/config.json": text, "flows/a.yaml": SampleFlow.passing]) {
                project in
                let result = try await project.perceo("ci", "test")
                #expect(result.exitCode == 2)
                #expect(result.errors.contains(message))
                #expect(project.neverStarted)
            }
        }

        @Test func `an unknown key is a notice, and known ones are obeyed`() async throws {
            let config = """
                {
                  // JSON5: comments and trailing commas
                  "baseUrl": "\(try Site.url())",
                  "brwser": {},
                  "flows": {"dir": "e2e"},
                  "artifacts": {"dir": "left-behind"},
                  "run": {"video": "off", "screenshots": "final", "parallel": 2},
                }
                """
            let files = [".perceo/config.json": config, "e2e/a.yaml": SampleFlow.passing]
            try await Project.with(files) { project in
                let result = try await project.perceo("ci", "test")
                #expect(result.exitCode == 0, "\(result.errors)")
                let notice = #".perceo/config.json:4:3: /brwser is not a known key (did you mean "browser"?)"#
                #expect(result.errors.contains(notice))
                #expect(result.errors.contains("1 flow, 2 at once"))
                let folder = project.folder.appending(path: "left-behind/latest").resolvingSymlinksInPath()
                let record = try RunFile(Data(contentsOf: folder.appending(path: "run.json")))
                #expect(record.run.notices.contains(notice))
                #expect(record.flows.first?.screenshots == ["plain/final.png"])
                #expect(record.flows.first?.video == nil)
            }
        }
    }
}
