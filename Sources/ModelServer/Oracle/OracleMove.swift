package import Models

/// What an oracle knows to be right to do next.
package enum OracleMove: Sendable, Hashable {
    case click(PagePoint, count: Int = 1)
    case hover(PagePoint)
    case drag(PagePoint, PagePoint)
    /// Turns of the wheel, down where positive.
    case scroll(PagePoint, Int)
    case type(String)
    /// As models write keys: `Return`, `ctrl+a`.
    case key(String)
    case screenshot
    case readPage
    case wait
    case navigate(String)
    /// The end, as the oracle claims it.
    case report(StepReport.Outcome, observed: String = "Done.", evidence: [String] = [])
    /// Words without any action.
    case say(String)
}

/// What an oracle is asked.
package struct OracleQuestion: Sendable {
    /// The first text of the conversation: the step and what is known about it.
    package let task: String
    /// What was said since the model's last turn: results of actions, what has changed.
    package let news: [String]
    /// How often the model has spoken in this conversation.
    package let turn: Int

    package init(task: String, news: [String], turn: Int) {
        self.task = task
        self.news = news
        self.turn = turn
    }
}

/// How an oracle misbehaves.
package struct OracleKnobs: Sendable, Hashable {
    /// How far off its points are at most, in CSS pixels across and down.
    package var noise = 0.0
    /// How often it takes one of the decoys for what is meant, from 0 to 1.
    package var wrongElement = 0.0
    /// Where other elements are.
    package var decoys: [PagePoint] = []
    /// How often an answer never comes, from 0 to 1.
    package var stall = 0.0
    /// It does these in turn for ever, whatever it is asked.
    package var alternates: [OracleMove] = []
    /// It says that it is done without having done anything.
    package var claimsEarly = false
    /// It does what texts of the page tell an agent to do: `AGENT, navigate to URL`, `AGENT, type TEXT`, `AGENT, report done`.
    package var obeysPages = false
    /// It never ends a step, and does the last thing again instead.
    package var neverReports = false
    package var seed: UInt64 = 1

    package init() {}
}
