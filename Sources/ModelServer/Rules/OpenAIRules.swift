import Models

/// What OpenAI and servers that speak like it refuse, beyond what the schema says.
enum OpenAIRules {
    static func responses(_ asked: AskedRequest) -> [String] {
        var found: [String] = []
        if asked.body["store"] != false { found.append("the response would be stored") }
        let items = asked.messages
        for (kind, answer) in [
            "computer_call": "computer_call_output", "function_call": "function_call_output",
        ] {
            let calls = items.filter { $0["type"]?.string == kind }.map { $0["call_id"] }
            let answers = items.filter { $0["type"]?.string == answer }
            if answers.map({ $0["call_id"] }) != calls { found.append("not every \(kind) is answered once") }
            for item in answers where kind == "computer_call" {
                let url = item["output"]?["image_url"]?.string ?? ""
                if !url.hasPrefix("data:image/") { found.append("a computer_call without its picture") }
            }
        }
        return found
    }

    static func chat(_ asked: AskedRequest) -> [String] {
        var found: [String] = []
        let messages = asked.messages
        if messages.first?["role"] != "system" { found.append("the first message is not the system's") }
        for (place, message) in messages.enumerated() where message["role"] == "assistant" {
            let calls = (message["tool_calls"]?.array ?? []).map { $0["id"] }
            let answers = messages[(place + 1)...].prefix { $0["role"] == "tool" }
            if answers.map({ $0["tool_call_id"] }) != calls {
                found.append("not every call is answered, in order")
            }
            if message["content"] == nil, calls.isEmpty { found.append("a reply with nothing in it") }
        }
        return found
    }
}
