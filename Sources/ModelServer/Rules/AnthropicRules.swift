import Models

/// What the Messages API refuses, beyond what its schema says.
enum AnthropicRules {
    static func violations(_ asked: AskedRequest) -> [String] {
        var found: [String] = []
        if asked.headers["anthropic-version"] == nil { found.append("no anthropic-version header") }
        if (asked.body["max_tokens"]?.integer ?? 0) < 1 { found.append("no max_tokens") }
        let marks = String(decoding: asked.bytes, as: UTF8.self).ranges(of: "\"cache_control\"").count
        if marks > 4 { found.append("\(marks) marks for the cache, more than 4") }
        found += tools(asked)
        let messages = asked.messages
        if messages.first?["role"] != "user" { found.append("the first message is not the user's") }
        if messages.last?["role"] == "assistant" { found.append("the last message is the model's") }
        for (place, message) in messages.enumerated() {
            // A text alone may stand for a list with one text.
            let content = message["content"]?.array ?? message["content"]?.string.map { [.string($0)] } ?? []
            if content.isEmpty { found.append("message \(place) is empty") }
            guard message["role"] == "assistant" else { continue }
            let answers = place + 1 < messages.count ? messages[place + 1]["content"]?.array ?? [] : []
            found += self.answers(to: content, answers)
        }
        return found
    }

    private static func tools(_ asked: AskedRequest) -> [String] {
        let tools = asked.body["tools"]?.array ?? []
        let types = tools.compactMap { $0["type"]?.string }
        let screens = types.filter { $0.hasPrefix("computer_") || $0.hasPrefix("browser_") }
        var found: [String] = []
        if screens.count > 1 { found.append("two tools for the screen: \(screens.joined(separator: ", "))") }
        for tool in tools where tool["type"]?.string?.contains("_toolset_") == true {
            let extra = (tool.object ?? [:]).keys.filter {
                !["type", "configs", "cache_control"].contains($0)
            }
            if !extra.isEmpty { found.append("a toolset with \(extra.sorted().joined(separator: ", "))") }
            let family = tool["type"] == "browser_toolset_20260801" ? browserMembers : computerMembers
            for member in (tool["configs"]?.object ?? [:]).keys where !family.contains(member) {
                found.append("no member \(member) in the toolset")
            }
        }
        let betas = asked.headers["anthropic-beta"] ?? ""
        for (type, beta) in [
            "computer_20251124": "computer-use-2025-11-24", "computer_20250124": "computer-use-2025-01-24",
        ] where types.contains(type) && !betas.contains(beta) {
            found.append("\(type) without its header")
        }
        return found
    }

    private static func answers(to content: [JSON], _ answers: [JSON]) -> [String] {
        let calls = content.filter { $0["type"] == "tool_use" }
        let results = answers.prefix { $0["type"] == "tool_result" }
        guard results.map({ $0["tool_use_id"] }) == calls.map({ $0["id"] }) else {
            return ["the answers are not those of the calls, first and in their order"]
        }
        return zip(calls, results).flatMap { call, result -> [String] in
            var found: [String] = []
            if call["toolset_name"] != result["toolset_name"] {
                found.append("an answer without its toolset_name")
            }
            let parts = result["content"]?.array ?? result["content"].map { [$0] } ?? []
            if parts.isEmpty { found.append("an answer without content") }
            if result["is_error"] == true, parts.contains(where: { $0["type"] == "image" }) {
                found.append("an error with a picture")
            }
            return found
        }
    }

    private static let computerMembers: Set = [
        "cursor_position", "double_click", "hold_key", "key", "left_click", "left_click_drag",
        "left_mouse_down",
        "left_mouse_up", "middle_click", "mouse_move", "right_click", "screenshot", "scroll", "triple_click",
        "type", "wait", "zoom",
    ]
    private static let browserMembers: Set = computerMembers.subtracting(["cursor_position"]).union([
        "close_tab", "file_upload", "find", "form_input", "get_page_text", "hover", "javascript_exec",
        "list_tabs",
        "navigate", "new_tab", "read_console", "read_network", "read_page", "scroll_to", "switch_tab",
    ])
}
