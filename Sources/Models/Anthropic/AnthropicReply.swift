/// Reads what the Messages API answers.
enum AnthropicReply {
    static func read(_ message: JSON) throws(ModelError) -> ModelReply {
        guard let content = message["content"]?.array else { throw .malformed("the message has no content") }
        var blocks: [ModelReply.Block] = []
        for item in content { blocks.append(try block(item)) }
        return ModelReply(
            id: message["id"]?.string ?? "", model: message["model"]?.string ?? "", blocks: blocks,
            stop: stop(message["stop_reason"]?.string, message["stop_details"]),
            usage: usage(message["usage"]),
            wire: content)
    }

    private static func block(_ item: JSON) throws(ModelError) -> ModelReply.Block {
        switch item["type"]?.string {
        case "text":
            guard let text = item["text"]?.string else { throw .malformed("a text block has no text") }
            return .text(text)
        case "tool_use":
            guard let id = item["id"]?.string, let name = item["name"]?.string else {
                throw .malformed("a tool_use block has no id or name")
            }
            return .call(
                ToolCall(
                    id: id, family: item["toolset_name"]?.string.map(ToolFamily.init), name: name,
                    input: item["input"] ?? [:]))
        case nil: throw .malformed("a block has no type")
        default: return .opaque
        }
    }

    static func stop(_ reason: String?, _ details: JSON?) -> ModelReply.Stop {
        switch reason {
        case "tool_use": .calls
        case "end_turn", "stop_sequence": .finished
        case "max_tokens": .truncated
        case "refusal": .refused(details?["category"]?.string ?? "unnamed")
        case "pause_turn": .paused
        case "model_context_window_exceeded": .contextFull
        default: .other(reason ?? "none")
        }
    }

    static func usage(_ counts: JSON?) -> Usage {
        Usage(
            input: counts?["input_tokens"]?.integer ?? 0,
            cacheWrite: counts?["cache_creation_input_tokens"]?.integer ?? 0,
            cacheRead: counts?["cache_read_input_tokens"]?.integer ?? 0,
            output: counts?["output_tokens"]?.integer ?? 0)
    }

    /// - Parameter status: 200 for an error that came within a stream.
    static func failure(status: Int, in body: JSON, offered: [ToolGeneration]) -> ModelError {
        let kind = body["error"]?["type"]?.string
        let message = body["error"]?["message"]?.string ?? "status \(status)"
        let id = body["request_id"]?.string
        for tool in offered {
            if status == 400, let accepted = ToolFallback.accepted(in: message, offered: tool) {
                return ModelError(.unsupportedTool(accepted: accepted), message, requestID: id)
            }
        }
        return ModelError(code(kind, status), message, requestID: id)
    }

    private static func code(_ kind: String?, _ status: Int) -> ModelError.Code {
        switch (kind, status) {
        case ("authentication_error"?, _), (_, 401), ("permission_error"?, _), (_, 403): .badKey
        case ("billing_error"?, _), (_, 402): .noCredit
        case ("not_found_error"?, _), (_, 404): .unknownModel
        case ("request_too_large"?, _), (_, 413): .tooLarge
        case ("rate_limit_error"?, _), (_, 429): .rateLimited
        case ("overloaded_error"?, _), (_, 503), (_, 529): .overloaded
        case (_, 408), (_, 409), (_, 500...): .serverFault(status)
        case (_, 400..<500), ("invalid_request_error"?, _): .badRequest
        case ("api_error"?, _), ("timeout_error"?, _): .serverFault(status)
        default: .other(status)
        }
    }
}
