/// Puts a message together from the pieces of a chat completion.
struct ChatStream: StreamReader {
    private struct Call {
        var id: String
        var name: String
        var arguments: String
    }

    private var id = ""
    private var model = ""
    private var content = ""
    private var refusal: String?
    private var details: [JSON] = []
    private var calls: [(index: Int?, call: Call)] = []
    private var reason: JSON?
    private var counts: JSON?
    private(set) var isDone = false

    var usage: Usage { ChatReply.usage(counts) }

    mutating func take(_ event: ServerSentEvent) throws(ModelError) {
        guard !isDone else { return }
        if event.data.trimmingSpaces == "[DONE]" {
            isDone = true
            return
        }
        let chunk: JSON
        do {
            chunk = try JSON(text: event.data)
        } catch {
            throw .malformed("a chunk: \(error.reason)", at: event.end)
        }
        if let error = chunk["error"], error != .null {
            throw OpenAIFailure.read(status: 200, chunk, offered: [])
        }
        id = chunk["id"]?.string ?? id
        model = chunk["model"]?.string ?? model
        if let usage = chunk["usage"], usage != .null { counts = usage }
        guard let choice = chunk["choices"]?.array?.first else { return }
        if let reason = choice["finish_reason"], reason != .null { self.reason = reason }
        guard let delta = choice["delta"] else { return }
        content += delta["content"]?.string ?? ""
        if let more = delta["refusal"]?.string { refusal = (refusal ?? "") + more }
        details += delta["reasoning_details"]?.array ?? []
        for piece in delta["tool_calls"]?.array ?? [] { add(piece) }
    }

    func finish() throws(ModelError) -> ModelReply {
        // Some servers end without a last word; a reason to stop is as good.
        guard isDone || reason != nil else {
            var error = ModelError(.dropped, "the stream ended before the completion did")
            error.usage = usage
            throw error
        }
        let message = JSON.fields([
            "role": "assistant", "content": content.isEmpty ? nil : .string(content),
            "refusal": refusal.map(JSON.string),
            "reasoning_details": details.isEmpty ? nil : .array(details),
            "tool_calls": calls.isEmpty ? nil : .array(calls.map { Self.json($0.call) }),
        ])
        return try ChatReply.read(
            .fields([
                "id": .string(id), "model": .string(model), "usage": counts,
                "choices": [.fields(["message": message, "finish_reason": reason])],
            ]))
    }

    private static func json(_ call: Call) -> JSON {
        [
            "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
        ]
    }

    private mutating func add(_ piece: JSON) {
        let index = piece["index"]?.integer
        let name = piece["function"]?["name"]?.string ?? ""
        // Arguments are text, but some servers send the object itself.
        let arguments = piece["function"]?["arguments"].map { $0.string ?? $0.description } ?? ""
        let id = piece["id"]?.string ?? ""
        if let known = calls.lastIndex(where: { $0.index == index }), id.isEmpty || calls[known].call.id == id
        {
            calls[known].call.name += name
            calls[known].call.arguments += arguments
        } else {
            // Servers without numbers, or with the same for all, tell calls apart by their ids alone.
            let call = Call(id: id.isEmpty ? "call_\(calls.count)" : id, name: name, arguments: arguments)
            calls.append((index, call))
        }
    }
}
