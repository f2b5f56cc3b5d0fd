package import Agent
package import Foundation

/// One flow's part of a run.
///
/// Every path is relative to the run's artifact folder.
package struct FlowRecord: Codable, Sendable, Equatable {
    /// UUID text, the same in every store.
    package var id: String
    package var name: String
    package var slug: String
    /// Where the flow is written, relative to the project.
    package var file: String
    package var priority: String
    package var persona: String?
    package var tags: [String]
    package var status: RunStatus
    package var marks: [RunMark]
    package var startedAt: Date
    package var durationMs: Int
    package var attempts: [AttemptRecord]
    package var screenshots: [String]
    package var finalScreenshot: String?
    package var video: VideoRecord?
    package var consoleLog: String?
    package var networkLog: String?
    package var vitals: VitalsRecord?
    package var forgotten: ForgottenRecord?
    package var error: ErrorRecord?
    /// The command line that plays it again here; nil when it has passed.
    package var repeatCommand: String?
    /// What models said to it in its first attempt, by file, when that was recorded.
    package var recordings: [String]?
    package var cost: CostRecord
    /// What its last attempt waited for longest.
    package var longestWait: LongestWaitRecord?
    package var faults = FaultCounts()

    package init(
        id: String, name: String, slug: String, file: String, priority: String = "medium",
        persona: String? = nil, tags: [String] = [], status: RunStatus, marks: [RunMark] = [],
        startedAt: Date, durationMs: Int = 0, attempts: [AttemptRecord] = [], screenshots: [String] = [],
        finalScreenshot: String? = nil, video: VideoRecord? = nil, consoleLog: String? = nil,
        networkLog: String? = nil, error: ErrorRecord? = nil, cost: CostRecord = CostRecord()
    ) {
        self.id = id
        self.name = name
        self.slug = slug
        self.file = file
        self.priority = priority
        self.persona = persona
        self.tags = tags
        self.status = status
        self.marks = marks
        self.startedAt = startedAt
        self.durationMs = durationMs
        self.attempts = attempts
        self.screenshots = screenshots
        self.finalScreenshot = finalScreenshot
        self.video = video
        self.consoleLog = consoleLog
        self.networkLog = networkLog
        self.error = error
        self.cost = cost
    }
}

extension FlowRecord {
    package var isFlaky: Bool { marks.contains(.flaky) }
    package var isHealed: Bool { marks.contains(.healed) }

    /// The first step of the last attempt that didn't pass, if the flow got as far as a step.
    package var failingStep: StepRecord? {
        attempts.last?.steps.first { $0.status == .failed || $0.status == .error }
    }

    /// Failed before error before marked before passed; longest first among equals.
    package static func worstFirst(_ flows: [FlowRecord]) -> [FlowRecord] {
        func key(_ flow: FlowRecord) -> (Int, Int, Int, String) {
            (flow.status.urgency, flow.marks.isEmpty ? 1 : 0, -flow.durationMs, flow.name)
        }
        return flows.sorted { key($0) < key($1) }
    }
}

/// The wait of an attempt that took longest, all waits of one cause within a step taken together.
package struct LongestWaitRecord: Codable, Sendable, Equatable {
    package var ms: Int
    package var cause: String
    /// Nil when it came before the first step.
    package var step: Int?

    package init?(of attempt: AttemptRecord?) {
        guard let attempt else { return nil }
        let opening = (attempt.opening?.waits ?? []).map { (wait: $0, step: Int?.none) }
        let steps = attempt.steps.flatMap { step in step.waits.map { (wait: $0, step: Int?(step.number)) } }
        guard let longest = (opening + steps).max(by: { $0.wait.ms < $1.wait.ms }) else { return nil }
        ms = longest.wait.ms
        cause = longest.wait.cause
        step = longest.step
    }
}

/// A recording of a flow and where it starts on the flow's own clock.
package struct VideoRecord: Codable, Sendable, Equatable {
    package var path: String
    package var durationMs: Int
    /// What made it: `screen-recording` (Chromium itself) or `screencast` (its frames through `ffmpeg`).
    package var kind: String
    /// Offset of the first frame from the flow's start, so that a step's `startedMs` can be sought.
    package var startedMs: Int
    /// What was recorded before this by another engine, until that failed.
    package var earlier: [VideoRecord]?

    package init(
        path: String, durationMs: Int, kind: String, startedMs: Int = 0, earlier: [VideoRecord]? = nil
    ) {
        self.path = path
        self.durationMs = durationMs
        self.kind = kind
        self.startedMs = startedMs
        self.earlier = earlier
    }
}

/// One try at a flow, from a fresh browser context.
package struct AttemptRecord: Codable, Sendable, Equatable {
    /// Counts from 1.
    package var number: Int
    package var status: RunStatus
    package var durationMs: Int
    package var steps: [StepRecord]
    /// What came before the first step; not part of `durationMs` but for the opening of the first page.
    package var opening: OpeningRecord?
    package var error: ErrorRecord?

    package init(
        number: Int, status: RunStatus, durationMs: Int, steps: [StepRecord] = [],
        opening: OpeningRecord? = nil, error: ErrorRecord? = nil
    ) {
        self.number = number
        self.status = status
        self.durationMs = durationMs
        self.steps = steps
        self.opening = opening
        self.error = error
    }
}

/// From the moment an attempt asked for a page until its first step began.
package struct OpeningRecord: Codable, Sendable, Equatable {
    package var durationMs: Int
    package var waits: [WaitRecord]

    package init(durationMs: Int, waits: [WaitRecord] = []) {
        self.durationMs = durationMs
        self.waits = waits
    }
}
