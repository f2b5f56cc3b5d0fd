/// Calls that a model writes into its text, because it knows no better way or was told to.
enum WrittenCalls {
    /// Tells a model without tools how to call ours.
    static func instructions(_ system: String, _ tools: [FunctionTool]) -> String {
        let list = tools.map { tool in
            "- \(tool.name): \(tool.description) Input: \(tool.schema["properties"] ?? [:])"
        }
        return """
            \(system)

            You act by answering with one JSON object and nothing else: {"name": TOOL, "input": {…}}. The tools:
            \(list.joined(separator: "\n"))
            """
    }

    /// The calls in a text, in their order.
    ///
    /// JSON that is about something else is none.
    static func read(_ text: String) -> [ToolCall] {
        let bytes = Array(text.utf8)
        var calls: [ToolCall] = []
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "{") || bytes[place] == UInt8(ascii: "["),
                let (value, end) = try? JSON.prefix(of: bytes, from: place)
            else {
                place += 1
                continue
            }
            for item in value.array ?? [value] {
                if let (name, input) = call(item) { calls.append(made(name, input, calls.count)) }
            }
            place = end
        }
        if calls.isEmpty, let (name, input) = UITarsAction.read(text) { calls = [made(name, input, 0)] }
        return calls
    }

    private static func isOurs(_ name: String) -> Bool {
        ActionReader.isKnown(name) || name == VerifyQuestion.tool.name
    }

    private static func made(_ name: String, _ input: JSON, _ number: Int) -> ToolCall {
        ToolCall(id: "written_\(number)", family: .written, name: name, input: input)
    }

    /// `{"name": …, "arguments": {…}}` in the spellings that are met, or `{"action": …, …}` with the input beside it.
    private static func call(_ value: JSON) -> (name: String, input: JSON)? {
        guard let fields = value.object else { return nil }
        if let inner = fields["function"], inner.object != nil { return call(inner) }
        let found = ["name", "tool", "tool_name", "function", "action", "action_type"].first {
            fields[$0]?.string.map(isOurs) ?? false
        }
        guard let found, let name = fields[found]?.string else { return nil }
        for key in ["input", "arguments", "parameters", "args", "action_input"] {
            if let input = fields[key] { return (name, ResponsesReply.arguments(input)) }
        }
        return (name, .object(fields.filter { $0.key != found }))
    }
}

extension ToolFamily {
    /// Ours, for calls that were written as text; they are answered with text.
    package static let written = ToolFamily(rawValue: "written")
}
