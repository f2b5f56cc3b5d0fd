/// Writes a conversation as the Responses API reads it.
struct ResponsesRequest {
    let facts: ModelFacts
    let settings: CallSettings

    func body(_ conversation: Conversation) throws(ModelError) -> JSON {
        .fields([
            "model": .string(facts.id),
            "instructions": .string(conversation.system),
            "input": .array(try items(conversation)),
            "tools": .array(tools(conversation.offer)),
            "max_output_tokens": .integer(settings.maxOutputTokens),
            // Nothing is stored there; what the model thought comes back to us sealed.
            "store": false,
            "include": ["reasoning.encrypted_content"],
            "reasoning": facts.effort.map { ["effort": .string($0)] },
            "truncation": settings.tool == .openAIPreview ? "auto" : nil,
            "stream": settings.streams ? true : nil,
        ])
    }

    private func tools(_ offer: ToolOffer) -> [JSON] {
        guard offer.gate != .nothing else { return offer.functions.map(function) }
        switch settings.tool {
        case .openAIPreview:
            let tool: JSON = [
                "type": "computer_use_preview", "environment": "browser",
                "display_width": .integer(offer.display.width),
                "display_height": .integer(offer.display.height),
            ]
            return [tool] + offer.functions.map(function)
        case .openAIComputer: return [["type": "computer"]] + offer.functions.map(function)
        default: return PageFunctions.offered(offer, coordinates: facts.coordinates ?? .pixels).map(function)
        }
    }

    private func function(_ tool: FunctionTool) -> JSON {
        [
            "type": "function", "name": .string(tool.name), "description": .string(tool.description),
            "parameters": tool.schema,
            // A strict schema is one that closes its objects.
            "strict": .bool(tool.schema["additionalProperties"] == false),
        ]
    }

    private func items(_ conversation: Conversation) throws(ModelError) -> [JSON] {
        var items: [JSON] = []
        var newest: ModelImage?
        for turn in conversation.turns {
            switch turn {
            case .asked(let blocks):
                items.append(message(blocks))
                newest = blocks.compactMap(\.image).last ?? newest
            case .replied(let reply): items += reply.wire
            case .answered(let results, let blocks):
                newest = results.compactMap(\.image).last ?? newest
                for result in results { items += try answer(result, newest) }
                if !blocks.isEmpty { items.append(message(blocks)) }
                newest = blocks.compactMap(\.image).last ?? newest
            }
        }
        return items
    }

    private func message(_ blocks: [Conversation.Block]) -> JSON {
        let content = blocks.map { block -> JSON in
            switch block {
            case .text(let text): ["type": "input_text", "text": .string(text)]
            case .image(let image): Self.image(image)
            }
        }
        return ["type": "message", "role": "user", "content": .array(content)]
    }

    /// A computer call can only be answered with a picture; words, and what failed, are said behind it.
    private func answer(_ result: ToolResult, _ newest: ModelImage?) throws(ModelError) -> [JSON] {
        let id = JSON.string(result.call.id)
        guard result.call.name == "computer", settings.tool != .functions else {
            let text: JSON = [
                "type": "input_text", "text": .string(result.text.isEmpty ? "Done." : result.text),
            ]
            let output = result.image.map { JSON.array([text, Self.image($0)]) }
            return [
                [
                    "type": "function_call_output", "call_id": id,
                    "output": output ?? .string(result.text.isEmpty ? "Done." : result.text),
                ]
            ]
        }
        guard let image = result.image ?? newest else {
            throw ModelError(.badRequest, "a computer call is answered without a screenshot")
        }
        let answer: JSON = [
            "type": "computer_call_output", "call_id": id,
            "output": ["type": "computer_screenshot", "image_url": .string(image.dataURL)],
        ]
        return result.isError ? [answer, message([.text(result.text)])] : [answer]
    }

    /// In full size, so that the model's pixels are ours.
    private static func image(_ image: ModelImage) -> JSON {
        ["type": "input_image", "image_url": .string(image.dataURL), "detail": "original"]
    }
}
