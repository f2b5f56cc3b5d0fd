/// What the model asks us to do, before it is understood.
package struct ToolCall: Sendable, Hashable {
    /// Names the call in its answer.
    package let id: String
    /// The toolset the call belongs to; the answer must repeat it.
    ///
    /// Names of tools are only unique within one.
    package let family: ToolFamily?
    package let name: String
    package let input: JSON
    /// What the provider wants confirmed before anything of the call is carried out.
    package let concerns: [SafetyConcern]

    package init(
        id: String, family: ToolFamily? = nil, name: String, input: JSON, concerns: [SafetyConcern] = []
    ) {
        self.id = id
        self.family = family
        self.name = name
        self.input = input
        self.concerns = concerns
    }
}

/// A vendor's name for a group of tools that are offered as one.
package struct ToolFamily: RawRepresentable, Sendable, Hashable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let browser = ToolFamily(rawValue: "browser")
    package static let computer = ToolFamily(rawValue: "computer")

    /// What the vendor wants to read in the answer to a call that was skipped because an earlier one failed.
    package var haltText: String {
        self == .computer
            ? "Not executed: an earlier computer action in this turn failed."
            : "Not executed: an earlier action in this turn failed."
    }
}

/// A doubt of the provider's about a call.
///
/// Nobody is there to ask: it is never confirmed unseen.
package struct SafetyConcern: Sendable, Hashable {
    package let id: String
    package let code: String
    package let message: String

    package init(id: String, code: String, message: String) {
        self.id = id
        self.code = code
        self.message = message
    }
}

/// What became of one call.
package struct ToolResult: Sendable, Hashable {
    package let call: ToolCall
    package let text: String
    /// Never with an error: the wire refuses it.
    package let image: ModelImage?
    package let isError: Bool

    package static func done(_ call: ToolCall, _ text: String, image: ModelImage? = nil) -> ToolResult {
        ToolResult(call: call, text: text, image: image, isError: false)
    }

    package static func failed(_ call: ToolCall, _ reason: String) -> ToolResult {
        ToolResult(call: call, text: reason.isEmpty ? "It failed." : reason, image: nil, isError: true)
    }

    /// For a call that was not begun because one before it in the same turn failed.
    package static func halted(_ call: ToolCall) -> ToolResult {
        failed(call, (call.family ?? .browser).haltText)
    }

    /// The same with a picture added, unless it is an error or has one.
    package func showing(_ image: ModelImage) -> ToolResult {
        isError || self.image != nil ? self : .done(call, text, image: image)
    }
}
