import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import Runner

@Suite struct RunPlanTests {
    private func flow(_ name: String, _ more: String = "", steps: Int = 1) -> String {
        let list = (1...steps).map { "  - {name: Step \($0), expected_state: {visible: [x]}}" }
        return "name: \(name)\nentry_point: /\n\(more)steps:\n" + list.joined(separator: "\n")
    }

    /// Plans a run of a new project folder with these flows.
    private func plan(
        _ flows: [String], _ change: (inout RunRequest) -> Void = { _ in }
    ) async throws -> RunPlan {
        try await withTemporaryFolder { folder in
            let flowFolder = folder.appending(path: "flows")
            try FileManager.default.createDirectory(at: flowFolder, withIntermediateDirectories: true)
            for (index, text) in flows.enumerated() {
                try Data(text.utf8).write(to: flowFolder.appending(path: "\(index + 10).yaml"))
            }
            var request = RunRequest(projectFolder: folder, environment: [:])
            request.flowsFolder = flowFolder.path
            request.baseURL = "http://localhost"
            change(&request)
            return try RunPlan.make(request) { _ in ["Beta"] }
        }
    }

    @Test func `the plan holds what will be played, and all flows for their setups`() async throws {
        let plan = try await plan([flow("Alpha"), flow("Beta", "priority: critical\n"), flow("Gamma")]) {
            $0.selection.names = ["Alpha", "Beta"]
        }
        #expect(plan.flows.map(\.name) == ["Beta", "Alpha"])
        #expect(plan.allFlows.map(\.name) == ["Alpha", "Beta", "Gamma"])
    }

    @Test func `only the last run's failures are left when asked for`() async throws {
        let plan = try await plan([flow("Alpha"), flow("Beta")]) { $0.selection.onlyLastFailed = true }
        #expect(plan.flows.map(\.name) == ["Beta"])
    }

    @Test func `shards are dealt from the files alone`() async throws {
        let flows = (1...9).map { flow("Flow \($0)", steps: $0) }
        var dealt: [String] = []
        for shard in ["1/3", "2/3", "3/3"] {
            let plan = try await plan(flows) { $0.shard = ShardPlan(shard) }
            #expect((14...16).contains(plan.flows.map(\.steps.count).reduce(0, +)))
            dealt += plan.flows.map(\.name)
        }
        #expect(dealt.sorted() == (1...9).map { "Flow \($0)" })
    }

    @Test func `a folder without flows is an error`() async {
        await #expect(throws: RunnerError.self) { try await plan([]) }
    }

    @Test func `a step that no flow has is an error`() async {
        let error = await #expect(throws: RunnerError.self) {
            try await plan([flow("Alpha")]) { $0.lastStep = "Step 7" }
        }
        #expect(error?.description == "no selected flow has a step \"Step 7\"")
    }

    @Test func `a path needs a base URL, an address does not`() async throws {
        let error = await #expect(throws: RunnerError.self) {
            try await plan([flow("Alpha")]) { $0.baseURL = nil }
        }
        #expect(error?.description.contains("\"Alpha\" starts at a path") == true)
        let absolute = flow("Alpha").replacing("entry_point: /", with: "entry_point: http://localhost/a")
        #expect(try await plan([absolute]) { $0.baseURL = nil }.flows.count == 1)
    }

    @Test func `what this version can't play is refused, in setups too`() async {
        let odd = flow("Judge", "browser: {device: Rotary phone}\n")
        let user = flow("User", "setup: [Judge]\n")
        let error = await #expect(throws: FlowFileErrors.self) {
            try await plan([odd, user]) { $0.selection.names = ["User"] }
        }
        #expect(error?.description.contains("Rotary phone") == true)
    }

    @Test func `the base URL is shown without its password, which is a secret`() async throws {
        let plan = try await plan([flow("Alpha")]) {
            $0.baseURL = "http://ada:open%20sesame@localhost:81/shop"
        }
        #expect(plan.shownBaseURL == "http://localhost:81/shop")
        #expect(plan.secrets.map { $0.reveal { $0 } } == ["open sesame"])
    }
}
