/// What a flow, or a run, may use of models besides money; nil: as much as it likes.
package struct ModelLimits: Sendable, Hashable {
    package var turns: Int?
    /// Read and written together; what is read from a cache counts each time.
    package var tokens: Int?
    /// For which models are waited for, all waits together.
    package var time: Duration?

    package init(turns: Int? = nil, tokens: Int? = nil, time: Duration? = nil) {
        self.turns = turns
        self.tokens = tokens
        self.time = time
    }

    /// Which of them leaves no room for one call more, in words; nil when all do.
    ///
    /// - Parameter underWay: How many calls have begun that are not booked yet.
    func spent(_ reading: ModelMeter.Reading, underWay: Int) -> String? {
        if let turns, reading.calls + underWay >= turns { return "\(turns) turns" }
        let used = reading.usage.wholeInput + reading.usage.output
        if let tokens, used >= tokens { return "\(tokens) tokens" }
        if let time, reading.time >= time { return "\(time.components.seconds) s" }
        return nil
    }
}
