/// What reporters are told while a run goes on, in order.
///
/// `flow` is always the flow's slug, which is unique within a run.
package enum RunEvent: Sendable, Equatable {
    case runStarted(RunInfo, flowCount: Int)
    case flowStarted(name: String, slug: String, attempt: Int)
    case stepFinished(flow: String, step: StepRecord)
    case flowFinished(FlowRecord)
    case notice(String)
    case runFinished(RunRecord)
}
