/// One key as the US layout has it: what DevTools and the page's handlers want to know.
struct KeyStroke: Equatable, Sendable {
    var key: String
    var code: String
    var keyCode: Int
    /// What the key types; empty for keys that type nothing.
    var text: String
    var location = 0
    var needsShift = false
}

/// The keys by name and by the character they type.
enum KeyLayout {
    static let named: [String: KeyStroke] = {
        var table: [String: KeyStroke] = [:]
        func add(
            _ names: [String], _ key: String, _ code: String, _ keyCode: Int, _ text: String = "",
            at location: Int = 0
        ) {
            for name in names {
                table[name] = KeyStroke(
                    key: key, code: code, keyCode: keyCode, text: text, location: location)
            }
        }
        add(["enter", "return"], "Enter", "Enter", 13, "\r")
        add(["tab"], "Tab", "Tab", 9)
        add(["escape", "esc"], "Escape", "Escape", 27)
        add(["backspace"], "Backspace", "Backspace", 8)
        add(["delete", "del"], "Delete", "Delete", 46)
        add(["insert"], "Insert", "Insert", 45)
        add(["space"], " ", "Space", 32, " ")
        add(["home"], "Home", "Home", 36)
        add(["end"], "End", "End", 35)
        add(["pageup"], "PageUp", "PageUp", 33)
        add(["pagedown"], "PageDown", "PageDown", 34)
        add(["arrowup", "up"], "ArrowUp", "ArrowUp", 38)
        add(["arrowdown", "down"], "ArrowDown", "ArrowDown", 40)
        add(["arrowleft", "left"], "ArrowLeft", "ArrowLeft", 37)
        add(["arrowright", "right"], "ArrowRight", "ArrowRight", 39)
        add(["shift"], "Shift", "ShiftLeft", 16, at: 1)
        add(["control", "ctrl", "controlormeta", "mod"], "Control", "ControlLeft", 17, at: 1)
        add(["alt", "option"], "Alt", "AltLeft", 18, at: 1)
        add(["meta", "command", "cmd"], "Meta", "MetaLeft", 91, at: 1)
        add(["contextmenu"], "ContextMenu", "ContextMenu", 93)
        add(["capslock"], "CapsLock", "CapsLock", 20)
        add(["numlock"], "NumLock", "NumLock", 144)
        add(["pause"], "Pause", "Pause", 19)
        add(["printscreen"], "PrintScreen", "PrintScreen", 44)
        for number in 1...24 { add(["f\(number)"], "F\(number)", "F\(number)", 111 + number) }
        for digit in 0...9 {
            add(["numpad\(digit)"], "\(digit)", "Numpad\(digit)", 96 + digit, "\(digit)", at: 3)
        }
        add(["numpadenter"], "Enter", "NumpadEnter", 13, "\r", at: 3)
        add(["numpadadd"], "+", "NumpadAdd", 107, "+", at: 3)
        add(["numpadsubtract"], "-", "NumpadSubtract", 109, "-", at: 3)
        add(["numpadmultiply"], "*", "NumpadMultiply", 106, "*", at: 3)
        add(["numpaddivide"], "/", "NumpadDivide", 111, "/", at: 3)
        add(["numpaddecimal"], ".", "NumpadDecimal", 110, ".", at: 3)
        return table
    }()

    private static let punctuation: [(plain: Character, shifted: Character, code: String, keyCode: Int)] = [
        ("`", "~", "Backquote", 192), ("-", "_", "Minus", 189), ("=", "+", "Equal", 187),
        ("[", "{", "BracketLeft", 219), ("]", "}", "BracketRight", 221), ("\\", "|", "Backslash", 220),
        (";", ":", "Semicolon", 186), ("'", "\"", "Quote", 222), (",", "<", "Comma", 188),
        (".", ">", "Period", 190), ("/", "?", "Slash", 191),
    ]

    private static let shiftedDigits = Array(")!@#$%^&*(")

    /// The same key with Shift held, when that types something else.
    static func shifted(_ stroke: KeyStroke) -> KeyStroke? {
        guard let character = stroke.text.first, stroke.location == 0, !stroke.needsShift else { return nil }
        if character.isLetter { return self.stroke(for: Character(stroke.text.uppercased())) }
        if let digit = character.wholeNumberValue { return self.stroke(for: shiftedDigits[digit]) }
        return punctuation.first { $0.plain == character }.flatMap { self.stroke(for: $0.shifted) }
    }

    /// The stroke that types `character`, or nil when the layout has no such key.
    static func stroke(for character: Character) -> KeyStroke? {
        if character == "\n" || character == "\r" || character == "\r\n" { return named["enter"] }
        if character == "\t" { return named["tab"] }
        if character == " " { return named["space"] }
        guard let ascii = character.asciiValue else { return nil }
        let text = String(character)
        if character.isLetter {
            let upper = text.uppercased()
            return KeyStroke(
                key: text, code: "Key\(upper)", keyCode: Int(upper.utf8.first ?? ascii), text: text,
                needsShift: character.isUppercase)
        }
        if character.isNumber {
            return KeyStroke(key: text, code: "Digit\(text)", keyCode: Int(ascii), text: text)
        }
        if let digit = shiftedDigits.firstIndex(of: character) {
            return KeyStroke(
                key: text, code: "Digit\(digit)", keyCode: 48 + digit, text: text, needsShift: true)
        }
        guard let entry = punctuation.first(where: { $0.plain == character || $0.shifted == character })
        else {
            return nil
        }
        return KeyStroke(
            key: text, code: entry.code, keyCode: entry.keyCode, text: text,
            needsShift: entry.shifted == character)
    }
}
