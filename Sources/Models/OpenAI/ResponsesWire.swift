package import HTTP

/// The Responses API of OpenAI.
///
/// The conversation is sent whole each time, so that nothing is kept there.
package struct ResponsesWire: ModelWire {
    package let facts: ModelFacts

    package init(facts: ModelFacts) { self.facts = facts }

    package func request(
        for conversation: Conversation, _ settings: CallSettings
    ) throws(ModelError) -> WireRequest {
        let body = try ResponsesRequest(facts: facts, settings: settings).body(conversation)
        return WireRequest(path: "/responses", body: body)
    }

    package func reply(in body: [UInt8]) throws(ModelError) -> ModelReply {
        let response: JSON
        do {
            response = try JSON(bytes: body)
        } catch {
            throw .malformed(error.reason, at: error.offset)
        }
        return try ResponsesReply.read(response)
    }

    package func streamReader() -> any StreamReader { ResponsesStream() }

    package func failure(status: Int, headers: HTTPHeaders, body: [UInt8]) -> ModelError {
        OpenAIFailure.read(
            status: status, body: body, requestID: headers["x-request-id"], offered: facts.tools)
    }
}
