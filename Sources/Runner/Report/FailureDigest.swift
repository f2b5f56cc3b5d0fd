/// Why a flow did not pass, in the order a person asks; every reporter tells it from here.
struct FailureDigest: Equatable {
    var step: String?
    var message: String
    var code: String
    var expected: String?
    var saw: String?
    var candidates: [CandidateRecord]
    var screenshot: String?
    var file: String
    var line: Int?
    var column: Int?

    /// Nil for a flow that passed or was never played.
    init?(_ flow: FlowRecord) {
        guard flow.status == .failed || flow.status == .error else { return nil }
        let failing = flow.failingStep
        let error = failing?.error ?? flow.error ?? flow.attempts.last?.error
        let unmet = failing?.expectations.first { $0.held == false }
        let number = failing?.number ?? error?.step
        step = failing.map { "step \($0.number): \($0.name)" } ?? number.map { "step \($0)" }
        code = error?.code ?? (flow.status == .failed ? "expectation_unmet" : "error")
        expected = unmet?.text
        saw = unmet?.saw
        message = error?.message ?? unmet.map { "expected \($0.text)" } ?? "no reason was recorded"
        candidates = error?.candidates ?? []
        screenshot = failing?.screenshot ?? flow.finalScreenshot
        let place = SourcePlace(error?.location ?? flow.error?.location ?? flow.file)
        file = place.file
        line = place.line
        column = place.column
    }

    var location: String {
        [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
}

extension FlowRecord {
    /// On one line.
    var shownRepeatCommand: String {
        repeatCommand.map { ReportText.line($0) } ?? ReportText.repeatCommand(name)
    }
}

/// `flows/a.yaml:12:5` taken apart; line and column are optional.
struct SourcePlace: Equatable {
    var file: String
    var line: Int?
    var column: Int?

    init(_ text: String) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var numbers: [Int] = []
        while parts.count > 1, numbers.count < 2, let last = parts.last.flatMap({ Int($0) }), last > 0 {
            numbers.insert(last, at: 0)
            parts.removeLast()
        }
        file = parts.joined(separator: ":")
        line = numbers.first
        column = numbers.count == 2 ? numbers[1] : nil
    }
}
