package import HTTP

/// The Messages API of Anthropic, and of the gateways that speak like it.
package struct AnthropicWire: ModelWire {
    package let facts: ModelFacts

    package init(facts: ModelFacts) { self.facts = facts }

    package func request(
        for conversation: Conversation, _ settings: CallSettings
    ) throws(ModelError) -> WireRequest {
        var headers: [String: String] = [:]
        if let beta = facts.betas[settings.tool] { headers["anthropic-beta"] = beta }
        return WireRequest(
            path: "/v1/messages", headers: headers,
            body: AnthropicRequest(facts: facts, settings: settings).body(conversation))
    }

    package func reply(in body: [UInt8]) throws(ModelError) -> ModelReply {
        do {
            return try AnthropicReply.read(JSON(bytes: body))
        } catch let error as JSONError {
            throw .malformed(error.reason, at: error.offset)
        } catch let error as ModelError {
            throw error
        } catch {
            throw .malformed("\(error)")
        }
    }

    package func streamReader() -> any StreamReader { AnthropicStream() }

    package func failure(status: Int, headers: HTTPHeaders, body: [UInt8]) -> ModelError {
        var error = AnthropicReply.failure(
            status: status, in: (try? JSON(bytes: body)) ?? .null, offered: facts.tools)
        error.requestID = error.requestID ?? headers["request-id"]
        return error
    }
}
