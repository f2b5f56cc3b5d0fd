/// The lines below a flow that did not pass.
struct ConsoleFailure {
    let style: ConsoleStyle
    let artifacts: String

    func lines(_ flow: FlowRecord) -> [String] {
        guard let digest = FailureDigest(flow) else { return [] }
        var out: [String] = []
        if let step = digest.step { out.append(pair("", style.paint(ReportText.line(step), .bold))) }
        out.append(pair("why", "\(ReportText.line(digest.message)) (\(ReportText.line(digest.code)))"))
        if let expected = digest.expected { out.append(pair("expected", ReportText.line(expected))) }
        if let saw = digest.saw { out.append(pair("saw", ReportText.line(saw))) }
        for (index, candidate) in digest.candidates.prefix(5).enumerated() {
            let text = "\(ReportText.score(candidate.score)) \(candidate.text): \(candidate.why)"
            out.append(pair(index == 0 ? "candidates" : "", "- " + ReportText.line(text)))
        }
        if let screenshot = digest.screenshot {
            let path = artifacts.isEmpty ? screenshot : "\(artifacts)/\(screenshot)"
            out.append(pair("screenshot", ReportText.line(path)))
        }
        out.append(pair("flow file", ReportText.line(digest.location)))
        out.append(pair("repeat", flow.shownRepeatCommand))
        return out
    }

    private func pair(_ label: String, _ text: String) -> String {
        let padded = label + String(repeating: " ", count: max(0, 11 - label.count))
        return "        " + (label.isEmpty ? padded : style.paint(padded, .dim)) + text
    }
}
