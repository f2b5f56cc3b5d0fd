private struct FocusAnswer: Decodable, Sendable {
    let kind: String?
    let multiline: Bool?
    let problem: String?
}

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
        let waits = try await ready(element, for: .edit, within: limit).waits
        let focus = try await focus(element, selecting: true)
        if focus.kind == "set" {
            let answer: ValueAnswer = try await ask(
                "setValue", [String(element.number), argument(text)], in: element.frame)
            guard answer.value == text else {
                throw ActionError(
                    .notAccepted, "the field does not take \"\(text)\" (it wants its machine format)")
            }
            return (text, waits)
        }
        let calls = focus.multiline == true && text.contains("\n") ? insert(text) : Keyboard.fill(text)
        return (try await finish(calls, element), waits)
    }

    /// Types into the element, or into whatever has the focus, key by key.
    package func type(_ text: String, into element: ElementRef?, within limit: Duration) async throws
        -> [Wait]
    {
        var waits: [Wait] = []
        if let element {
            waits = try await ready(element, for: .edit, within: limit).waits
            _ = try await focus(element, selecting: false)
        }
        try await session.send(batch: Keyboard.type(text))
        return waits
    }

    package func press(_ chord: KeyChord, on element: ElementRef?, within limit: Duration) async throws
        -> [Wait]
    {
        var waits: [Wait] = []
        if let element {
            waits = try await ready(element, for: .scroll, within: limit).waits
            _ = try await focus(element, selecting: false)
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

    /// Gives files to the file input the element stands for, hidden or not.
    package func upload(_ paths: [String], to element: ElementRef, within limit: Duration) async throws {
        if let input = try await handle(element.number, in: element.frame, through: "fileInput") {
            let place = try await place(of: element.frame)
            try await send(DevTools.DOM.SetFileInputFiles(files: paths, objectId: input), at: place)
            return
        }
        try await uploadThroughChooser(paths, element, limit)
    }

    /// Presses the element and answers the file chooser it opens.
    private func uploadThroughChooser(_ paths: [String], _ element: ElementRef, _ limit: Duration)
        async throws
    {
        let opened = Promise<DevTools.DOM.BackendNodeId?>()
        let place = try await place(of: element.frame)
        let listening = place.session.on(DevTools.Page.FileChooserOpenedEvent.self) {
            opened.fulfil($0.backendNodeId)
        }
        defer { listening.cancel() }
        try await send(DevTools.Page.SetInterceptFileChooserDialog(enabled: true), at: place)
        _ = try await click(element, within: limit)
        let node = try await opened.value(within: CallLimits.ping)
        try await send(DevTools.Page.SetInterceptFileChooserDialog(enabled: false), at: place)
        guard let node, let node else {
            throw ActionError(.noFileInput, "no file input belongs to the element")
        }
        try await send(DevTools.DOM.SetFileInputFiles(files: paths, backendNodeId: node), at: place)
    }

    private func focus(_ element: ElementRef, selecting: Bool) async throws -> FocusAnswer {
        let answer: FocusAnswer = try await ask(
            "focus", [String(element.number), String(selecting)], in: element.frame)
        if let problem = answer.problem { throw ActionError.of(problem: problem, by: nil) }
        return answer
    }

    private func insert(_ text: String) -> [Call] { [Call(DevTools.Input.InsertText(text: text))] }

    private func finish(_ calls: [Call], _ element: ElementRef) async throws -> String {
        // Input takes another way to the page than questions do: only its answers say that it has arrived.
        try await session.send(batch: calls)
        let answer: ValueAnswer = try await ask("filled", [String(element.number)], in: element.frame)
        if let problem = answer.problem { throw ActionError.of(problem: problem, by: nil) }
        return answer.value ?? ""
    }
}
