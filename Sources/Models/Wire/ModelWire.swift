package import HTTP

/// One way of speaking with models, as pure functions; nothing here knows of sockets.
package protocol ModelWire: Sendable {
    /// What to send for a conversation.
    func request(for conversation: Conversation, _ settings: CallSettings) throws(ModelError) -> WireRequest

    /// The reply in a whole answer with a good status.
    func reply(in body: [UInt8]) throws(ModelError) -> ModelReply

    /// Reads the reply out of events as they come.
    func streamReader() -> any StreamReader

    /// Why an answer with any other status is no reply.
    func failure(status: Int, headers: HTTPHeaders, body: [UInt8]) -> ModelError
}

/// What differs between calls to the same model.
package struct CallSettings: Sendable, Hashable {
    package var tool: ToolGeneration
    package var maxOutputTokens: Int
    package var streams: Bool

    package init(tool: ToolGeneration, maxOutputTokens: Int, streams: Bool) {
        self.tool = tool
        self.maxOutputTokens = maxOutputTokens
        self.streams = streams
    }
}

/// A request without the key, which only the sender adds.
package struct WireRequest: Sendable, Hashable {
    /// Behind the provider's address.
    package var path: String
    package var headers: [String: String]
    package var body: JSON

    package init(path: String, headers: [String: String] = [:], body: JSON) {
        self.path = path
        self.headers = headers
        self.body = body
    }
}

/// Puts a reply together from the events of a stream.
package protocol StreamReader: Sendable {
    mutating func take(_ event: ServerSentEvent) throws(ModelError)

    /// Whether the provider has said that nothing more comes.
    var isDone: Bool { get }

    /// What has been counted so far, also of a reply that breaks off.
    var usage: Usage { get }

    /// The reply, when the stream is over.
    func finish() throws(ModelError) -> ModelReply
}

extension Provider.Wire {
    package func speak(to facts: ModelFacts) -> any ModelWire {
        switch self {
        case .anthropicMessages: AnthropicWire(facts: facts)
        case .openAIResponses: ResponsesWire(facts: facts)
        case .chatCompletions: ChatWire(facts: facts)
        }
    }
}
