import Foundation
import Testing

extension PerceoCommand {
    /// Every flow of the repository, green, and what it waited for.
    @Suite struct WaitTests {
        /// What docs/running.md says a wait can be of.
        private static let causes = [
            #"navigation to \S+"#, #"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+"#,
            "document (parsing|changing)",
            "animation", "next frame", "looking for .+", "element .+", ".+ was replaced", "expecting .+",
            "a (dialog|browser)", "a page in a context of its own", "free memory: .+",
            "the (picture of the step before|recording to start|state of its setup flows)",
            #"the answers to \d+ calls of the browser"#,
        ]

        @Test func `all flows of the shop pass, and the longest wait of each has its cause`() async throws {
            let known = try Regex(Self.causes.joined(separator: "|"))
            try await ShopServer.with { shop in
                try await Project.with { project in
                    let plan = try project.plan([
                        "ci", "test", "--base-url", shop.url, "--video", "off", "--screenshots", "final",
                        "--flows", Program.repository.appending(path: "flows").path, "--parallel", "4",
                        "--retries", "1",
                    ])
                    let result = try await RunningProgram.with(plan) {
                        try await $0.result(within: .seconds(55))
                    }
                    #expect(result.exitCode == 0, "\(result.errors)")
                    let flows = try project.record().flows
                    #expect(flows.count == 30)
                    for flow in flows {
                        let attempt = try #require(flow.attempts.last)
                        let waits =
                            (attempt.opening?.waits ?? []).map { ($0, Int?.none) }
                            + attempt.steps.flatMap { step in step.waits.map { ($0, Int?(step.number)) } }
                        for (wait, _) in waits {
                            #expect(wait.cause.wholeMatch(of: known) != nil, "\(flow.name): \(wait)")
                        }
                        let longest = try #require(flow.longestWait, "\(flow.name)")
                        #expect(longest.ms == waits.map(\.0.ms).max())
                        #expect(
                            waits.contains {
                                $0.0.cause == longest.cause && $0.0.ms == longest.ms && $0.1 == longest.step
                            })
                    }
                }
            }
        }
    }
}
