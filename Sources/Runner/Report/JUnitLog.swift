import Agent

/// The prose inside a JUnit case.
enum JUnitLog {
    /// The body of `failure` and `error`.
    static func why(_ digest: FailureDigest, _ flow: FlowRecord) -> String {
        var lines = [digest.message]
        if let step = digest.step { lines.append("at: \(step)") }
        if let expected = digest.expected { lines.append("expected: \(expected)") }
        if let saw = digest.saw { lines.append("saw: \(saw)") }
        for candidate in digest.candidates {
            lines.append(
                "candidate \(ReportText.score(candidate.score)): \(candidate.text) (\(candidate.why))")
        }
        if let screenshot = digest.screenshot { lines.append("screenshot: \(screenshot)") }
        lines.append("flow file: \(digest.location)")
        lines.append("repeat: \(flow.shownRepeatCommand)")
        return lines.joined(separator: "\n")
    }

    /// Steps of every attempt, then the files in the form Jenkins' attachment reader knows.
    static func out(_ flow: FlowRecord, files: [String]) -> String {
        var lines: [String] = []
        for attempt in flow.attempts {
            if flow.attempts.count > 1 {
                lines.append("attempt \(attempt.number): \(attempt.status.rawValue)")
            }
            for step in attempt.steps { lines += story(step) }
        }
        return (lines + files.map { "[[ATTACHMENT|\($0)]]" }).joined(separator: "\n")
    }

    private static func story(_ step: StepRecord) -> [String] {
        var lines = [
            "\(step.number). \(step.name): \(step.status.rawValue), \(step.how.rawValue), "
                + ReportText.duration(step.durationMs)
        ]
        for action in step.actions {
            lines.append("   did \(action.text)" + (action.target.map { " on \($0)" } ?? ""))
        }
        for expectation in step.expectations {
            let mark = expectation.held.map { $0 ? "held" : "NOT HELD" } ?? "not decided"
            lines.append("   \(mark): \(expectation.text); saw \(expectation.saw)")
        }
        for wait in step.waits { lines.append("   waited \(wait.ms) ms: \(wait.cause)") }
        return lines
    }

    static func err(_ flow: FlowRecord) -> String {
        let steps = flow.attempts.last?.steps ?? []
        let lines = steps.flatMap { step in
            step.consoleErrors.map { "step \(step.number) console: \($0)" }
                + step.failedRequests.map { "step \(step.number) request: \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}
