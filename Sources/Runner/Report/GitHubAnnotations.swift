/// Workflow commands for the flows that need attention, worst first.
///
/// GitHub shows ten errors and ten warnings per step and drops the rest without a word.
enum GitHubAnnotations {
    static let cap = 10

    static func render(_ record: RunRecord) -> String {
        let flows = FlowRecord.worstFirst(record.flows)
        let bad = flows.compactMap { flow in FailureDigest(flow).map { (flow, $0) } }
        let flaky = flows.filter { $0.status == .passed && !$0.marks.isEmpty }
        var lines = bad.prefix(cap).map { failure($0.0, $0.1) } + flaky.prefix(cap).map(warning)
        let left = max(0, bad.count - cap) + max(0, flaky.count - cap)
        if left > 0 {
            lines.append(
                "::notice title=perceo::" + data("\(left) more flows need attention; see the report"))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func failure(_ flow: FlowRecord, _ digest: FailureDigest) -> String {
        var parts = [digest.step, digest.message].compactMap { $0 }
        if let expected = digest.expected { parts.append("expected: \(expected)") }
        if let saw = digest.saw { parts.append("saw: \(saw)") }
        parts.append("repeat: \(flow.shownRepeatCommand)")
        var place = [("file", digest.file)]
        if let line = digest.line { place.append(("line", String(line))) }
        if let column = digest.column { place.append(("col", String(column))) }
        let verb = flow.status == .failed ? "failed" : "could not be decided"
        return command("error", place + [("title", "\(flow.name) \(verb)")], parts.joined(separator: "\n"))
    }

    private static func warning(_ flow: FlowRecord) -> String {
        let marks = flow.marks.map(\.rawValue).joined(separator: ", ")
        let text = "passed on attempt \(max(1, flow.attempts.count)), marked \(marks)"
        return command("warning", [("file", flow.file), ("title", "\(flow.name) is \(marks)")], text)
    }

    private static func command(_ name: String, _ properties: [(String, String)], _ text: String) -> String {
        let list = properties.map { "\($0)=\(property($1))" }.joined(separator: ",")
        return "::\(name) \(list)::\(data(text))"
    }

    /// Escaped as the runner's toolkit does; other control characters never leave.
    static func data(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.map { ReportText.line(String($0)).replacing("%", with: "%25") }.joined(separator: "%0A")
    }

    static func property(_ text: String) -> String {
        ReportText.line(text, limit: 300).replacing("%", with: "%25").replacing(":", with: "%3A")
            .replacing(",", with: "%2C")
    }
}
