/// Writes a conversation as chat completions.
struct ChatRequest {
    let facts: ModelFacts
    let settings: CallSettings

    func body(_ conversation: Conversation) -> JSON {
        let tools = PageFunctions.offered(conversation.offer, coordinates: facts.coordinates ?? .pixels)
        let isWritten = settings.tool == .written
        let system = isWritten ? WrittenCalls.instructions(conversation.system, tools) : conversation.system
        var messages: [JSON] = [["role": "system", "content": .string(system)]]
        for turn in conversation.turns { messages += self.messages(turn) }
        return .fields([
            "model": .string(facts.id), "messages": .array(messages),
            "tools": isWritten || tools.isEmpty ? nil : .array(tools.map(function)),
            "max_tokens": .integer(settings.maxOutputTokens),
            "stream": settings.streams ? true : nil,
            "stream_options": settings.streams ? ["include_usage": true] : nil,
        ])
    }

    private func function(_ tool: FunctionTool) -> JSON {
        [
            "type": "function",
            "function": [
                "name": .string(tool.name), "description": .string(tool.description),
                "parameters": tool.schema,
            ],
        ]
    }

    private func messages(_ turn: Conversation.Turn) -> [JSON] {
        switch turn {
        case .asked(let blocks): return [user(blocks)]
        case .replied(let reply): return reply.wire
        case .answered(let results, let blocks):
            var answers: [JSON] = []
            var said: [Conversation.Block] = []
            for result in results {
                let text = (result.isError ? "Error: " : "") + (result.text.isEmpty ? "Done." : result.text)
                if result.call.family == .written {
                    said.append(.text("\(result.call.name): \(text)"))
                } else {
                    answers.append(
                        ["role": "tool", "tool_call_id": .string(result.call.id), "content": .string(text)])
                }
                // Many servers take no pictures in the answers of tools.
                if let image = result.image { said.append(.image(image)) }
            }
            said += blocks
            return answers + (said.isEmpty ? [] : [user(said)])
        }
    }

    private func user(_ blocks: [Conversation.Block]) -> JSON {
        let content = blocks.map { block -> JSON in
            switch block {
            case .text(let text): ["type": "text", "text": .string(text)]
            case .image(let image):
                ["type": "image_url", "image_url": ["url": .string(image.dataURL), "detail": "high"]]
            }
        }
        return ["role": "user", "content": .array(content)]
    }
}
