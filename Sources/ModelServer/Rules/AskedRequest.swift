package import Models

/// A request as a server has received it.
package struct AskedRequest: Sendable {
    /// Counting from 0.
    package let number: Int
    package let wire: Provider.Wire
    /// Names in lower case.
    package let headers: [String: String]
    package let bytes: [UInt8]
    package let body: JSON

    package init(
        number: Int, wire: Provider.Wire, headers: [String: String], bytes: [UInt8], body: JSON
    ) {
        self.number = number
        self.wire = wire
        self.headers = headers
        self.bytes = bytes
        self.body = body
    }

    package var model: String { body["model"]?.string ?? "" }
    package var wantsStream: Bool { body["stream"] == true }

    /// The key it was sent with.
    package var key: String? {
        headers["x-api-key"]
            ?? headers["authorization"].map { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : $0 }
    }

    /// What has been said so far, by both sides, without marks for the cache.
    package var messages: [JSON] {
        rawMessages.map { $0.mapObjects { fields in fields.filter { $0.key != "cache_control" } } }
    }

    /// The same with those marks.
    package var rawMessages: [JSON] {
        (wire == .openAIResponses ? body["input"] : body["messages"])?.array ?? []
    }

    /// What stands before all messages and must stay the same.
    package var preamble: JSON {
        let fields = ["model", "system", "instructions", "tools"].map { ($0, body[$0]) }
        return JSON.fields(Dictionary(uniqueKeysWithValues: fields))
            .mapObjects { fields in fields.filter { $0.key != "cache_control" } }
    }

    /// Whether a message is the model's.
    package func isReply(_ message: JSON) -> Bool {
        if let role = message["role"]?.string { return role == "assistant" }
        return ["computer_call", "function_call", "reasoning"].contains(message["type"]?.string ?? "")
    }

    /// Every text that we have said since the model spoke last.
    package var newTexts: [String] {
        let since = messages.lastIndex(where: isReply).map { $0 + 1 } ?? 0
        return messages[since...].filter { $0["role"] != "system" }.flatMap { Self.texts($0) }
    }

    /// Every text of ours, from the beginning.
    package var texts: [String] {
        messages.filter { !isReply($0) && $0["role"] != "system" }.flatMap { Self.texts($0) }
    }

    private static func texts(_ value: JSON) -> [String] {
        switch value {
        case .array(let items): return items.flatMap { texts($0) }
        case .object(let fields):
            if let text = fields["text"]?.string { return [text] }
            return ["content", "output"].flatMap { name -> [String] in
                guard let inner = fields[name] else { return [] }
                return inner.string.map { [$0] } ?? texts(inner)
            }
        case .null, .bool, .integer, .decimal, .string: return []
        }
    }

    /// The pictures in it, with what they say they are.
    package var images: [(kind: String, base64: String)] {
        var found: [(kind: String, base64: String)] = []
        func look(_ value: JSON) {
            switch value {
            case .array(let items): for item in items { look(item) }
            case .object(let fields):
                if let data = fields["data"]?.string, let kind = fields["media_type"]?.string {
                    found.append((kind, data))
                }
                for key in fields.keys.sorted() { fields[key].map(look) }
            case .string(let text):
                guard text.hasPrefix("data:image/"), let comma = text.firstIndex(of: ",") else { return }
                let kind = text[..<comma].dropFirst(5).prefix { $0 != ";" }
                found.append((String(kind), String(text[text.index(after: comma)...])))
            case .null, .bool, .integer, .decimal: break
            }
        }
        look(.array(messages))
        return found
    }
}
