extension ActionReader {
    /// One entry of an OpenAI computer call.
    func openAI(_ action: JSON) throws(ActionProblem) -> ModelAction {
        guard let kind = action["type"]?.string else { throw ActionProblem("An action has no type.") }
        let input = ActionInput(action, tool: kind, rowFirst: profile.isRowFirst)
        switch kind {
        case "click":
            let name = action["button"]?.string ?? "left"
            guard let button = name == "wheel" ? .middle : ModelAction.Button(rawValue: name) else {
                throw ActionProblem("click: there is no button \"\(name)\".")
            }
            return .click(
                at: .point(try input.neededPoint()), button: button, holding: try held(action))
        case "double_click":
            return .click(at: .point(try input.neededPoint()), count: 2, holding: try held(action))
        case "move": return .hover(.point(try input.neededPoint()))
        case "drag":
            let path = (action["path"]?.array ?? []).compactMap {
                PlaceReader.point(in: $0, rowFirst: profile.isRowFirst)
            }
            guard let first = path.first, path.count > 1 else {
                throw ActionProblem("drag: \"path\" must have two points at least.")
            }
            return .drag(from: first, path: Array(path.dropFirst()), holding: try held(action))
        case "keypress":
            let names = action["keys"]?.array?.compactMap(\.string) ?? []
            guard !names.isEmpty else { throw ActionProblem("keypress: \"keys\" is missing.") }
            return .key([try KeyPress.combination(names)])
        case "scroll":
            return .scroll(
                at: input.point(),
                .pixels(x: action["scroll_x"]?.number ?? 0, y: action["scroll_y"]?.number ?? 0),
                holding: try held(action))
        case "type": return .type(try input.text("text"))
        case "wait": return .wait(.seconds(2))
        case "screenshot": return .screenshot
        default: throw ActionProblem("There is no action \"\(kind)\".")
        }
    }

    private func held(_ action: JSON) throws(ActionProblem) -> KeyPress.Held {
        try KeyPress.held(action["keys"]?.array?.compactMap(\.string).joined(separator: "+"))
    }
}
