import Agent
import CDP
import Synchronization

/// The steps so far; kept outside the task so that a deadline loses none.
final class AttemptSteps: Sendable {
    let records = Mutex<[StepRecord]>([])
    let remembered = Mutex<[RememberedStep]>([])
    let heals = Mutex<[Heal]>([])
    let problem = Mutex<StepProblem?>(nil)
    /// When the page was ready, and when the last step was over: what the flow itself took.
    let start = Mutex(ContinuousClock.now)
    /// When it was first asked for a page, and what was waited for before its first step.
    let asked = ContinuousClock.now
    let opening = Mutex<[Wait]>([])
    let opened = Mutex<ContinuousClock.Instant?>(nil)
    let end = Mutex<ContinuousClock.Instant?>(nil)
    let models = Mutex<LentModels?>(nil)

    /// The flow's time is over: what was cancelled for it is not why.
    func endLate(_ late: StepProblem, _ keeping: RecordKeeping) {
        problem.withLock { if $0 == nil || $0?.code == .cancelled { $0 = late } }
        records.withLock { records in
            guard let last = records.indices.last, let error = records[last].error,
                error.code == StepProblem.Code.cancelled.rawValue
            else { return }
            records[last].error = keeping.error(late, records[last].number)
        }
    }
}
