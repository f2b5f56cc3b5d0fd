import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// What every step leaves that did not pass, whichever way it went wrong.
    @Suite struct EvidenceTests {
        /// A way to go wrong: the lines of a step, and what it must come to.
        struct Way: Sendable {
            let code: String
            let lines: String
            var name = "Go"
            /// Something was looked for, so there is what came nearest to it.
            var isAboutTarget = false
            /// What the page says is gone with it.
            var leavesPage = false
            /// The page can be neither seen nor drawn any more.
            var endsPage = false
            var status: String { Self.failed.contains(code) ? "failed" : "error" }

            private static let failed = [
                "expectation_unmet", "target_not_found", "not_actionable", "no_dialog", "no_tab",
            ]
        }

        static let page = """
            <title>Desk</title><link rel=icon href=data:,>
            <h1>The desk</h1><button id=noise style='position: absolute; left: 500px; top: 300px; width: 80px; height: 40px' onclick="said.textContent = 'noisy ' + Math.random();
              console.error('the desk creaks'); fetch('/missing')">Noise</button>
            <button>Save</button> <button>Save</button> <button disabled>Pay</button>
            <button onclick='for (;;) {}'>Hang</button> <label>Note <input></label>
            <button id=dead style='position: absolute; left: 300px; top: 300px; width: 80px; height: 40px'>Dead</button>
            <p id=said>still</p>
            """

        static let noise = "actions: [{type: click, target: Noise}, "

        private static let ways = [
            Way(
                code: "expectation_unmet",
                lines: "\(noise){type: hover, target: Noise}]\nexpected_state: {enabled: [Pay]}",
                isAboutTarget: true),
            Way(
                code: "expectation_unmet",
                lines: "\(noise){type: hover, target: Noise}]\nexpected_state: {url: /elsewhere}"),
            Way(
                code: "target_not_found", lines: "\(noise){type: click, target: Noisy button}]",
                isAboutTarget: true),
            Way(code: "not_actionable", lines: "\(noise){type: click, target: Pay}]", isAboutTarget: true),
            Way(code: "ambiguous_target", lines: "\(noise){type: click, target: Save}]", isAboutTarget: true),
            Way(code: "no_dialog", lines: "\(noise){type: accept_dialog}]"),
            Way(code: "no_tab", lines: "\(noise){type: switch_tab, tab: Nowhere}]"),
            Way(code: "bad_target", lines: "\(noise){type: click, target: 'xpath=//['}]"),
            Way(
                code: "bad_navigation", lines: "\(noise){type: navigate, url: 'SITE:1/x'}]",
                leavesPage: true),
            Way(code: "blocked_origin", lines: "\(noise){type: navigate, url: 'http://elsewhere.test/'}]"),
            Way(
                code: "page_hung", lines: "\(noise){type: click, target: Hang}, {type: click, target: Note}]",
                endsPage: true),
            Way(code: "needs_model", lines: "expected_state: {says: All is well}"),
        ]

        private static func flows(_ ways: [Way], _ site: FixtureSite) -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: ways.enumerated().map { number, way in
                    let limit = way.lines.contains("timeout_ms") ? "" : "timeout_ms: 700\n"
                    let lines = (limit + way.lines).replacing("SITE:1", with: "http://127.0.0.1:1")
                        .replacing("\n", with: "\n    ")
                    let text = """
                        name: Way \(number + 100)
                        entry_point: /desk
                        steps:
                          - name: \(way.name)
                            \(lines)
                        """
                    return ("flows/way-\(number + 100).yaml", text)
                })
        }

        /// Plays a flow for each way, and looks at what each has left.
        func check(
            _ ways: [Way], _ arguments: String..., config: String = "{}", environment: [String: String] = [:],
            before: (Project, FixtureSite) async throws -> Void = { _, _ in }
        ) async throws {
            let site = try Site.running()
            site.page("/desk", Self.page)
            try await Project.with(Self.flows(ways, site)) { project in
                try project.write(".perceo/config.json", config)
                try await before(project, site)
                let all =
                    ["ci", "test", "--base-url", site.origin, "--video", "off", "--parallel", "3"] + arguments
                let plan = try project.plan(all, environment: environment)
                let result = try await RunningProgram.with(plan) { try await $0.result(within: .seconds(90)) }
                let record = try project.record()
                var met = 0
                for (number, way) in ways.enumerated() {
                    let flow = try #require(record.flows.first { $0.slug == "way-\(number + 100)" })
                    let missing = try missing(way, flow, project)
                    #expect(missing == [], "\(way.code): \(result.errors)")
                    if missing.isEmpty { met += 1 }
                }
                Criterion.count("15 evidence of failed steps", met, of: ways.count)
            }
        }

        /// What is not there of what a person needs to understand why the only step did not pass.
        private func missing(_ way: Way, _ flow: RunFile.Flow, _ project: Project) throws -> [String] {
            guard let step = flow.attempts.last?.steps.first, let error = step.error else { return ["step"] }
            let folder = try project.lastRun()
            func holds(_ path: String?, _ fits: (Data) -> Bool) -> Bool {
                guard let path, let data = try? Data(contentsOf: folder.appending(path: path)) else {
                    return false
                }
                return fits(data)
            }
            func isPicture(_ data: Data) -> Bool {
                data.starts(with: [0x89, 0x50]) || data.starts(with: [0xFF, 0xD8])
            }
            let scores = error.candidates.map(\.score)
            let hasNoise = way.lines.contains(Self.noise) || way.name.hasPrefix("Cause noise")
            let checks: [(String, Bool)] = [
                ("code \(error.code)", error.code == way.code),
                ("status \(step.status)", step.status == way.status && flow.status == way.status),
                ("reason", !error.message.isEmpty && !error.message.contains("\n")),
                ("place", error.location?.hasPrefix("flows/\(flow.slug).yaml") == true),
                ("picture before", holds(step.screenshotBefore, isPicture)),
                ("picture after", way.endsPage || holds(step.screenshot, isPicture)),
                (
                    "outline",
                    holds(step.outline) {
                        String(decoding: $0, as: UTF8.self).lowercased()
                            .contains(way.leavesPage ? ":" : "\"noise")
                    }
                ),
                (
                    "candidates \(scores)",
                    !way.isAboutTarget || (1...5).contains(scores.count) && scores.allSatisfy { $0 > 0 }
                ),
                ("console", !hasNoise || step.consoleErrors.contains { $0.contains("the desk creaks") }),
                (
                    "requests",
                    !hasNoise || way.endsPage || way.leavesPage
                        || step.failedRequests.contains { $0.contains("/missing") }
                ),
                (
                    "command",
                    flow.repeatCommand?.hasPrefix("perceo flows run \"\(flow.name)\" --base-url http") == true
                ),
            ]
            return checks.filter { !$0.1 }.map(\.0)
        }

        @Test func `what the page or the flow does wrong can be understood from what is left`() async throws {
            try await check(Self.ways, config: #"{"origins": ["http://127.0.0.1:1"]}"#)
        }
    }
}
