/// Makes the key events a person's typing would make.
enum Keyboard {
    /// Down and up of every character, in order; what is written with an input method is composed.
    ///
    /// Other characters without a key come with a key that has no name.
    static func type(_ text: String) -> [Call] {
        Composition.runs(text).flatMap { run in
            run.isComposed ? Composition.calls(run.text) : keys(run.text)
        }
    }

    private static func keys(_ text: String) -> [Call] {
        text.flatMap { character -> [Call] in
            guard let stroke = KeyLayout.stroke(for: character) else { return plain(String(character)) }
            return tap(stroke, modifiers: stroke.needsShift ? 8 : 0)
        }
    }

    /// Puts `text` in at once, but for its last character, which is typed: the field sees one key go down and up, as
    /// handlers on key-up expect.
    static func fill(_ text: String) -> [Call] {
        guard let last = text.last else { return press(backspace: true) }
        let head = String(text.dropLast())
        let tail =
            KeyLayout.stroke(for: last).map { tap($0, modifiers: $0.needsShift ? 8 : 0) }
            ?? plain(String(last))
        return (head.isEmpty ? [] : [Call(DevTools.Input.InsertText(text: head))]) + tail
    }

    static func press(_ chord: KeyChord) -> [Call] {
        let (down, up) = halves(of: chord)
        return down + up
    }

    /// The chord going down, and coming up again.
    static func halves(of chord: KeyChord) -> (down: [Call], up: [Call]) {
        var bits = 0
        var down: [Call] = []
        for stroke in chord.held {
            bits |= modifier(stroke)
            down.append(event(down: true, stroke, modifiers: bits))
        }
        down.append(event(down: true, chord.stroke, modifiers: chord.modifiers))
        var up = [event(down: false, chord.stroke, modifiers: chord.modifiers)]
        for stroke in chord.held.reversed() {
            bits &= ~modifier(stroke)
            up.append(event(down: false, stroke, modifiers: bits))
        }
        return (down, up)
    }

    /// Modifier keys going down, and staying so.
    static func hold(_ keys: HeldKeys) -> [Call] {
        var bits = 0
        return strokes(keys).map { stroke in
            bits |= modifier(stroke)
            return event(down: true, stroke, modifiers: bits)
        }
    }

    static func letGo(of keys: HeldKeys) -> [Call] {
        var bits = keys.rawValue
        return strokes(keys).reversed().map { stroke in
            bits &= ~modifier(stroke)
            return event(down: false, stroke, modifiers: bits)
        }
    }

    private static func strokes(_ keys: HeldKeys) -> [KeyStroke] {
        [(HeldKeys.alt, "alt"), (.control, "control"), (.meta, "meta"), (.shift, "shift")].compactMap {
            keys.contains($0.0) ? KeyLayout.named[$0.1] : nil
        }
    }

    /// Empties a field whose content is selected.
    private static func press(backspace: Bool) -> [Call] {
        KeyLayout.named["backspace"].map { tap($0, modifiers: 0) } ?? []
    }

    /// A character of another layout: key events that carry it as text.
    private static func plain(_ text: String) -> [Call] {
        tap(KeyStroke(key: text, code: "", keyCode: 0, text: text), modifiers: 0)
    }

    private static func tap(_ stroke: KeyStroke, modifiers: Int) -> [Call] {
        [event(down: true, stroke, modifiers: modifiers), event(down: false, stroke, modifiers: modifiers)]
    }

    private static func modifier(_ stroke: KeyStroke) -> Int {
        switch stroke.key {
        case "Alt": 1
        case "Control": 2
        case "Meta": 4
        case "Shift": 8
        default: 0
        }
    }

    private static func event(down: Bool, _ stroke: KeyStroke, modifiers: Int) -> Call {
        // With Control, Alt or Meta held a key types nothing.
        let text = modifiers & 0b111 == 0 ? stroke.text : ""
        // Only a whole key press reaches access keys, which are pressed with Alt.
        let isRaw = text.isEmpty && (modifiers != 1 || stroke.text.isEmpty)
        var command = DevTools.Input.DispatchKeyEvent(type: !down ? .keyUp : isRaw ? .rawKeyDown : .keyDown)
        command.key = stroke.key
        command.code = stroke.code
        command.windowsVirtualKeyCode = stroke.keyCode
        command.modifiers = modifiers
        if stroke.location != 0 { command.location = stroke.location }
        if down, !text.isEmpty { command.text = text }
        // Access keys go by what the key would type.
        if down, !stroke.text.isEmpty { command.unmodifiedText = stroke.text }
        return Call(command)
    }
}
