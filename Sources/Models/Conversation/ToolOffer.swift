/// What a model may do in a conversation, said without any wire in mind.
package struct ToolOffer: Sendable, Hashable {
    /// What the model sees of the page.
    package enum Perception: String, Sendable, Hashable, CaseIterable {
        /// The screenshot and an outline whose elements can be named.
        case hybrid
        /// The screenshot alone.
        case pixels
    }

    package var perception: Perception
    package var gate: GateProfile
    package var functions: [FunctionTool]
    /// Of the screenshots.
    package var display: PixelSize

    package init(
        perception: Perception = .hybrid, gate: GateProfile = .act,
        functions: [FunctionTool] = [.reportStep], display: PixelSize
    ) {
        self.perception = perception
        self.gate = gate
        self.functions = functions
        self.display = display
    }
}

/// A tool of our own.
package struct FunctionTool: Sendable, Hashable {
    package let name: String
    package let description: String
    /// A JSON schema of the input.
    package let schema: JSON

    package init(name: String, description: String, schema: JSON) {
        self.name = name
        self.description = description
        self.schema = schema
    }
}

/// How much of a toolset is offered.
///
/// A tester who can go to an address, run a script or set a value directly routes around the bug it should find. There
/// are few profiles, because each makes a prefix of its own in the provider's cache.
package enum GateProfile: String, Sendable, Hashable, CaseIterable {
    /// What a person does with mouse, keyboard and eyes.
    case act
    /// The same, and going to addresses: for steps that say so.
    case navigate
    /// Looking only.
    case look
    /// The screen is not offered at all: questions about pictures that are sent along.
    case nothing

    package func allows(_ member: String) -> Bool {
        switch self {
        case .act: Self.looking.contains(member) || Self.acting.contains(member)
        case .navigate:
            Self.looking.contains(member) || Self.acting.contains(member) || member == "navigate"
        case .look: Self.looking.contains(member)
        case .nothing: false
        }
    }

    private static let looking: Set = [
        "read_page", "find", "get_page_text", "screenshot", "zoom", "cursor_position",
    ]
    private static let acting: Set = [
        "left_click", "right_click", "middle_click", "double_click", "triple_click", "hover", "mouse_move",
        "scroll_to", "scroll", "left_click_drag", "left_mouse_down", "left_mouse_up", "type", "key",
        "hold_key",
        "wait",
    ]
}
