private struct ValueAnswer: Decodable, Sendable {
    let value: String?
    let problem: String?
    let options: [String]?
}

extension Page {
    /// Replaces what a field holds, leaving the events a person's typing would: focus, key, input, change, and blur
    /// once the next action leaves it.
    ///
    /// - Returns: What the field holds afterwards, and what had to be waited for.
    package func fill(
        _ element: ElementRef, with text: String, within limit: Duration
    ) async throws -> (value: String, waits: [Wait]) {
        let spot = try await ready(element, for: .edit, focus: .all, within: limit)
        let field = spot.field
        if field.isSetOnly {
            let answer: ValueAnswer = try await ask(
                "setValue", [String(element.number), argument(text)], in: element.frame)
            guard answer.value == text else {
                throw ActionError(
                    .notAccepted, "the field does not take \"\(text)\" (it wants its machine format)")
            }
            return (text, spot.waits)
        }
        let input: [Call]
        if field.hasLines, text.contains("\n") {
            input = [Call(DevTools.Input.InsertText(text: text))]
        } else if let room = field.room, text.count > room {
            // Boxes for one digit each pass the focus on as they fill, one key after the other.
            input = Keyboard.type(text)
        } else {
            input = Keyboard.fill(text)
        }
        let endsInText = input.last?.method == DevTools.Input.InsertText.method
        let patience = endsInText ? ["250"] : []
        let answer: ValueAnswer? = try await give(
            input, thenAsk: "filled", [String(element.number)] + patience, in: element.frame, oneByOne: true)
        if let problem = answer?.problem { throw ActionError.of(problem: problem, by: nil) }
        // A field that is gone with its document has taken what it was given.
        return (answer?.value ?? text, spot.waits)
    }

    /// Types into the element, or into whatever has the focus, key by key.
    package func type(_ text: String, into element: ElementRef?, within limit: Duration) async throws
        -> [Wait]
    {
        var waits: [Wait] = []
        if let element {
            waits = try await ready(element, for: .edit, focus: .caret, within: limit).waits
        }
        try await session.send(batch: Keyboard.type(text))
        return waits
    }

    package func press(_ chord: KeyChord, on element: ElementRef?, within limit: Duration) async throws
        -> [Wait]
    {
        var waits: [Wait] = []
        if let element {
            waits = try await ready(element, for: .scroll, focus: .caret, within: limit).waits
        }
        try await session.send(batch: Keyboard.press(chord))
        return waits
    }

    /// Chooses options of a native select by what they show, else by their value.
    package func choose(
        _ options: [String], in element: ElementRef, within limit: Duration
    ) async throws -> [Wait] {
        let waits = try await ready(element, for: .click, within: limit).waits
        let answer: ValueAnswer = try await ask(
            "choose", [String(element.number), argument(options)], in: element.frame)
        guard let problem = answer.problem else { return waits }
        let known = (answer.options ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
        let wanted = options.joined(separator: ", ")
        switch problem {
        case "missing": throw ActionError(.noOption, "no option \"\(wanted)\"; there are \(known)")
        case "ambiguous": throw ActionError(.noOption, "several options \"\(wanted)\" among \(known)")
        case "disabled": throw ActionError(.noOption, "option \"\(wanted)\" is disabled")
        case "single": throw ActionError(.noOption, "only one option can be chosen")
        default: throw ActionError.of(problem: problem, by: nil)
        }
    }
}
