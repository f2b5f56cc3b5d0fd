/// What there is to know about a model before anything is said to it.
package struct ModelFacts: Sendable, Hashable {
    /// As the provider calls it.
    package var id: String
    package var provider: Provider
    /// The ways of offering the screen that it knows, the best first.
    package var tools: [ToolGeneration]
    /// For the tools that need one, what goes into the header of test features.
    package var betas: [ToolGeneration: String]
    /// nil: unknown, and so is what it costs.
    package var price: Price?
    package var images: ImageLimits
    /// nil: unknown until it has been asked (`CoordinateProbe`).
    package var coordinates: CoordinateProfile?
    package var maxOutputTokens: Int
    /// How hard it shall think, in the provider's word; nil leaves it to the provider.
    package var effort: String?

    /// The tool that fits what a conversation wants to show.
    package func tool(for perception: ToolOffer.Perception) -> ToolGeneration {
        let wanted = tools.first { $0.hasReferences == (perception == .hybrid) }
        return wanted ?? tools.first ?? .functions
    }
}

/// Who serves a model, and how it is spoken to.
package struct Provider: Sendable, Hashable {
    package enum Wire: String, Sendable, Hashable, Decodable {
        case anthropicMessages = "anthropic-messages"
        case openAIResponses = "openai-responses"
        case chatCompletions = "chat-completions"
    }

    package var name: String
    package var wire: Wire
    /// Without a slash at its end.
    package var url: String
    /// The environment variable with the key; nil: none is needed.
    package var keyVariable: String?
    /// `authorization` carries it as a bearer token.
    package var keyHeader: String
    package var headers: [String: String]
    package var streams: Bool

    package init(
        name: String, wire: Wire, url: String, keyVariable: String? = nil,
        keyHeader: String = "authorization",
        headers: [String: String] = [:], streams: Bool = true
    ) {
        self.name = name
        self.wire = wire
        self.url = url
        self.keyVariable = keyVariable
        self.keyHeader = keyHeader
        self.headers = headers
        self.streams = streams
    }
}
