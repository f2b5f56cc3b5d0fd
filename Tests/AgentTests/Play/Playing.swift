import Agent
import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

/// Steps on real pages; one test at a time, for they share a browser.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PlayTests {}

/// The only step of a flow, given by the lines under its name.
func step(
    _ lines: String, named name: String = "S", environment: [String: String] = [:]
) throws -> Step {
    let indented = lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let flow = try FlowFiles.parse(
        text: "name: A\nsteps:\n  - name: \(name)\n" + indented, path: "flows/a.yaml",
        environment: environment)
    return try #require(flow.steps.first)
}

extension Page {
    /// Plays the step with these lines.
    func play(
        _ lines: String, on site: FixtureSite, environment: [String: String] = [:],
        limits: StepLimits = StepLimits()
    ) async throws -> StepResult {
        let step = try step(lines, environment: environment)
        return await StepAgent(page: self, baseURL: URL(string: site.origin), limits: limits).perform(step)
    }
}
