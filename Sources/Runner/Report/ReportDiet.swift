import Agent

/// Makes a run small enough for one page.
///
/// Long texts are cut, then the detail of flows nobody will open goes first.
enum ReportDiet {
    static let limit = 4_500_000

    /// The run as one line of JSON of at most `limit` bytes, as rich as fits.
    static func fit(_ record: RunRecord, limit: Int = limit) throws -> String {
        var richest = record
        richest.flows = record.flows.map { trim($0, Portion.whole) }
        var text = try RecordJSON.line(richest)
        for portion in Portion.allCases.dropFirst() where text.utf8.count > limit {
            var smaller = richest
            smaller.flows = richest.flows.map { trim($0, portion) }
            smaller.run.notices.append(
                "some detail is left out of this page to keep it small; run.json has all of it")
            text = try RecordJSON.line(smaller)
        }
        return text
    }

    /// From most to least that is kept.
    enum Portion: Int, CaseIterable {
        /// Everything, with each text cut to a sane length.
        case whole
        /// Steps of passed flows without what they did.
        case passedOutlined
        /// Passed flows without steps.
        case passedNamed
        /// Of the others, only steps that did not pass keep their detail.
        case failuresOnly
        /// One short reason per flow.
        case reasonsOnly
    }

    private static func trim(_ flow: FlowRecord, _ portion: Portion) -> FlowRecord {
        var flow = flow
        let text = portion == .reasonsOnly ? 300 : 2000
        flow.name = cut(flow.name, 300)
        flow.tags = flow.tags.prefix(20).map { cut($0, 100) }
        flow.error = flow.error.map { trim($0, text) }
        if portion.rawValue >= Portion.passedNamed.rawValue { flow.screenshots = [] }
        let passed = flow.status == .passed && flow.marks.isEmpty
        let attempts = portion == .reasonsOnly ? flow.attempts.suffix(1) : flow.attempts.suffix(10)
        flow.attempts = attempts.map { attempt in
            var attempt = attempt
            attempt.error = attempt.error.map { trim($0, text) }
            let keep = attempt.steps.prefix(portion == .reasonsOnly ? 0 : 300)
            attempt.steps = keep.map { trim($0, outlined: outlines($0, passed, portion)) }
            if passed, portion.rawValue >= Portion.passedNamed.rawValue { attempt.steps = [] }
            return attempt
        }
        return flow
    }

    private static func outlines(_ step: StepRecord, _ flowPassed: Bool, _ portion: Portion) -> Bool {
        switch portion {
        case .whole: false
        case .passedOutlined, .passedNamed: flowPassed
        case .failuresOnly, .reasonsOnly: step.status == .passed || step.status == .skipped
        }
    }

    private static func trim(_ step: StepRecord, outlined: Bool) -> StepRecord {
        var step = step
        step.name = cut(step.name, 300)
        step.error = step.error.map { trim($0, 2000) }
        step.actions = outlined ? [] : step.actions.prefix(50).map(trim)
        step.expectations = outlined ? [] : step.expectations.prefix(50).map(trim)
        step.waits = outlined ? [] : Array(step.waits.sorted { $0.ms > $1.ms }.prefix(20))
        step.marks = outlined ? nil : step.marks?.prefix(10).map(trim)
        step.consoleErrors = outlined ? [] : step.consoleErrors.prefix(20).map { cut($0, 500) }
        step.console =
            outlined
            ? []
            : step.console.prefix(20).map {
                ConsoleRecord(
                    level: $0.level, text: cut($0.text, 300), source: $0.source.map { cut($0, 300) },
                    count: $0.count)
            }
        step.failedRequests = outlined ? [] : step.failedRequests.prefix(20).map { cut($0, 500) }
        return step
    }

    private static func trim(_ mark: MarkRecord) -> MarkRecord {
        var mark = mark
        mark.text = mark.text.map { cut($0, 200) }
        return mark
    }

    private static func trim(_ action: ActionRecord) -> ActionRecord {
        var action = action
        action.text = cut(action.text, 400)
        action.target = action.target.map { cut($0, 400) }
        return action
    }

    private static func trim(_ expectation: ExpectationRecord) -> ExpectationRecord {
        ExpectationRecord(
            text: cut(expectation.text, 500), held: expectation.held, saw: cut(expectation.saw, 1000),
            box: expectation.box)
    }

    private static func trim(_ error: ErrorRecord, _ limit: Int) -> ErrorRecord {
        var error = error
        error.message = cut(error.message, limit)
        error.candidates = error.candidates.prefix(limit > 1000 ? 8 : 0).map {
            CandidateRecord(text: cut($0.text, 300), score: $0.score, why: cut($0.why, 300))
        }
        return error
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let short = text.unicodeScalars.prefix(limit)
        return short.endIndex < text.endIndex ? String(String.UnicodeScalarView(short)) + "…" : text
    }
}
