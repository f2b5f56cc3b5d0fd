import ArgumentParser
import Flows
import Foundation
import Runner

/// Which flows are played.
struct SelectionOptions: ParsableArguments {
    @Option(
        name: .customLong("flows-from"),
        help: "all, or a file with one flow name per line, or - for standard input.")
    var flowsFrom = "all"

    @Option(name: .customLong("flow"), help: "The name of a flow; may be repeated.")
    var names: [String] = []

    @Option(help: "A regular expression that names must match.")
    var grep: String?

    @Option(name: .customLong("tag"), help: "A tag that flows must have; may be repeated.")
    var tags: [String] = []

    @Option(name: .customLong("priority"), help: "critical, high, medium or low; may be repeated.")
    var priorities: [String] = []

    @Option(help: "Play part i of n, as in 2/3.")
    var shard: String?

    @Flag(name: .customLong("last-failed"), help: "Only flows that did not pass in the last run.")
    var onlyLastFailed = false

    func selection() throws -> FlowSelection {
        var selection = FlowSelection()
        selection.names = try names + listed()
        selection.pattern = grep
        selection.tags = Set(tags)
        selection.priorities = try Set(
            priorities.map { text in
                guard let priority = Flow.Priority(rawValue: text) else {
                    throw ValidationError("--priority: \"\(text)\" is none of critical, high, medium, low")
                }
                return priority
            })
        selection.onlyLastFailed = onlyLastFailed
        return selection
    }

    func plan() throws -> ShardPlan? {
        guard let shard else { return nil }
        guard let plan = ShardPlan(shard) else { throw ValidationError("--shard: \"\(shard)\" is not i/n") }
        return plan
    }

    /// The names in the file or on standard input; blank lines and comments are left out.
    private func listed() throws -> [String] {
        guard flowsFrom != "all" else { return [] }
        let data =
            flowsFrom == "-"
            ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: flowsFrom)
        guard let data else { throw ValidationError("--flows-from: can't read \(flowsFrom)") }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
        guard !lines.isEmpty else { throw ValidationError("--flows-from: \(flowsFrom) names no flow") }
        return lines
    }
}
