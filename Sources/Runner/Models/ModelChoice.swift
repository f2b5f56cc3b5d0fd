/// Who finds out what the steps of flows mean.
package enum AgentMode: String, Sendable, CaseIterable {
    /// The resolver, then a model where one is configured.
    case auto
    /// Never a model.
    case deterministic
    /// A model for every step, and for every action with a target.
    case computerUse = "computer-use"
}

/// Where models' answers come from.
package enum ModelMode: String, Sendable, CaseIterable {
    case live
    /// From the provider, and kept beside each flow's artifacts.
    case record
    /// From what an earlier run has kept; nothing is sent.
    case replay
}
