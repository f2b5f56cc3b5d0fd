import Agent

@testable import Runner

/// What a tested page may say to whoever reports it.
enum Hostile {
    static let text =
        "</script><img src=x onerror=alert(1)>&amp;\"'`$(id)`]]>\u{1B}[31m\u{0}\u{7}\u{FFFF}"
        + "\r\n::error::x\n##[add-path]/tmp"
        + " | @team #1 _*[a](javascript:alert(1)) <!-- %0A \u{202E}gnp.exe 100% \u{2028}é漢😀"

    /// The sample run with hostile text in every field that can hold text.
    static var record: RunRecord {
        var record = SampleRun.record
        record.run = RunInfo(
            id: text, startedAt: SampleRun.start, durationMs: 1000, commit: text, branch: text, host: text,
            browser: text, shard: text, baseURL: text, notices: [text])
        record.flows = record.flows.map(spoil)
        return record
    }

    private static func spoil(_ flow: FlowRecord) -> FlowRecord {
        var flow = flow
        flow.id = text
        flow.name = text + flow.name
        flow.slug = text + flow.slug
        flow.file = text
        flow.priority = text
        flow.persona = text
        flow.tags = [text]
        flow.screenshots = [text]
        flow.finalScreenshot = text
        flow.video = VideoRecord(path: text, durationMs: 1, kind: text)
        flow.consoleLog = text
        flow.networkLog = text
        flow.error = flow.error.map(spoil)
        flow.attempts = flow.attempts.map { attempt in
            var attempt = attempt
            attempt.error = attempt.error.map(spoil)
            attempt.steps = attempt.steps.map(spoil)
            return attempt
        }
        return flow
    }

    private static func spoil(_ step: StepRecord) -> StepRecord {
        StepRecord(
            number: step.number, name: text, status: step.status, how: step.how, startedMs: step.startedMs,
            durationMs: step.durationMs, waits: [WaitRecord(ms: 3, cause: text)],
            actions: [ActionRecord(text: text, how: .model, target: text, score: .nan)],
            expectations: [ExpectationRecord(text: text, held: step.status == .passed, saw: text)],
            screenshot: text, consoleErrors: [text], failedRequests: [text],
            console: [ConsoleRecord(level: "error", text: text, source: text)], error: step.error.map(spoil))
    }

    private static func spoil(_ error: ErrorRecord) -> ErrorRecord {
        ErrorRecord(
            code: text, message: text, step: error.step,
            candidates: [CandidateRecord(text: text, score: .infinity, why: text)], location: text + ":3:4")
    }
}
