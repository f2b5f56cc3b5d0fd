package import Flows

/// Who may decide what a step's words mean.
package enum AgentMode: String, Sendable, CaseIterable {
    /// Memory, then the resolver, then a model if there is one.
    case auto
    /// Memory, then the resolver.
    case deterministic
    /// Memory alone: what is not known again is an error.
    case replay
    /// A model for every action with a target, and for every step that is a sentence.
    case computerUse = "computer-use"
}

/// What becomes of a flow in which something is no longer what was remembered.
package enum HealPolicy: String, Sendable, CaseIterable {
    /// It is an error.
    case off
    /// It goes on, is marked, and the new memory lies beside the run's other files.
    case propose
    /// It goes on, is marked, and is remembered.
    case apply
}

/// How a flow's steps use what is remembered of it.
package struct RecallPolicy: Sendable {
    package var mode: AgentMode
    package var heal: HealPolicy
    package var mask: MemoryMask
    /// What `${NAME}` stands for in what a model once typed.
    package var values: [String: FlowText]

    package init(
        mode: AgentMode = .auto, heal: HealPolicy = .propose, mask: MemoryMask = MemoryMask(),
        values: [String: FlowText] = [:]
    ) {
        self.mode = mode
        self.heal = heal
        self.mask = mask
        self.values = values
    }
}

/// Something that is not what was remembered, and what it is now.
package struct Heal: Sendable, Hashable, CustomStringConvertible {
    /// The words that asked for it.
    package var words: String
    package var was: String
    package var isNow: String
    /// `name was "Sign in", is "Log in"`.
    package var differences: [String]

    package init(words: String, was: String, isNow: String, differences: [String]) {
        self.words = words
        self.was = was
        self.isNow = isNow
        self.differences = differences
    }

    package var description: String {
        let why = differences.isEmpty ? "" : " (\(differences.joined(separator: "; ")))"
        return "healed \"\(words)\": was \(was), is \(isNow)\(why)"
    }
}

/// One element that an action was about: what to remember of it, and whether it was known again.
package struct TargetTrace: Sendable, Hashable {
    package var words: String
    package var locator: Locator
    package var heal: Heal?
}
