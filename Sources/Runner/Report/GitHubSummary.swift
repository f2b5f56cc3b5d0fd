/// The job's summary page: a verdict, what failed and why, then the rest.
package enum GitHubSummary {
    /// GitHub drops a summary over 1 MiB altogether.
    package static let limit = 900 * 1024

    /// Failures come first, so that a cut takes away what matters least.
    package static func render(_ record: RunRecord, limit: Int = limit) -> String {
        let flows = FlowRecord.worstFirst(record.flows)
        var pieces = ["## \(verdict(record.summary))\n\n", facts(record)]
        pieces += flows.compactMap { flow in FailureDigest(flow).map { failure(flow, $0) } }
        pieces.append("\n| flow | result | time |\n|---|---|---|\n")
        pieces += flows.map { flow in
            "| \(cell(flow.name)) | \(ReportText.verdict(flow)) | \(ReportText.duration(flow.durationMs)) |\n"
        }
        let cut = "\n_The rest was left out to stay below GitHub's limit._\n"
        var out = ""
        for piece in pieces {
            guard out.utf8.count + piece.utf8.count + cut.utf8.count <= limit else {
                return out.utf8.count + cut.utf8.count <= limit ? out + cut : ""
            }
            out += piece
        }
        return out
    }

    private static func verdict(_ summary: RunSummary) -> String {
        let bad = summary.failed + summary.errors + summary.skipped
        if bad == 0 { return summary.total == 1 ? "The flow passed" : "All \(summary.total) flows passed" }
        return "\(bad) of \(summary.total) flows did not pass"
    }

    private static func facts(_ record: RunRecord) -> String {
        let line = record.summary.line(seconds: Double(record.run.durationMs) / 1000)
        let commit = record.run.commit.map { ", commit \(cell(String($0.prefix(12))))" } ?? ""
        let notices = record.run.notices.prefix(20).map { "- \(cell($0))\n" }.joined()
        return "\(line), \(cell(record.run.browser))\(commit)\n\n" + notices
    }

    private static func failure(_ flow: FlowRecord, _ digest: FailureDigest) -> String {
        var rows = [("why", digest.message)]
        if let expected = digest.expected { rows.append(("expected", expected)) }
        if let saw = digest.saw { rows.append(("saw", saw)) }
        rows += digest.candidates.prefix(5).map {
            ("candidate", "\(ReportText.score($0.score)) \($0.text): \($0.why)")
        }
        if let screenshot = digest.screenshot { rows.append(("screenshot", screenshot)) }
        rows += [("flow file", digest.location), ("repeat", flow.shownRepeatCommand)]
        let title = [flow.name, digest.step].compactMap { $0 }.joined(separator: ", ")
        let table = rows.map { "| \($0) | \(cell($1)) |\n" }.joined()
        return "\n### \(flow.status.rawValue): \(cell(title))\n\n| | |\n|---|---|\n" + table
    }

    /// Text that stays text: no markup, no mention, no issue link, no broken table.
    static func cell(_ text: String) -> String {
        var out = ""
        for scalar in ReportText.line(text).unicodeScalars {
            if "<>&|`@#[]*_~\\!:".unicodeScalars.contains(scalar) {
                out += "&#\(scalar.value);"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
