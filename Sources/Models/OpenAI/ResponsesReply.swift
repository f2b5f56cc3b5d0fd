/// Reads what the Responses API answers.
enum ResponsesReply {
    static func read(_ response: JSON) throws(ModelError) -> ModelReply {
        if response["status"]?.string == "failed" || response["error"]?.object != nil {
            var error = OpenAIFailure.read(status: 200, response, offered: [])
            error.usage = usage(response["usage"])
            throw error
        }
        guard let output = response["output"]?.array else { throw .malformed("the response has no output") }
        var blocks: [ModelReply.Block] = []
        var refusal: String?
        for item in output {
            switch item["type"]?.string {
            case "message":
                for part in item["content"]?.array ?? [] {
                    if let text = part["text"]?.string { blocks.append(.text(text)) }
                    if part["type"]?.string == "refusal" { refusal = part["refusal"]?.string ?? "unnamed" }
                }
            case "computer_call": blocks.append(.call(try computer(item)))
            case "function_call": blocks.append(.call(try function(item)))
            case nil: throw .malformed("an output item has no type")
            default: blocks.append(.opaque)
            }
        }
        let hasCalls = blocks.contains { if case .call = $0 { true } else { false } }
        return ModelReply(
            id: response["id"]?.string ?? "", model: response["model"]?.string ?? "", blocks: blocks,
            stop: refusal.map { .refused($0) } ?? stop(response, hasCalls), usage: usage(response["usage"]),
            wire: output)
    }

    private static func computer(_ item: JSON) throws(ModelError) -> ToolCall {
        guard let id = item["call_id"]?.string else { throw .malformed("a computer_call has no call_id") }
        // Older models ask for one action at a time.
        let actions = item["actions"]?.array ?? item["action"].map { [$0] } ?? []
        let concerns = (item["pending_safety_checks"]?.array ?? []).map {
            SafetyConcern(
                id: $0["id"]?.string ?? "", code: $0["code"]?.string ?? "safety_check",
                message: $0["message"]?.string ?? "")
        }
        return ToolCall(
            id: id, name: "computer", input: ["actions": .array(actions)], concerns: concerns)
    }

    private static func function(_ item: JSON) throws(ModelError) -> ToolCall {
        guard let id = item["call_id"]?.string, let name = item["name"]?.string else {
            throw .malformed("a function_call has no call_id or name")
        }
        return ToolCall(id: id, name: name, input: arguments(item["arguments"]))
    }

    /// The arguments of a function: JSON within a string; what is no JSON stays a string.
    static func arguments(_ given: JSON?) -> JSON {
        guard let text = given?.string else { return given ?? [:] }
        return text.isBlank ? [:] : (try? JSON(text: text)) ?? .string(text)
    }

    private static func stop(_ response: JSON, _ hasCalls: Bool) -> ModelReply.Stop {
        guard response["status"]?.string == "incomplete" else { return hasCalls ? .calls : .finished }
        return switch response["incomplete_details"]?["reason"]?.string {
        case "content_filter": .refused("content_filter")
        case let reason: reason == "max_output_tokens" ? .truncated : .other(reason ?? "incomplete")
        }
    }

    /// Cached tokens are counted within all tokens here.
    static func usage(_ counts: JSON?) -> Usage {
        let details = counts?["input_tokens_details"]
        let read = details?["cached_tokens"]?.integer ?? 0
        let written = details?["cache_write_tokens"]?.integer ?? 0
        return Usage(
            input: max(0, (counts?["input_tokens"]?.integer ?? 0) - read - written), cacheWrite: written,
            cacheRead: read, output: counts?["output_tokens"]?.integer ?? 0)
    }
}

/// Waits for the response at the end of the Responses API's events; what comes before only repeats it.
struct ResponsesStream: StreamReader {
    private var response: JSON?
    /// For servers that leave the output out of the last event.
    private var items: [JSON] = []
    private(set) var isDone = false

    var usage: Usage { ResponsesReply.usage(response?["usage"]) }

    mutating func take(_ event: ServerSentEvent) throws(ModelError) {
        guard !isDone, event.data != "[DONE]" else { return }
        let data: JSON
        do {
            data = try JSON(text: event.data)
        } catch {
            throw .malformed("event \(event.name): \(error.reason)", at: event.end)
        }
        switch data["type"]?.string ?? event.name {
        case "response.output_item.done":
            if let item = data["item"] { items.append(item) }
        case "response.completed", "response.incomplete", "response.failed":
            response = data["response"]
            isDone = true
        case "error":
            throw OpenAIFailure.read(status: 200, data, offered: [])
        default: break
        }
    }

    func finish() throws(ModelError) -> ModelReply {
        guard isDone, let response else {
            throw ModelError(.dropped, "the stream ended before the response did")
        }
        guard response["output"]?.array?.isEmpty ?? true, var fields = response.object else {
            return try ResponsesReply.read(response)
        }
        fields["output"] = .array(items)
        return try ResponsesReply.read(.object(fields))
    }
}
