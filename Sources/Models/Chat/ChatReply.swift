/// Reads what comes back from chat completions.
enum ChatReply {
    /// What of the model's message is sent back; servers refuse fields they have added themselves.
    private static let kept: Set = ["role", "content", "tool_calls", "reasoning_details"]

    static func read(_ completion: JSON) throws(ModelError) -> ModelReply {
        if let error = completion["error"], error != .null {
            throw OpenAIFailure.read(status: 200, completion, offered: [])
        }
        guard let choice = completion["choices"]?.array?.first, let message = choice["message"]?.object else {
            throw .malformed("the completion has no message")
        }
        let text = self.text(message["content"])
        var calls: [ToolCall] = []
        for (place, call) in (message["tool_calls"]?.array ?? []).enumerated() {
            guard let name = call["function"]?["name"]?.string else {
                throw .malformed("a tool call has no name")
            }
            calls.append(
                ToolCall(
                    id: call["id"]?.string ?? "call_\(place)", name: name,
                    input: ResponsesReply.arguments(call["function"]?["arguments"])))
        }
        // Weak models write into their text what they should have called.
        if calls.isEmpty { calls = WrittenCalls.read(text) }
        let blocks = (text.isBlank ? [] : [ModelReply.Block.text(text)]) + calls.map { .call($0) }
        return ModelReply(
            id: completion["id"]?.string ?? "", model: completion["model"]?.string ?? "", blocks: blocks,
            stop: stop(choice, message, !calls.isEmpty), usage: usage(completion["usage"]),
            wire: [.object(message.filter { kept.contains($0.key) && $0.value != .null })])
    }

    private static func text(_ content: JSON?) -> String {
        content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
    }

    private static func stop(_ choice: JSON, _ message: [String: JSON], _ hasCalls: Bool) -> ModelReply.Stop {
        if let refusal = message["refusal"]?.string { return .refused(refusal) }
        return switch choice["finish_reason"]?.string {
        case "length": .truncated
        case "content_filter": .refused("content_filter")
        case "stop", "tool_calls", "function_call", nil: hasCalls ? .calls : .finished
        case let reason?: hasCalls ? .calls : .other(reason)
        }
    }

    static func usage(_ counts: JSON?) -> Usage {
        let details = counts?["prompt_tokens_details"]
        let read = details?["cached_tokens"]?.integer ?? 0
        let written = details?["cache_write_tokens"]?.integer ?? 0
        return Usage(
            input: max(0, (counts?["prompt_tokens"]?.integer ?? 0) - read - written), cacheWrite: written,
            cacheRead: read, output: counts?["completion_tokens"]?.integer ?? 0)
    }
}
