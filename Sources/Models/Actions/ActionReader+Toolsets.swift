extension ActionReader {
    /// A member of the computer toolset, or an action of the single tools before it.
    func computer(_ member: String, _ input: ActionInput) throws(ActionProblem) -> ModelAction {
        func click(_ button: ModelAction.Button, _ count: Int) throws(ActionProblem) -> ModelAction {
            // The single tools named the modifiers `key` at first.
            let held = try KeyPress.held(input.json["text"]?.string ?? input.json["key"]?.string)
            return .click(at: input.point().map { .point($0) }, button: button, count: count, holding: held)
        }
        switch member {
        case "left_click": return try click(.left, 1)
        case "right_click": return try click(.right, 1)
        case "middle_click": return try click(.middle, 1)
        case "double_click": return try click(.left, 2)
        case "triple_click": return try click(.left, 3)
        case "mouse_move": return .hover(.point(try input.neededPoint()))
        case "left_mouse_down": return .press(.left, at: input.point())
        case "left_mouse_up": return .release(.left, at: input.point())
        case "left_click_drag":
            return .drag(
                from: input.point(under: "start_coordinate"),
                path: [try input.neededPoint(under: "coordinate")], holding: try input.held("text"))
        case "scroll":
            return .scroll(
                at: input.point(), try notches(input, default: nil), holding: try input.held("text"))
        case "key": return .key(try keys(input))
        case "hold_key":
            return .hold(try KeyPress(reading: input.text("text")), try input.seconds("duration", most: 300))
        case "wait": return .wait(try input.seconds("duration", most: 300))
        default: return try either(member, input)
        }
    }

    /// A member of the browser toolset, or a function of ours, which are named like it.
    func browser(_ member: String, _ input: ActionInput) throws(ActionProblem) -> ModelAction {
        func click(_ button: ModelAction.Button, _ count: Int) throws(ActionProblem) -> ModelAction {
            .click(
                at: try input.neededTarget(), button: button, count: count,
                holding: try input.held("modifiers"))
        }
        switch member {
        case "left_click": return try click(.left, 1)
        case "right_click": return try click(.right, 1)
        case "middle_click": return try click(.middle, 1)
        case "double_click": return try click(.left, 2)
        case "triple_click": return try click(.left, 3)
        case "hover": return .hover(try input.neededTarget())
        case "mouse_move": return .hover(.point(try input.neededPoint()))
        case "left_mouse_down": return .press(.left, at: try input.neededPoint())
        case "left_mouse_up": return .release(.left, at: try input.neededPoint())
        case "left_click_drag":
            return .drag(
                from: try input.neededPoint(under: "from"), path: [try input.neededPoint(under: "target")])
        case "scroll": return .scroll(at: input.point(), try notches(input, default: 3))
        case "scroll_to": return .scrollTo(try input.neededElement())
        case "key": return .key(try keys(input))
        case "hold_key":
            return .hold(try KeyPress(reading: input.text("text")), try input.seconds("duration", most: 30))
        case "wait": return .wait(try input.seconds("duration", most: 30))
        case "read_page":
            return .readPage(
                depth: input.json["depth"]?.integer,
                interactiveOnly: input.json["filter"]?.string == "interactive",
                below: input.json["ref"]?.string.map(ModelAction.ElementReference.init))
        case "find": return .find(try input.text("query"))
        case "get_page_text": return .pageText
        case "navigate": return .gated(.navigate(try input.text("url")))
        case "form_input":
            guard let value = input.json["value"] else {
                throw ActionProblem("form_input: \"value\" is missing.")
            }
            return .gated(.setValue(try input.neededElement(), value))
        case "list_tabs": return .gated(.listTabs)
        case "new_tab": return .gated(.newTab)
        case "switch_tab": return .gated(.switchTab(try input.text("tab_id")))
        case "close_tab": return .gated(.closeTab(try input.text("tab_id")))
        case "file_upload", "read_console", "read_network", "javascript_exec": return .gated(.never(member))
        default: return try either(member, input)
        }
    }

    /// What both toolsets have in the same form.
    private func either(_ member: String, _ input: ActionInput) throws(ActionProblem) -> ModelAction {
        switch member {
        case "screenshot": return .screenshot
        case "cursor_position": return .cursorPosition
        case "type": return .type(try input.text("text"))
        case "zoom": return .zoom(try input.box("region"))
        default: throw ActionProblem("There is no tool \"\(member)\".")
        }
    }

    private func keys(_ input: ActionInput) throws(ActionProblem) -> [KeyPress] {
        let name = input.json["text"] == nil && input.json["key"] != nil ? "key" : "text"
        let presses = try KeyPress.sequence(try input.text(name))
        let times = try input.whole("repeat", 1...100, default: 1)
        return Array(repeatElement(presses, count: times).joined())
    }

    private func notches(
        _ input: ActionInput, default fallback: Int?
    ) throws(ActionProblem) -> ModelAction.Scroll {
        if fallback == nil, input.json["scroll_amount"] == nil {
            throw ActionProblem("scroll: \"scroll_amount\" is missing.")
        }
        let amount = try input.whole("scroll_amount", 0...100, default: fallback ?? 0)
        switch input.json["scroll_direction"]?.string ?? input.json["direction"]?.string {
        case "up": return .notches(x: 0, y: -amount)
        case "down": return .notches(x: 0, y: amount)
        case "left": return .notches(x: -amount, y: 0)
        case "right": return .notches(x: amount, y: 0)
        default: throw ActionProblem("scroll: \"scroll_direction\" is up, down, left or right.")
        }
    }
}
