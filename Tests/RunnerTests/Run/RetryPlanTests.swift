import Agent
import Testing

@testable import Runner

@Suite struct RetryPlanTests {
    private func attempt(_ code: StepProblem.Code?) -> AttemptRecord {
        AttemptRecord(
            number: 1, status: code.map { $0.status == .failed ? .failed : .error } ?? .passed, durationMs: 0,
            error: code.map { ErrorRecord(code: $0.rawValue, message: "") })
    }

    /// How many attempts there are when every one ends so.
    private func attempts(_ code: StepProblem.Code?, retries: Int) -> Int {
        var plan = RetryPlan(retries: retries)
        var count = 1
        while plan.repeats(after: attempt(code)) { count += 1 }
        return count
    }

    @Test(arguments: [0, 1, 3])
    func `what failed is repeated as often as asked for`(retries: Int) {
        #expect(attempts(.expectationUnmet, retries: retries) == retries + 1)
        #expect(attempts(.timeout, retries: retries) == retries + 1)
    }

    @Test(arguments: [0, 2])
    func `what passed or was interrupted is not`(retries: Int) {
        #expect(attempts(nil, retries: retries) == 1)
        #expect(attempts(.cancelled, retries: retries) == 1)
    }

    @Test(arguments: [StepProblem.Code.browserCrashed, .pageCrashed])
    func `a browser that died gives one more chance`(code: StepProblem.Code) {
        #expect(attempts(code, retries: 0) == 2)
        #expect(attempts(code, retries: 2) == 4)
    }
}
