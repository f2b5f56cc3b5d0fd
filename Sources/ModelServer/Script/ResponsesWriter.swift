package import Models

/// Answers as the Responses API gives them.
package struct ResponsesWriter: ReplyWriter {
    package init() {}

    package func body(_ reply: ScriptedReply, model: String) -> JSON {
        let (status, incomplete) = state(reply.stop)
        return response(
            reply, model, status: status, output: items(reply), usage: usage(reply.usage),
            incomplete: incomplete)
    }

    package func events(_ reply: ScriptedReply, model: String) -> [(name: String?, data: String)] {
        var events: [JSON] = [
            [
                "type": "response.created",
                "response": response(
                    reply, model, status: "in_progress", output: [], usage: .null, incomplete: .null),
            ]
        ]
        for (index, item) in items(reply).enumerated() {
            events.append(
                ["type": "response.output_item.added", "output_index": .integer(index), "item": item])
            events.append(
                ["type": "response.output_item.done", "output_index": .integer(index), "item": item])
        }
        let whole = body(reply, model: model)
        events.append(
            ["type": .string("response.\(whole["status"]?.string ?? "completed")"), "response": whole])
        return events.enumerated().map { number, event in
            var fields = event.object ?? [:]
            fields["sequence_number"] = .integer(number)
            return (event["type"]?.string, JSON.object(fields).description)
        }
    }

    package func failure(status: Int, message: String) -> JSON {
        let codes = [
            401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded", 500: "server_error",
        ]
        return [
            "error": [
                "message": .string(message), "param": .null, "code": codes[status].map(JSON.string) ?? .null,
                "type": .string(status == 400 ? "invalid_request_error" : "error"),
            ]
        ]
    }

    private func response(
        _ reply: ScriptedReply, _ model: String, status: String, output: [JSON], usage: JSON, incomplete: JSON
    ) -> JSON {
        [
            "id": .string("resp_\(reply.id)"), "object": "response", "created_at": 1_790_000_000,
            "model": .string(model), "status": .string(status), "output": .array(output), "usage": usage,
            "error": .null, "incomplete_details": incomplete, "instructions": .null, "metadata": [:],
            "parallel_tool_calls": true, "temperature": .null, "top_p": .null, "tool_choice": "auto",
            "tools": [],
        ]
    }

    private func items(_ reply: ScriptedReply) -> [JSON] {
        var batch: [JSON] = []
        var items: [JSON] = []
        func close() {
            guard !batch.isEmpty else { return }
            items.append([
                "type": "computer_call", "id": .string("cu_\(reply.id)_\(items.count)"),
                "call_id": .string("call_\(reply.id)_\(items.count)"), "status": "completed",
                "pending_safety_checks": [], "actions": .array(batch),
            ])
            batch = []
        }
        for piece in reply.pieces {
            // Neighbouring actions are one call.
            if case .call("computer", let action, _) = piece {
                batch.append(action)
                continue
            }
            close()
            items.append(item(piece, "\(reply.id)_\(items.count)", reply.stop))
        }
        close()
        return items
    }

    private func item(_ piece: ScriptedReply.Piece, _ id: String, _ stop: ModelReply.Stop) -> JSON {
        switch piece {
        case .text(let text):
            let part: JSON =
                if case .refused = stop { ["type": "refusal", "refusal": .string(text)] } else {
                    ["type": "output_text", "text": .string(text), "annotations": []]
                }
            return [
                "type": "message", "id": .string("msg_\(id)"), "role": "assistant", "status": "completed",
                "content": [part],
            ]
        case .thought(let text, let seal):
            return [
                "type": "reasoning", "id": .string("rs_\(id)"), "encrypted_content": .string(seal),
                "summary": [["type": "summary_text", "text": .string(text)]],
            ]
        case .call(let name, let input, _):
            return [
                "type": "function_call", "id": .string("fc_\(id)"), "call_id": .string("call_\(id)"),
                "name": .string(name), "arguments": .string(input.description), "status": "completed",
            ]
        }
    }

    private func usage(_ usage: Usage) -> JSON {
        [
            "input_tokens": .integer(usage.wholeInput), "output_tokens": .integer(usage.output),
            "total_tokens": .integer(usage.wholeInput + usage.output),
            "input_tokens_details": [
                "cached_tokens": .integer(usage.cacheRead), "cache_write_tokens": .integer(usage.cacheWrite),
            ],
            "output_tokens_details": ["reasoning_tokens": 0],
        ]
    }

    private func state(_ stop: ModelReply.Stop) -> (status: String, incomplete: JSON) {
        switch stop {
        case .finished, .calls, .paused, .refused: ("completed", .null)
        case .truncated: ("incomplete", ["reason": "max_output_tokens"])
        case .contextFull: ("incomplete", ["reason": "max_output_tokens"])
        case .other(let reason): ("incomplete", ["reason": .string(reason)])
        }
    }
}
