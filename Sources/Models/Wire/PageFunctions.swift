/// What can be done on a page, as functions of our own, for models without a toolset.
package enum PageFunctions {
    /// - Parameter pixels: Points alone, no elements of an outline.
    package static func offered(_ offer: ToolOffer, coordinates: CoordinateProfile) -> [FunctionTool] {
        let places = offer.perception == .pixels ? point(offer, coordinates) : element(offer, coordinates)
        let tools = clicks(places) + input + looking(offer.perception)
        return tools.filter { offer.gate.allows(ActionReader.synonyms[$0.name] ?? $0.name) } + offer.functions
    }

    private static func clicks(_ places: [String: JSON]) -> [FunctionTool] {
        let held: JSON = ["type": "string", "description": "Modifier keys to hold, such as ctrl+shift."]
        return [
            ("left_click", "Clicks the left mouse button."),
            ("right_click", "Clicks the right mouse button."),
            ("double_click", "Clicks twice."), ("hover", "Moves the mouse there."),
        ].map { name, description in
            tool(name, description, places.merging(["modifiers": held]) { one, _ in one }, [])
        } + [
            tool(
                "left_click_drag", "Drags from one place to another.",
                ["from": numbers("Where to begin, [x, y]."), "target": numbers("Where to let go, [x, y].")],
                ["from", "target"]),
            tool(
                "scroll", "Turns the mouse wheel.",
                [
                    "coordinate": numbers("Over which place, [x, y]."),
                    "scroll_direction": ["type": "string", "enum": ["up", "down", "left", "right"]],
                    "scroll_amount": ["type": "integer", "description": "Turns of the wheel."],
                ], ["scroll_direction"]),
        ]
    }

    private static let input = [
        tool("type", "Types text where the focus is.", ["text": ["type": "string"]], ["text"]),
        tool(
            "key", "Presses keys, such as Return, Tab, ctrl+a; several with spaces between.",
            ["text": ["type": "string"]], ["text"]),
        tool("wait", "Waits so many seconds.", ["duration": ["type": "number"]], ["duration"]),
    ]

    private static func looking(_ perception: ToolOffer.Perception) -> [FunctionTool] {
        let screenshot = tool("screenshot", "Shows the page anew.", [:], [])
        guard perception == .hybrid else { return [screenshot] }
        return [
            screenshot,
            tool(
                "read_page", "Gives an outline of the page whose elements have refs.",
                ["filter": ["type": "string", "enum": ["interactive", "all"]], "ref": ["type": "string"]], []),
            tool(
                "find", "Finds elements by a description and gives their refs.",
                ["query": ["type": "string"]],
                ["query"]),
            tool("get_page_text", "Gives the text of the page.", [:], []),
        ]
    }

    private static func point(_ offer: ToolOffer, _ coordinates: CoordinateProfile) -> [String: JSON] {
        ["coordinate": numbers("\(order(coordinates)) \(unit(offer, coordinates)).")]
    }

    private static func element(_ offer: ToolOffer, _ coordinates: CoordinateProfile) -> [String: JSON] {
        point(offer, coordinates).merging([
            "ref": [
                "type": "string", "description": "An element of the outline, such as ref_7; or a coordinate.",
            ]
        ]) { one, _ in one }
    }

    private static func order(_ coordinates: CoordinateProfile) -> String {
        coordinates.isRowFirst ? "[y, x]" : "[x, y]"
    }

    private static func unit(_ offer: ToolOffer, _ coordinates: CoordinateProfile) -> String {
        switch coordinates {
        case .pixels, .resized: "in pixels of the screenshot, which is \(offer.display)"
        case .thousandths, .thousandthsRowFirst: "from 0 to 1000 across and down the screenshot"
        case .fractions: "from 0 to 1 across and down the screenshot"
        }
    }

    private static func numbers(_ description: String) -> JSON {
        ["type": "array", "items": ["type": "number"], "description": .string(description)]
    }

    private static func tool(
        _ name: String, _ description: String, _ properties: [String: JSON], _ required: [String]
    ) -> FunctionTool {
        FunctionTool(
            name: name, description: description,
            schema: [
                "type": "object", "properties": .object(properties),
                "required": .array(required.map(JSON.string)),
            ])
    }
}
