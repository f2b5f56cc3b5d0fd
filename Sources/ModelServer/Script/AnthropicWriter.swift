package import Models

/// Answers as the Messages API gives them.
package struct AnthropicWriter: ReplyWriter {
    package init() {}

    package func body(_ reply: ScriptedReply, model: String) -> JSON {
        message(reply, model, content: blocks(reply), usage: usage(reply.usage), stop: stop(reply.stop))
    }

    package func events(_ reply: ScriptedReply, model: String) -> [(name: String?, data: String)] {
        var begun = reply.usage
        begun.output = 1
        var events: [JSON] = [
            [
                "type": "message_start",
                "message": message(reply, model, content: [], usage: usage(begun), stop: (.null, .null)),
            ],
            ["type": "ping"],
        ]
        for (index, block) in blocks(reply).enumerated() { events += pieces(block, .integer(index)) }
        let (reason, details) = stop(reply.stop)
        events += [
            [
                "type": "message_delta",
                "delta": ["stop_reason": reason, "stop_sequence": .null, "stop_details": details],
                "usage": ["output_tokens": .integer(reply.usage.output)],
            ],
            ["type": "message_stop"],
        ]
        return events.map { ($0["type"]?.string, $0.description) }
    }

    package func failure(status: Int, message: String) -> JSON {
        let kinds = [
            400: "invalid_request_error", 401: "authentication_error", 402: "billing_error",
            403: "permission_error", 404: "not_found_error", 413: "request_too_large",
            429: "rate_limit_error",
            504: "timeout_error", 529: "overloaded_error",
        ]
        return [
            "type": "error", "request_id": "req_scripted",
            "error": ["type": .string(kinds[status] ?? "api_error"), "message": .string(message)],
        ]
    }

    private func message(
        _ reply: ScriptedReply, _ model: String, content: [JSON], usage: JSON,
        stop: (reason: JSON, details: JSON)
    ) -> JSON {
        [
            "id": .string("msg_\(reply.id)"), "type": "message", "role": "assistant", "model": .string(model),
            "content": .array(content), "stop_reason": stop.reason, "stop_sequence": .null,
            "stop_details": stop.details, "usage": usage,
        ]
    }

    private func blocks(_ reply: ScriptedReply) -> [JSON] {
        reply.pieces.enumerated().map { place, piece in
            switch piece {
            case .text(let text): ["type": "text", "text": .string(text)]
            case .thought(let text, let seal):
                ["type": "thinking", "thinking": .string(text), "signature": .string(seal)]
            case .call(let name, let input, let family):
                .fields([
                    "type": "tool_use", "id": .string("toolu_\(reply.id)_\(place)"), "name": .string(name),
                    "input": input, "toolset_name": family.map { .string($0.rawValue) },
                    "caller": ["type": "direct"],
                ])
            }
        }
    }

    private func pieces(_ block: JSON, _ index: JSON) -> [JSON] {
        var begun = block.object ?? [:]
        var deltas: [JSON] = []
        func cut(_ field: String, _ kind: String, _ text: String) {
            deltas += text.pieces(of: 7).map { ["type": .string(kind), field: .string($0)] }
        }
        switch block["type"]?.string {
        case "text":
            begun["text"] = ""
            cut("text", "text_delta", block["text"]?.string ?? "")
        case "thinking":
            begun["thinking"] = ""
            begun["signature"] = ""
            cut("thinking", "thinking_delta", block["thinking"]?.string ?? "")
            deltas.append(["type": "signature_delta", "signature": block["signature"] ?? ""])
        default:
            begun["input"] = [:]
            deltas.append(["type": "input_json_delta", "partial_json": ""])
            // An empty input comes in no piece at all.
            let input = block["input"] ?? [:]
            if input != [:] { cut("partial_json", "input_json_delta", input.description) }
        }
        return [["type": "content_block_start", "index": index, "content_block": .object(begun)]]
            + deltas.map { ["type": "content_block_delta", "index": index, "delta": $0] }
            + [["type": "content_block_stop", "index": index]]
    }

    private func usage(_ usage: Usage) -> JSON {
        [
            "input_tokens": .integer(usage.input), "output_tokens": .integer(usage.output),
            "cache_creation_input_tokens": .integer(usage.cacheWrite),
            "cache_read_input_tokens": .integer(usage.cacheRead),
        ]
    }

    private func stop(_ stop: ModelReply.Stop) -> (reason: JSON, details: JSON) {
        switch stop {
        case .finished: ("end_turn", .null)
        case .calls: ("tool_use", .null)
        case .truncated: ("max_tokens", .null)
        case .refused(let category):
            ("refusal", ["type": "refusal", "category": .string(category), "explanation": .null])
        case .paused: ("pause_turn", .null)
        case .contextFull: ("model_context_window_exceeded", .null)
        case .other(let reason): (.string(reason), .null)
        }
    }
}
