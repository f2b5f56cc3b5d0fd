package import Agent

/// What one step did, what it waited for and what it proved.
package struct StepRecord: Codable, Sendable, Equatable {
    /// Counts from 1.
    package var number: Int
    package var name: String
    package var status: StepStatus
    package var how: DecisionSource
    /// Offset from the flow's start.
    package var startedMs: Int
    package var durationMs: Int
    package var waits: [WaitRecord]
    package var actions: [ActionRecord]
    package var expectations: [ExpectationRecord]
    /// Relative to the run's artifact folder.
    package var screenshot: String?
    /// The earlier step whose picture this is too: nothing had changed since.
    package var screenshotOfStep: Int?
    /// The same picture without marks, when `screenshot` has them.
    package var unmarkedScreenshot: String?
    /// The page before a step that did not pass; nil where there is no picture of each step.
    package var screenshotBefore: String?
    /// The page in words as such a step left it: a file, relative to the run's artifact folder.
    package var outline: String?
    /// Where the step went wrong, as `screenshot` shows it.
    package var marks: [MarkRecord]?
    package var consoleErrors: [String]
    package var failedRequests: [String]
    /// What the page said on its console; errors first to stay when there is too much.
    package var console: [ConsoleRecord]
    /// How many messages more there were.
    package var consoleLeftOut: Int
    package var error: ErrorRecord?
    /// What models were asked for it; nil when none was.
    package var cost: CostRecord?

    package init(
        number: Int, name: String, status: StepStatus, how: DecisionSource = .none, startedMs: Int = 0,
        durationMs: Int = 0, waits: [WaitRecord] = [], actions: [ActionRecord] = [],
        expectations: [ExpectationRecord] = [], screenshot: String? = nil, consoleErrors: [String] = [],
        failedRequests: [String] = [], console: [ConsoleRecord] = [], consoleLeftOut: Int = 0,
        error: ErrorRecord? = nil
    ) {
        self.number = number
        self.name = name
        self.status = status
        self.how = how
        self.startedMs = startedMs
        self.durationMs = durationMs
        self.waits = waits
        self.actions = actions
        self.expectations = expectations
        self.screenshot = screenshot
        self.consoleErrors = consoleErrors
        self.failedRequests = failedRequests
        self.console = console
        self.consoleLeftOut = consoleLeftOut
        self.error = error
    }
}

/// A place on the picture of a failed step, in its pixels.
package struct MarkRecord: Codable, Sendable, Equatable {
    /// `target`, `candidate` (what came near, or is one of several) or `pointer`.
    package var kind: String
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int
    /// The element in words.
    package var text: String?

    package init(kind: String, x: Int, y: Int, width: Int, height: Int, text: String? = nil) {
        self.kind = kind
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.text = text
    }
}

/// A stretch of time in which a step could not go on, and why.
package struct WaitRecord: Codable, Sendable, Equatable {
    package var ms: Int
    package var cause: String

    package init(ms: Int, cause: String) {
        self.ms = ms
        self.cause = cause
    }
}

/// One click, key or navigation, with the element it was resolved to.
package struct ActionRecord: Codable, Sendable, Equatable {
    package var text: String
    package var how: DecisionSource
    /// The resolved element as a sentence: `button "Continue" in form "Address"`.
    package var target: String?
    /// Confidence of the resolution, 0…1.
    package var score: Double?
    package var durationMs: Int
    /// Offset from the flow's start.
    package var startedMs: Int

    package init(
        text: String, how: DecisionSource, target: String? = nil, score: Double? = nil, durationMs: Int = 0,
        startedMs: Int = 0
    ) {
        self.text = text
        self.how = how
        self.target = target
        self.score = score
        self.durationMs = durationMs
        self.startedMs = startedMs
    }
}

/// One thing a step had to prove.
///
/// `held` is nil when it was never reached or could not be decided.
package struct ExpectationRecord: Codable, Sendable, Equatable {
    package var text: String
    package var held: Bool?
    package var saw: String
    /// Where on the step's picture it was seen, in CSS pixels.
    package var box: Box?

    package struct Box: Codable, Sendable, Equatable {
        package var x, y, width, height: Int
    }

    package init(text: String, held: Bool?, saw: String = "", box: Box? = nil) {
        self.text = text
        self.held = held
        self.saw = saw
        self.box = box
    }
}
