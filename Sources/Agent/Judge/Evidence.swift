import CDP

/// Since when things count for a step: what happened before it proves nothing about it.
struct StepMark: Sendable {
    let requests: Int
    let console: Int
    let consoleForgotten: Int
    let downloads: Int
    let dialogs: Int
    let tabs: Int
    let crashedFrames: Int
    let refusals: Int

    init(_ page: Page) {
        requests = page.requestCount
        console = page.consoleCount
        consoleForgotten = page.forgotten.console
        downloads = page.downloadList.count
        dialogs = page.dialogCount
        tabs = page.context.tabs.openedCount
        crashedFrames = page.crashedFrameCount
        refusals = page.environment.refusalCount
    }
}

/// What one look at an expectation said.
enum Finding: Sendable, Equatable {
    /// - Parameter by: The element that showed it.
    case held(String, by: PageElement? = nil)
    case unmet(String)
    /// The expectation itself cannot be decided, however long we wait.
    case undecidable(StepProblem)
}

/// One look at a page, from which all expectations of a step are judged.
struct Evidence: Sendable {
    let observation: Observation
    let mark: StepMark
    let deadline: Deadline
}
