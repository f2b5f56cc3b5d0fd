import Foundation

/// Writes a conversation as the Messages API reads it.
struct AnthropicRequest {
    let facts: ModelFacts
    let settings: CallSettings

    func body(_ conversation: Conversation) -> JSON {
        let marks = conversation.cacheMarks
        let tools = tools(conversation.offer)
        return .fields([
            "model": .string(facts.id),
            "max_tokens": .integer(settings.maxOutputTokens),
            "stream": settings.streams ? true : nil,
            // The first mark covers the tools too: they come before the system text.
            "system": [Self.marked(["type": "text", "text": .string(conversation.system)])],
            "tools": tools.isEmpty ? nil : .array(tools),
            "output_config": facts.effort.map { ["effort": .string($0)] },
            "messages": .array(
                conversation.turns.enumerated().map { message($1, isMarked: marks.contains($0)) }),
        ])
    }

    private func tools(_ offer: ToolOffer) -> [JSON] {
        guard offer.gate != .nothing else { return offer.functions.map(function) }
        switch settings.tool {
        case .browserToolset, .computerToolset:
            return [toolset(offer)] + offer.functions.map(function)
        case .functions, .written:
            return PageFunctions.offered(offer, coordinates: facts.coordinates ?? .pixels).map(function)
        default:
            return [single(offer)] + offer.functions.map(function)
        }
    }

    private func toolset(_ offer: ToolOffer) -> JSON {
        let members =
            settings.tool == .browserToolset ? ToolsetMembers.browser : ToolsetMembers.computer
        let closed = members.filter { !offer.gate.allows($0) }
        let configs = Dictionary(uniqueKeysWithValues: closed.map { ($0, ["enabled": false] as JSON) })
        return .fields([
            "type": .string(settings.tool.rawValue), "configs": configs.isEmpty ? nil : .object(configs),
        ])
    }

    private func single(_ offer: ToolOffer) -> JSON {
        .fields([
            "type": .string(settings.tool.rawValue), "name": "computer",
            "display_width_px": .integer(offer.display.width),
            "display_height_px": .integer(offer.display.height),
            "enable_zoom": settings.tool == .computer20251124 ? true : nil,
        ])
    }

    private func function(_ tool: FunctionTool) -> JSON {
        ["name": .string(tool.name), "description": .string(tool.description), "input_schema": tool.schema]
    }

    private func message(_ turn: Conversation.Turn, isMarked: Bool) -> JSON {
        switch turn {
        case .asked(let blocks): return user(blocks.map(block), isMarked)
        case .replied(let reply): return ["role": "assistant", "content": .array(reply.wire)]
        case .answered(let results, let blocks):
            return user(results.map(result) + blocks.map(block), isMarked)
        }
    }

    private func user(_ content: [JSON], _ isMarked: Bool) -> JSON {
        var content = content
        if isMarked, let last = content.popLast() { content.append(Self.marked(last)) }
        return ["role": "user", "content": .array(content)]
    }

    private func block(_ block: Conversation.Block) -> JSON {
        switch block {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .image(let image): Self.image(image)
        }
    }

    private func result(_ result: ToolResult) -> JSON {
        var content: [JSON] = []
        if !result.text.isEmpty || result.image == nil {
            content.append(["type": "text", "text": .string(result.text.isEmpty ? "Done." : result.text)])
        }
        if let image = result.image { content.append(Self.image(image)) }
        return .fields([
            "type": "tool_result", "tool_use_id": .string(result.call.id),
            "toolset_name": result.call.family.map { .string($0.rawValue) }, "content": .array(content),
            "is_error": result.isError ? true : nil,
        ])
    }

    private static func image(_ image: ModelImage) -> JSON {
        [
            "type": "image",
            "source": [
                "type": "base64", "media_type": .string(image.kind.rawValue), "data": .string(image.base64),
            ],
        ]
    }

    private static func marked(_ block: JSON) -> JSON {
        var fields = block.object ?? [:]
        fields["cache_control"] = ["type": "ephemeral"]
        return .object(fields)
    }
}

/// What the toolsets of August 2026 offer unless it is turned off.
enum ToolsetMembers {
    static let computer = [
        "cursor_position", "double_click", "hold_key", "key", "left_click", "left_click_drag",
        "left_mouse_down",
        "left_mouse_up", "middle_click", "mouse_move", "right_click", "screenshot", "scroll", "triple_click",
        "type", "wait", "zoom",
    ]
    static let browser = [
        "close_tab", "double_click", "find", "form_input", "get_page_text", "hold_key", "hover", "key",
        "left_click", "left_click_drag", "left_mouse_down", "left_mouse_up", "list_tabs", "middle_click",
        "mouse_move", "navigate", "new_tab", "read_page", "right_click", "screenshot", "scroll", "scroll_to",
        "switch_tab", "triple_click", "type", "wait", "zoom",
    ]
}

extension ModelImage {
    package var base64: String { Data(bytes).base64EncodedString() }
    package var dataURL: String { "data:\(kind.rawValue);base64,\(base64)" }
}
