import Foundation
import Testing

@testable import Runner

@Suite struct RunSummaryTests {
    private func flow(_ status: RunStatus, _ marks: [RunMark] = []) -> FlowRecord {
        FlowRecord(
            id: "a", name: "a", slug: "a", file: "a.yaml", status: status, marks: marks,
            startedAt: SampleRun.start)
    }

    @Test func `flaky and healed flows are counted in passed too`() {
        let sum = RunSummary.summarise([
            flow(.passed), flow(.passed, [.flaky]), flow(.passed, [.flaky, .healed]), flow(.failed),
            flow(.error), flow(.pending), flow(.running),
        ])
        #expect(sum.total == 7)
        #expect(sum.passed == 3 && sum.failed == 1 && sum.errors == 1)
        #expect(sum.flaky == 2 && sum.healed == 1 && sum.skipped == 2)
    }

    @Test func `a mark on a flow that did not pass is not counted`() {
        #expect(RunSummary.summarise([flow(.failed, [.flaky])]).flaky == 0)
    }

    @Test(arguments: [
        (0.0, "0.0"), (0.04, "0.0"), (0.05, "0.1"), (12.34, "12.3"), (119.96, "120.0"), (-1, "0.0"),
    ])
    func `the line scripts read rounds to tenths of a second`(seconds: Double, text: String) {
        let line = RunSummary.summarise([flow(.passed, [.flaky]), flow(.failed)]).line(seconds: seconds)
        #expect(line == "1 passed, 1 failed, 0 errors, 1 flaky, 0 healed in \(text) s")
    }

    @Test(
        arguments: [
            ([], false, false, 0), ([RunStatus.passed], false, false, 0),
            ([.passed, .failed], false, false, 1),
            ([.passed, .error], false, false, 3), ([.error, .failed], false, false, 1),
            ([.passed, .pending], false, false, 3), ([.failed], false, true, 130),
            ([.passed], true, true, 130),
        ] as [([RunStatus], Bool, Bool, Int32)])
    func `the exit code says what a script has to do`(
        statuses: [RunStatus], failOnFlaky: Bool, interrupted: Bool, code: Int32
    ) {
        let sum = RunSummary.summarise(statuses.map { flow($0) })
        #expect(sum.exitCode(failOnFlaky: failOnFlaky, interrupted: interrupted) == code)
    }

    @Test func `a flaky flow fails the run only on request`() {
        let sum = RunSummary.summarise([flow(.passed, [.flaky])])
        #expect(sum.exitCode() == 0)
        #expect(sum.exitCode(failOnFlaky: true) == 1)
    }
}
