import Testing

@testable import Models

@Suite struct ActionReaderTests {
    private func read(_ call: ToolCall, _ profile: CoordinateProfile = .pixels) throws(ActionProblem)
        -> [ModelAction]
    {
        try ActionReader(profile: profile).read(call)
    }

    @Test(
        "members of the computer toolset and of the single tool before it mean the same",
        arguments: [
            (
                "left_click", ["coordinate": [3, 4], "text": "ctrl"],
                ModelAction.click(at: .point(ModelPoint(3, 4)), holding: .control)
            ),
            ("left_click", [:], .click(at: nil)),
            ("triple_click", ["coordinate": [3, 4]], .click(at: .point(ModelPoint(3, 4)), count: 3)),
            (
                "left_click_drag", ["start_coordinate": [1, 2], "coordinate": [3, 4]],
                .drag(from: ModelPoint(1, 2), path: [ModelPoint(3, 4)])
            ),
            (
                "scroll", ["coordinate": [3, 4], "scroll_direction": "up", "scroll_amount": 5],
                .scroll(at: ModelPoint(3, 4), .notches(x: 0, y: -5))
            ),
            ("type", ["text": "a\nb"], .type("a\nb")),
            ("key", ["text": "Tab", "repeat": 2], .key([KeyPress("Tab"), KeyPress("Tab")])),
            ("hold_key", ["text": "shift", "duration": 2], .hold(KeyPress("Shift"), .seconds(2))),
            ("wait", ["duration": 1], .wait(.seconds(1))), ("screenshot", [:], .screenshot),
            ("zoom", ["region": [0, 1, 20, 30]], .zoom(ModelBox(ModelPoint(0, 1), ModelPoint(20, 30)))),
            ("mouse_move", ["coordinate": [3, 4]], .hover(.point(ModelPoint(3, 4)))),
            ("cursor_position", [:], .cursorPosition), ("left_mouse_down", [:], .press(.left, at: nil)),
        ] as [(String, JSON, ModelAction)])
    func computer(name: String, input: JSON, action: ModelAction) throws {
        #expect(try read(.sample(name, input, family: .computer)) == [action])
        var single = input.object ?? [:]
        single["action"] = .string(name)
        #expect(try read(.sample("computer", .object(single))) == [action])
    }

    @Test(
        "members of the browser toolset name elements or points",
        arguments: [
            (
                "left_click", ["target": ["type": "ref", "ref": "ref_7"], "modifiers": "cmd+alt"],
                ModelAction.click(at: .element(.init(rawValue: "ref_7")), holding: [.meta, .alt])
            ),
            (
                "double_click", ["target": ["type": "coordinate", "x": 5, "y": 6]],
                .click(at: .point(ModelPoint(5, 6)), count: 2)
            ),
            (
                "left_click_drag",
                [
                    "from": ["type": "coordinate", "x": 1, "y": 2],
                    "target": ["type": "coordinate", "x": 3, "y": 4],
                ], .drag(from: ModelPoint(1, 2), path: [ModelPoint(3, 4)])
            ),
            (
                "scroll", ["target": ["type": "coordinate", "x": 5, "y": 6], "scroll_direction": "right"],
                .scroll(at: ModelPoint(5, 6), .notches(x: 3, y: 0))
            ),
            ("scroll_to", ["target": ["type": "ref", "ref": "ref_7"]], .scrollTo(.init(rawValue: "ref_7"))),
            (
                "read_page", ["filter": "interactive", "depth": 3],
                .readPage(depth: 3, interactiveOnly: true, below: nil)
            ),
            ("find", ["query": "cart"], .find("cart")), ("get_page_text", [:], .pageText),
            ("navigate", ["url": "back"], .gated(.navigate("back"))),
            (
                "form_input", ["target": ["type": "ref", "ref": "ref_1"], "value": true],
                .gated(.setValue(.init(rawValue: "ref_1"), true))
            ),
            ("javascript_exec", ["text": "alert(1)"], .gated(.never("javascript_exec"))),
            ("key", ["text": "Backspace Backspace"], .key([KeyPress("Backspace"), KeyPress("Backspace")])),
        ] as [(String, JSON, ModelAction)])
    func browser(name: String, input: JSON, action: ModelAction) throws {
        #expect(try read(.sample(name, input, family: .browser)) == [action])
    }

    @Test("an OpenAI call is a batch in its order")
    func openAI() throws {
        let call = ToolCall.sample(
            "computer",
            [
                "actions": [
                    ["type": "click", "button": "wheel", "x": 1, "y": 2, "keys": ["SHIFT"]],
                    ["type": "keypress", "keys": ["CTRL", "A"]], ["type": "type", "text": "x"],
                    ["type": "scroll", "x": 5, "y": 6, "scroll_x": 0, "scroll_y": 300],
                    ["type": "drag", "path": [["x": 1, "y": 2], ["x": 3, "y": 4]]], ["type": "screenshot"],
                ]
            ])
        #expect(
            try read(call) == [
                .click(at: .point(ModelPoint(1, 2)), button: .middle, holding: .shift),
                .key([KeyPress("a", held: .control)]), .type("x"),
                .scroll(at: ModelPoint(5, 6), .pixels(x: 0, y: 300)),
                .drag(from: ModelPoint(1, 2), path: [ModelPoint(3, 4)]), .screenshot,
            ])
    }

    @Test("a call that the provider doubts is not carried out")
    func concerns() {
        let call = ToolCall(
            id: "1", name: "computer", input: ["actions": [["type": "screenshot"]]],
            concerns: [
                SafetyConcern(id: "s", code: "malicious_instructions", message: "the page speaks to you")
            ])
        let problem = #expect(throws: ActionProblem.self) { try read(call) }
        #expect(problem?.description.contains("malicious_instructions") == true)
    }

    @Test("functions of ours have the names of the toolset, or what weak models make of them")
    func functions() throws {
        #expect(
            try read(.sample("click", ["x": 500, "y": 250])) == [.click(at: .point(ModelPoint(500, 250)))])
        #expect(try read(.sample("press_key", ["key": "Enter"])) == [.key([KeyPress("Enter")])])
        #expect(
            try read(.sample("left_click", ["bbox_2d": [10, 20, 30, 40]]), .thousandthsRowFirst)
                == [.click(at: .point(ModelPoint(30, 20)))])
        #expect(try read(.sample("remember", ["a": 1])) == [.function("remember", ["a": 1])])
    }

    @Test("a report is a claim with what is seen")
    func report() throws {
        let input: JSON = ["outcome": "app_error", "observed": "Nothing.", "evidence_text": ["Error 500"]]
        #expect(
            try read(.sample("report_step", input)) == [
                .report(StepReport(outcome: .appError, observed: "Nothing.", evidence: ["Error 500"]))
            ])
        #expect(throws: ActionProblem.self) { try read(.sample("report_step", ["outcome": "passed"])) }
    }

    @Test(
        "what can't be understood is told to the model",
        arguments: [
            ToolCall.sample("left_click", [:], family: .browser), .sample("teleport", [:], family: .browser),
            .sample("key", ["text": "Hyper"], family: .computer),
            .sample("key", ["text": "a", "repeat": 500], family: .computer),
            .sample("wait", ["duration": 9999], family: .computer), .sample("type", [:], family: .computer),
            .sample("zoom", ["region": [1, 2]], family: .browser),
            .sample("left_click", family: ToolFamily(rawValue: "desk")),
            .sample("scroll", ["scroll_direction": "in", "scroll_amount": 1], family: .computer),
            .sample("computer", ["actions": [["type": "drag", "path": []]]]), .sample("computer", ["x": 1]),
            .sample("hover", ["target": "nothing here"], family: .browser),
        ])
    func problems(call: ToolCall) {
        #expect(throws: ActionProblem.self) { try read(call) }
    }

    private static let writtenPoints: [(JSON, ModelPoint)] = [
        (.string("<point>120 45</point>"), ModelPoint(120, 45)),
        (["box_2d": [10, 20, 30, 40]] as JSON, ModelPoint(20, 30)),
        (.string("start_box='(12,34)'"), ModelPoint(12, 34)),
        (["point": ["x": 0.5, "y": 0.25]] as JSON, ModelPoint(0.5, 0.25)),
        ([[1, 2], [3, 4]] as JSON, ModelPoint(2, 3)), (.string("x=-3, y=4."), ModelPoint(-3, 4)),
        (.string("bbox_2d: [1.5, 2.5]"), ModelPoint(1.5, 2.5)),
    ]

    @Test("points are found in what models make of them", arguments: writtenPoints)
    func points(input: JSON, point: ModelPoint) {
        #expect(PlaceReader.point(in: input, rowFirst: false) == point)
    }

    @Test("a text without two numbers is no point", arguments: ["", "bbox_2d", "7", "-", "left of it"])
    func noPoint(text: String) {
        #expect(PlaceReader.point(in: text, rowFirst: false) == nil)
    }
}
