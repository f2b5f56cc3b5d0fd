package import Models

/// Answers as chat completions.
package struct ChatWriter: ReplyWriter {
    package init() {}

    package func body(_ reply: ScriptedReply, model: String) -> JSON {
        let message = JSON.fields([
            "role": "assistant", "content": text(reply).map(JSON.string) ?? .null,
            "refusal": refusal(reply), "tool_calls": calls(reply).isEmpty ? nil : .array(calls(reply)),
        ])
        return frame(
            reply, model, "chat.completion",
            [["index": 0, "message": message, "finish_reason": reason(reply.stop), "logprobs": .null]],
            usage: usage(reply.usage))
    }

    package func events(_ reply: ScriptedReply, model: String) -> [(name: String?, data: String)] {
        var deltas: [JSON] = [["role": "assistant", "content": ""]]
        if let words = refusal(reply).string { deltas.append(["refusal": .string(words)]) }
        deltas += (text(reply) ?? "").pieces(of: 7).map { ["content": .string($0)] }
        for (index, call) in calls(reply).enumerated() {
            let name = call["function"]?["name"] ?? ""
            deltas.append(
                piece(
                    index,
                    ["id": call["id"], "type": "function", "function": ["name": name, "arguments": ""]]))
            for part in (call["function"]?["arguments"]?.string ?? "").pieces(of: 7) {
                deltas.append(piece(index, ["function": ["arguments": .string(part)]]))
            }
        }
        var chunks = deltas.map { chunk(reply, model, [["index": 0, "delta": $0, "finish_reason": .null]]) }
        chunks.append(chunk(reply, model, [["index": 0, "delta": [:], "finish_reason": reason(reply.stop)]]))
        chunks.append(chunk(reply, model, [], usage: usage(reply.usage)))
        return chunks.map { (nil, $0.description) } + [(nil, "[DONE]")]
    }

    package func failure(status: Int, message: String) -> JSON {
        ["error": ["message": .string(message), "type": "api_error", "param": .null, "code": .null]]
    }

    private func piece(_ index: Int, _ fields: [String: JSON?]) -> JSON {
        ["tool_calls": [.fields(fields.merging(["index": .integer(index)]) { one, _ in one })]]
    }

    private func chunk(_ reply: ScriptedReply, _ model: String, _ choices: [JSON], usage: JSON = .null)
        -> JSON
    {
        frame(reply, model, "chat.completion.chunk", choices, usage: usage)
    }

    private func frame(
        _ reply: ScriptedReply, _ model: String, _ kind: String, _ choices: [JSON], usage: JSON
    ) -> JSON {
        [
            "id": .string("chatcmpl-\(reply.id)"), "object": .string(kind), "created": 1_790_000_000,
            "model": .string(model), "choices": .array(choices), "usage": usage,
        ]
    }

    private func text(_ reply: ScriptedReply) -> String? {
        if case .refused = reply.stop { return nil }
        let texts = reply.pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }

    private func refusal(_ reply: ScriptedReply) -> JSON {
        if case .refused(let reason) = reply.stop { .string(reason) } else { .null }
    }

    private func calls(_ reply: ScriptedReply) -> [JSON] {
        reply.pieces.enumerated().compactMap { place, piece in
            guard case .call(let name, let input, _) = piece else { return nil }
            return [
                "id": .string("call_\(reply.id)_\(place)"), "type": "function",
                "function": ["name": .string(name), "arguments": .string(input.description)],
            ]
        }
    }

    private func usage(_ usage: Usage) -> JSON {
        [
            "prompt_tokens": .integer(usage.wholeInput), "completion_tokens": .integer(usage.output),
            "total_tokens": .integer(usage.wholeInput + usage.output),
            "prompt_tokens_details": [
                "cached_tokens": .integer(usage.cacheRead), "cache_write_tokens": .integer(usage.cacheWrite),
            ],
        ]
    }

    private func reason(_ stop: ModelReply.Stop) -> JSON {
        switch stop {
        case .finished, .paused, .refused: "stop"
        case .calls: "tool_calls"
        case .truncated, .contextFull: "length"
        case .other(let reason): .string(reason)
        }
    }
}
