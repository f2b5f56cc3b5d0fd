package import CDP
package import Flows

/// Tells what kind of failure an error is: ours, the page's, or the browser's; and ends what hangs.
package struct FaultDiagnosis: Sendable {
    private let page: Page

    package init(_ page: Page) { self.page = page }

    package func problem(for error: any Error, at location: SourceLocation) async -> StepProblem {
        if let problem = error as? StepProblem { return problem }
        if error is CancellationError || Task.isCancelled {
            return StepProblem(.cancelled, "interrupted", location: location)
        }
        let fault = await fault(behind: error)
        var problem = await problem(of: fault, error)
        problem.location = location
        problem.fault = fault
        return problem
    }

    /// Climbs the ladder until it is known what failed.
    private func fault(behind error: any Error) async -> Fault? {
        let isTimeOut = (error as? CDPError)?.code == .timedOut
        var (ladder, move) = FaultLadder.start(await loss() ?? (isTimeOut ? .silence : .trouble))
        while true {
            switch move {
            case .conclude(let fault): return fault
            case .ask(let question):
                let answered = await ask(question)
                move = ladder.next(answered: answered, after: await loss())
            }
        }
    }

    private func loss() async -> FaultLadder.Symptom? {
        switch await page.context.browser.loss() {
        case .died: return .browserGone(.browserDeath)
        case .hung: return .browserGone(.browserHang)
        case .disconnected: return .browserGone(.socketClosed)
        case nil: return page.hasCrashed ? .pageGone : nil
        }
    }

    private func ask(_ question: FaultLadder.Question) async -> Bool {
        switch question {
        case .browser: await page.context.browser.isAlive()
        case .page: await page.answers(within: CallLimits.ping)
        case .frames: await page.silentFrames(within: CallLimits.ping).isEmpty
        case .answer: !page.owesAnswers
        }
    }

    private func problem(of fault: Fault?, _ error: any Error) async -> StepProblem {
        let browser = page.context.browser
        switch fault {
        case .browserDeath, .socketClosed:
            let reason = browser.deathReason ?? "no reason is known"
            return StepProblem(.browserCrashed, "the browser is gone: \(reason)")
        case .browserHang:
            let reason = "it did not answer for \(Browser.patience.inSeconds) s"
            await browser.abandon(reason)
            return StepProblem(.browserCrashed, "the browser is gone: \(reason)")
        case .rendererCrash: return StepProblem(.pageCrashed, "the page crashed")
        case .pageHang:
            return StepProblem(.pageHung, await hang("the page does not react", in: [page.session]))
        case .frameHang:
            let frames = await page.silentFrames(within: CallLimits.ping)
            return StepProblem(.pageHung, await hang("a frame of the page does not react", in: frames))
        case .lostReply, .gpuLoss, .recordingFailed, .diskFull, nil:
            if error is DeadlinePassed { return StepProblem(.timeout, "\(error)") }
            if fault == nil, (error as? CDPError)?.code == .timedOut {
                return StepProblem(.timeout, "the page was busy for longer than the step may take: \(error)")
            }
            return StepProblem(.pageError, "\(error)")
        }
    }

    /// Stops the scripts once, so that the page can be closed, and says where they were if that can be known.
    private func hang(_ what: String, in sessions: [Session]) async -> String {
        var places: [String] = []
        for session in sessions { places += await page.stopScript(in: session) }
        let place = places.isEmpty ? "" : ", at \(places.joined(separator: " < "))"
        return "\(what): its script runs without end\(place)"
    }
}
