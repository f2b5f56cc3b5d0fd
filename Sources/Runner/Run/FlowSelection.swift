package import Flows

/// Which of the project's flows are to be played.
package struct FlowSelection: Sendable, Equatable {
    /// Names given one by one; none means all.
    package var names: [String] = []
    /// A regular expression that names must contain a match of.
    package var pattern: String?
    package var tags: Set<String> = []
    package var priorities: Set<Flow.Priority> = []
    /// Only flows that did not pass in the last run.
    package var onlyLastFailed = false

    package init() {}

    /// The selected flows, the most important first.
    ///
    /// - Throws: `RunnerError` for a name no flow has, a pattern that is none, or when nothing is left.
    package func apply(to flows: [Flow], lastFailed: Set<String> = []) throws(RunnerError) -> [Flow] {
        var chosen = names.isEmpty ? flows : try named(in: flows)
        if let pattern {
            guard let expression = try? Regex(pattern) else {
                throw RunnerError(.usage, "--grep: \"\(pattern)\" is no regular expression")
            }
            chosen = chosen.filter { $0.name.contains(expression) }
        }
        if !tags.isEmpty { chosen = chosen.filter { !tags.isDisjoint(with: $0.tags) } }
        if !priorities.isEmpty { chosen = chosen.filter { priorities.contains($0.priority) } }
        if onlyLastFailed { chosen = chosen.filter { lastFailed.contains($0.name) } }
        guard !chosen.isEmpty else { throw RunnerError(.usage, "no flow is selected (of \(flows.count))") }
        return chosen.sorted { ($0.priority, $0.location) < ($1.priority, $1.location) }
    }

    private func named(in flows: [Flow]) throws(RunnerError) -> [Flow] {
        var chosen: [Flow] = []
        for name in names {
            guard
                let flow = flows.first(where: {
                    $0.name == name || $0.slug == name || $0.location.file == name
                })
            else {
                let known = flows.map(\.name)
                let near = Nearest.match(for: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
                throw RunnerError(.usage, "there is no flow \"\(name)\"\(near)")
            }
            if !chosen.contains(flow) { chosen.append(flow) }
        }
        return chosen
    }
}
