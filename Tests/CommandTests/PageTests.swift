import Foundation
import Testing

extension PerceoCommand {
    /// Pages that make it hard to test them.
    @Suite struct PageTests {
        @Test func `a page that never comes to rest is judged all the same`() async throws {
            let flow = """
                name: Restless
                entry_point: /restless
                steps:
                  - name: Press
                    actions: [{type: click, target: Press}]
                    expected_state: {visible: [Pressed]}
                """
            try await Project.with(["flows/a.yaml": flow]) { project in
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test func `an alert while the page loads does not stop the flow`() async throws {
            let flow = SampleFlow.reading("After the alert", at: "/alert", name: "Alert")
            try await Project.with(["flows/a.yaml": flow]) { project in
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test func `a page that asks before it is left is left`() async throws {
            let flow = """
                name: Leave
                entry_point: /leave
                steps:
                  - name: Write and leave
                    actions:
                      - {type: fill, target: Note, value: half a sentence}
                      - {type: click, target: Next}
                    expected_state: {url: /second, visible: [Second page]}
                """
            try await Project.with(["flows/a.yaml": flow]) { project in
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test func `an endless loop in a page is that flow's error and nobody else's`() async throws {
            let flow = """
                name: Loop
                priority: critical
                entry_point: /loop
                steps:
                  - name: Press the button
                    actions: [{type: click, target: Hang}]
                    expected_state: {visible: [Never]}
                """
            let files = [
                "flows/loop.yaml": flow, "flows/plain.yaml": SampleFlow.passing,
                "flows/late.yaml": SampleFlow.reading("Done", at: "/late", name: "Late", limit: 4000),
            ]
            try await Project.with(files) { project in
                let result = try await project.play(Site.url(), "--parallel", "2")
                #expect(result.exitCode == 3, "\(result.errors)")
                let flows = try project.record().flows
                #expect(flows.map(\.name) == ["Loop", "Late", "Plain"])
                #expect(flows.map(\.status) == ["error", "passed", "passed"])
                let error = flows.first?.error
                #expect(error?.code == "page_hung")
                #expect(error?.message == "the page does not react: its script runs without end")
                #expect(error?.step == 1)
                #expect(result.errors.contains("step 1: Press the button"))
            }
        }
    }
}
