/// Where runs are kept after the process has gone.
///
/// Every call may throw; a store that can't be written is worth a notice and never decides a flow. Calls may
/// come from several tasks at once.
package protocol RunStore: Sendable {
    /// Makes the definitions of what is about to be played known, and says that the run began.
    func begin(_ run: RunInfo, flows: [StoredFlow]) async throws
    /// A row that says `running`, so that a crash leaves a trace. `flow` is the flow's id.
    func started(_ flow: String, in run: RunInfo) async throws
    /// The final outcome of a flow, all attempts included.
    func record(_ flow: FlowRecord, in run: RunInfo) async throws
    func finish(_ record: RunRecord) async throws
}

/// A flow's definition as the `flows` and `steps` tables hold it.
package struct StoredFlow: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package var name: String
        /// JSON array of actions.
        package var actionsJSON: String?
        /// JSON object.
        package var expectedStateJSON: String?
        package var timeoutMs: Int

        package init(
            name: String, actionsJSON: String? = nil, expectedStateJSON: String? = nil, timeoutMs: Int = 5000
        ) {
            self.name = name
            self.actionsJSON = actionsJSON
            self.expectedStateJSON = expectedStateJSON
            self.timeoutMs = timeoutMs
        }
    }

    /// UUID text.
    package var id: String
    package var name: String
    package var description: String?
    /// `critical`, `high`, `medium` or `low`.
    package var priority: String
    package var persona: String?
    package var steps: [Step]

    package init(
        id: String, name: String, description: String? = nil, priority: String = "medium",
        persona: String? = nil, steps: [Step] = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.priority = priority
        self.persona = persona
        self.steps = steps
    }
}

/// A flow as the store names it.
package struct StoredFlowName: Sendable, Hashable {
    package let id: String
    package let name: String
}
