/// Understands the calls of every provider.
package struct ActionReader: Sendable, Hashable {
    /// How the model counts; decides in which order a list of numbers is meant.
    package let profile: CoordinateProfile

    package init(profile: CoordinateProfile) { self.profile = profile }

    /// The actions of a call, in their order; most calls are one.
    ///
    /// - Throws: What to answer the call with, as an error.
    package func read(_ call: ToolCall) throws(ActionProblem) -> [ModelAction] {
        if let concern = call.concerns.first {
            throw ActionProblem("Not executed: \(concern.code): \(concern.message)")
        }
        guard call.input.object != nil else {
            throw ActionProblem("\(call.name): the input is no JSON object.")
        }
        let input = ActionInput(call.input, tool: call.name, rowFirst: profile.isRowFirst)
        switch call.family {
        case .written?: return [try function(call.name, input)]
        case .browser?: return [try browser(call.name, input)]
        case .computer?: return [try computer(call.name, input)]
        case .some(let family): throw ActionProblem("There is no toolset \"\(family.rawValue)\".")
        case nil: break
        }
        guard call.name == "computer" else { return [try function(call.name, input)] }
        if let list = call.input["actions"]?.array {
            var actions: [ModelAction] = []
            for action in list { actions.append(try openAI(action)) }
            return actions
        }
        return [try computer(try input.text("action"), input)]
    }

    private func function(_ name: String, _ input: ActionInput) throws(ActionProblem) -> ModelAction {
        if name == FunctionTool.reportStep.name { return .report(try report(input)) }
        if name != FunctionTool.reportStep.name, Self.isKnown(name) {
            return try browser(Self.synonyms[name] ?? name, input)
        }
        return .function(name, input.json)
    }

    private func report(_ input: ActionInput) throws(ActionProblem) -> StepReport {
        let word = try input.text("outcome")
        guard let outcome = StepReport.Outcome(rawValue: word) else {
            throw ActionProblem("outcome is done, cannot or app_error, not \"\(word)\".")
        }
        let evidence = input.json["evidence_text"]
        return StepReport(
            outcome: outcome, observed: input.json["observed"]?.string ?? "",
            evidence: evidence?.array?.compactMap(\.string) ?? evidence?.string.map { [$0] } ?? [])
    }

    /// What models without a toolset of their own call the same things.
    static let synonyms = [
        "click": "left_click", "drag": "left_click_drag", "press": "key", "press_key": "key", "input": "type",
        "type_text": "type", "move": "mouse_move", "keypress": "key", "left_double": "double_click",
        "right_single": "right_click", "hotkey": "key",
    ]

    /// Whether a function is ours, by either of its names.
    static func isKnown(_ name: String) -> Bool {
        synonyms[name] != nil || GateProfile.navigate.allows(name) || name == FunctionTool.reportStep.name
    }
}

/// The fields of one call's input, each read with a complaint that the model can use.
struct ActionInput {
    let json: JSON
    let tool: String
    let rowFirst: Bool

    init(_ json: JSON, tool: String, rowFirst: Bool) {
        self.json = json
        self.tool = tool
        self.rowFirst = rowFirst
    }

    func text(_ name: String) throws(ActionProblem) -> String {
        guard let text = json[name]?.string else { throw ActionProblem("\(tool): \"\(name)\" is missing.") }
        return text
    }

    func whole(_ name: String, _ range: ClosedRange<Int>, default fallback: Int) throws(ActionProblem) -> Int
    {
        guard let given = json[name], given != .null else { return fallback }
        guard let value = given.integer ?? given.string.flatMap(Int.init), range.contains(value) else {
            throw ActionProblem(
                "\(tool): \"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return value
    }

    /// Seconds, at most what the wire allows.
    func seconds(_ name: String, most: Double) throws(ActionProblem) -> Duration {
        guard let value = json[name]?.number, (0...most).contains(value) else {
            throw ActionProblem("\(tool): \"\(name)\" must be seconds from 0 to \(Int(most)).")
        }
        return .milliseconds(Int(value * 1000))
    }

    /// A point under any of the usual names; nil when there is none.
    func point(under name: String? = nil) -> ModelPoint? {
        guard let name else { return PlaceReader.point(in: json, rowFirst: rowFirst) }
        return json[name].flatMap { PlaceReader.point(in: $0, rowFirst: rowFirst) }
    }

    func neededPoint(under name: String? = nil) throws(ActionProblem) -> ModelPoint {
        guard let point = point(under: name) else {
            throw ActionProblem("\(tool): it says no place; give \(name ?? "coordinate").")
        }
        return point
    }

    func box(_ name: String) throws(ActionProblem) -> ModelBox {
        guard let box = json[name].flatMap({ PlaceReader.box(in: $0, rowFirst: rowFirst) }) else {
            throw ActionProblem("\(tool): \"\(name)\" must be four numbers [x0, y0, x1, y1].")
        }
        return box
    }

    /// An element of the outline, `{"target": {"type": "ref", …}}` or `{"ref": …}`.
    var element: ModelAction.ElementReference? {
        let name = json["target"]?["ref"]?.string ?? json["ref"]?.string
        return name.map(ModelAction.ElementReference.init)
    }

    func neededElement() throws(ActionProblem) -> ModelAction.ElementReference {
        guard let element else { throw ActionProblem("\(tool): it names no element; give a ref.") }
        return element
    }

    /// An element or a point; nil when neither is given.
    var target: ModelAction.Target? {
        element.map { .element($0) } ?? point().map { .point($0) }
    }

    func neededTarget() throws(ActionProblem) -> ModelAction.Target {
        guard let target else {
            throw ActionProblem("\(tool): it says no place; give a ref or a coordinate.")
        }
        return target
    }

    /// Modifiers to hold, under either of the names the toolsets use.
    func held(_ name: String) throws(ActionProblem) -> KeyPress.Held {
        try KeyPress.held(json[name]?.string)
    }
}
