import Agent
import CDP
import Flows
import Models

/// Turns what the agent says of a step into what the run keeps of it: offsets from the flow's start, secrets taken out.
struct RecordKeeping: Sendable {
    let start: ContinuousClock.Instant
    let redactor: Redactor

    func record(_ result: StepResult, of step: Step) -> StepRecord {
        let console = Self.worthKeeping(result.console)
        let leftOut = (result.console.map(\.count) + console.map { -$0.count }).reduce(0, +)
        var record = StepRecord(
            number: step.number, name: redactor.redact(step.name), status: result.status, how: result.source,
            startedMs: (result.started - start).inMilliseconds, durationMs: result.duration.inMilliseconds,
            waits: waits(result.waits), actions: result.actions.map(action),
            expectations: result.expectations.map(expectation),
            consoleErrors: (result.notices + result.consoleErrors).map(short),
            failedRequests: result.failedRequests.map(short), console: console.map(line),
            consoleLeftOut: result.consoleForgotten + leftOut,
            error: result.problem.map { error($0, step.number) })
        if result.cost.calls > 0 { record.cost = CostRecord(result.cost) }
        return record
    }

    private static let mostConsoleLines = 50

    /// In order; errors before all else when there is too much.
    private static func worthKeeping(_ entries: [ConsoleEntry]) -> [ConsoleEntry] {
        guard entries.count > mostConsoleLines else { return entries }
        let errors = entries.indices.filter { entries[$0].isError }
        let others = entries.indices.filter { !entries[$0].isError }
        return (errors + others).prefix(mostConsoleLines).sorted().map { entries[$0] }
    }

    private func line(_ entry: ConsoleEntry) -> ConsoleRecord {
        ConsoleRecord(
            level: entry.kind.rawValue, text: short(entry.text), source: entry.place.map(short),
            count: entry.count)
    }

    func skipped(_ step: Step) -> StepRecord {
        StepRecord(
            number: step.number, name: redactor.redact(step.name), status: .skipped,
            startedMs: (.now - start).inMilliseconds,
            expectations: step.expectations.map {
                ExpectationRecord(text: redactor.redact($0.description), held: nil, saw: "not checked")
            })
    }

    func error(_ problem: StepProblem, _ step: Int?) -> ErrorRecord {
        ErrorRecord(
            code: problem.code.rawValue, message: redactor.redact(problem.message), step: step,
            candidates: problem.candidates.map {
                CandidateRecord(text: short($0.text), score: $0.score, why: short($0.why))
            },
            location: problem.location?.description)
    }

    /// Waits of the same cause are one, and what was too short to notice is left out.
    func waits(_ waits: [Wait]) -> [WaitRecord] {
        var order: [String] = []
        var total: [String: Duration] = [:]
        for wait in waits {
            if total[wait.cause] == nil { order.append(wait.cause) }
            total[wait.cause, default: .zero] += wait.duration
        }
        return order.compactMap { cause in
            guard let duration = total[cause], duration >= .milliseconds(1) else { return nil }
            return WaitRecord(ms: duration.inMilliseconds, cause: short(cause))
        }
    }

    private func action(_ trace: ActionTrace) -> ActionRecord {
        ActionRecord(
            text: redactor.redact(trace.text), how: trace.source, target: trace.target.map(short),
            score: trace.score,
            durationMs: trace.duration.inMilliseconds, startedMs: (trace.started - start).inMilliseconds)
    }

    private func expectation(_ result: ExpectationResult) -> ExpectationRecord {
        ExpectationRecord(
            text: redactor.redact(result.expectation.description), held: result.held, saw: short(result.saw),
            box: result.box.map { .init(x: $0.x, y: $0.y, width: $0.w, height: $0.h) })
    }

    /// Redacted before it is cut: half a secret would no longer be recognised.
    private func short(_ text: String) -> String {
        let text = redactor.redact(text)
        return text.count > 600 ? text.prefix(599) + "…" : text
    }
}
