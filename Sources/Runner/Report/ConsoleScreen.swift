import Agent

/// What a run looks like on a terminal: an event in, the text to write out, no I/O.
package struct ConsoleScreen: Sendable {
    private struct Running: Sendable {
        var slug: String
        var name: String
        var attempt: Int
        var step: String
    }

    private let style: ConsoleStyle
    private let artifacts: String
    private let report: String?
    private var total = 0
    private var done = 0
    private var running: [Running] = []
    private var drawn = 0

    /// - Parameter artifacts: the run's folder, as the user can open it; put before screenshot paths.
    /// - Parameter report: the page to open for more, named before the summary.
    package init(style: ConsoleStyle, artifacts: String, report: String? = nil) {
        self.style = style
        self.artifacts = artifacts
        self.report = report
    }

    /// The text to append to the terminal.
    ///
    /// In live mode it first wipes the running flows, then draws them again.
    package mutating func show(_ event: RunEvent) -> String {
        let lines = take(event)
        let text = lines.map { $0 + "\n" }.joined()
        guard style.live else { return text }
        let wipe = drawn > 0 ? "\u{1B}[\(drawn)A\u{1B}[J" : ""
        let block = running.map { style.paint(style.fit(row($0)), .dim) + "\n" }
        drawn = block.count
        return wipe + text + block.joined()
    }

    private mutating func take(_ event: RunEvent) -> [String] {
        switch event {
        case .runStarted(let run, let flowCount):
            total = flowCount
            return [opening(run)] + (run.forecast.map { ["  models: \($0.description)"] } ?? [])
        case .flowStarted(let name, let slug, let attempt):
            running.removeAll { $0.slug == slug }
            running.append(Running(slug: slug, name: name, attempt: attempt, step: ""))
            return attempt > 1
                ? ["  \(tag("RETRY", .yellow)) \(ReportText.line(name)), attempt \(attempt)"] : []
        case .stepFinished(let flow, let step):
            guard let index = running.firstIndex(where: { $0.slug == flow }) else { return [] }
            running[index].step = "\(step.number). \(step.name)"
            return []
        case .flowFinished(let flow):
            running.removeAll { $0.slug == flow.slug }
            done += 1
            return [closing(flow)] + ConsoleFailure(style: style, artifacts: artifacts).lines(flow)
        case .notice(let text):
            return ["  \(tag("NOTE", .yellow)) \(ReportText.line(text))"]
        case .runFinished(let record):
            running = []
            return ending(record)
        }
    }

    private func opening(_ run: RunInfo) -> String {
        let flows = total == 1 ? "1 flow" : "\(total) flows"
        let parts = [
            "\(flows), \(run.parallel) at once", run.shard.map { "shard \($0)" }, run.browser, run.baseURL,
        ]
        return "perceo: " + parts.compactMap { $0 }.map { ReportText.line($0) }.joined(separator: ", ")
    }

    private func row(_ flow: Running) -> String {
        let again = flow.attempt > 1 ? " (attempt \(flow.attempt))" : ""
        let step = flow.step.isEmpty ? "starting" : flow.step
        return "  ...   \(ReportText.line(flow.name))\(again)  \(ReportText.line(step))"
    }

    private func closing(_ flow: FlowRecord) -> String {
        let count = "[\(done)/\(max(total, done))]"
        let attempts = flow.attempts.count > 1 ? ", \(flow.attempts.count) attempts" : ""
        let cost =
            flow.cost.modelCalls > 0
            ? ", \(flow.cost.modelCalls) model calls, \(ReportText.dollars(flow.cost.usd))" : ""
        let spent = style.paint("\(ReportText.duration(flow.durationMs))\(attempts)\(cost)", .dim)
        return "  \(verdict(flow)) \(count) \(ReportText.line(flow.name))  \(spent)"
    }

    private func verdict(_ flow: FlowRecord) -> String {
        switch flow.status {
        case .passed where flow.isFlaky: tag("FLAKY", .yellow)
        case .passed where flow.isHealed: tag("HEALED", .yellow)
        case .passed: tag("PASS", .green)
        case .failed: tag("FAIL", .red)
        case .error: tag("ERROR", .magenta)
        case .pending, .running: tag("SKIP", .dim)
        }
    }

    private func tag(_ word: String, _ ink: ConsoleStyle.Ink) -> String {
        style.paint(word + String(repeating: " ", count: max(0, 6 - word.count)), ink)
    }

    /// What failed, named once more below a long list, and the line scripts read.
    private func ending(_ record: RunRecord) -> [String] {
        let bad = FlowRecord.worstFirst(record.flows).filter { $0.status == .failed || $0.status == .error }
        var lines: [String] = []
        if record.flows.count > 1, !bad.isEmpty {
            lines.append("")
            for flow in bad {
                let step = flow.failingStep.map { ", step \($0.number)" } ?? ""
                lines.append("  \(verdict(flow)) \(ReportText.line(flow.name))\(step)")
            }
        }
        if record.run.cost.modelCalls > 0 {
            let cost = record.run.cost
            lines.append("  model: \(cost.modelCalls) calls, \(ReportText.dollars(cost.usd))")
        }
        if !record.run.faults.isEmpty { lines.append("  faults: \(record.run.faults.description)") }
        if let report { lines.append("  report \(ReportText.line(report))") }
        let line = record.summary.line(seconds: Double(record.run.durationMs) / 1000)
        let ink: ConsoleStyle.Ink = bad.isEmpty ? .green : .red
        return lines + ["", style.paint(line, ink)]
    }
}
