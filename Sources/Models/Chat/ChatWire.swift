package import HTTP

/// The chat completions that vLLM, Ollama, OpenRouter and most proxies speak.
package struct ChatWire: ModelWire {
    package let facts: ModelFacts

    package init(facts: ModelFacts) { self.facts = facts }

    package func request(
        for conversation: Conversation, _ settings: CallSettings
    ) throws(ModelError) -> WireRequest {
        WireRequest(
            path: "/chat/completions", body: ChatRequest(facts: facts, settings: settings).body(conversation))
    }

    package func reply(in body: [UInt8]) throws(ModelError) -> ModelReply {
        let completion: JSON
        do {
            completion = try JSON(bytes: body)
        } catch {
            throw .malformed(error.reason, at: error.offset)
        }
        return try ChatReply.read(completion)
    }

    package func streamReader() -> any StreamReader { ChatStream() }

    package func failure(status: Int, headers: HTTPHeaders, body: [UInt8]) -> ModelError {
        OpenAIFailure.read(
            status: status, body: body, requestID: headers["x-request-id"], offered: facts.tools)
    }
}
