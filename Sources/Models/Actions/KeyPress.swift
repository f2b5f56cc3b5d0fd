/// A key with the modifiers held, under the names that browsers use.
package struct KeyPress: Sendable, Hashable, CustomStringConvertible {
    package struct Held: OptionSet, Sendable, Hashable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let control = Held(rawValue: 1)
        package static let alt = Held(rawValue: 2)
        package static let shift = Held(rawValue: 4)
        package static let meta = Held(rawValue: 8)
    }

    package var held: Held
    /// The browser's name, such as `Enter`, `ArrowDown` or `a`.
    package var key: String

    package init(_ key: String, held: Held = []) {
        self.key = key
        self.held = held
    }

    /// As in `Control+Shift+Enter`.
    package var description: String {
        let names: [(Held, String)] = [
            (.control, "Control"), (.alt, "Alt"), (.shift, "Shift"), (.meta, "Meta"),
        ]
        return (names.filter { held.contains($0.0) }.map(\.1) + [key]).joined(separator: "+")
    }
}

extension KeyPress {
    /// Reads one chord as models write it: `ctrl+shift+t`, `Return`, `Page_Down`, `A`, `+`.
    package init(reading text: String) throws(ActionProblem) {
        var names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        if text == "+" || text.hasSuffix("++") { names = names.dropLast(2) + ["+"] }
        let last = names.popLast() ?? ""
        guard !last.isEmpty else { throw ActionProblem("\"\(text)\" is no key.") }
        var held: Held = []
        for name in names {
            guard let modifier = Self.modifiers[name.lowercased()] else {
                throw ActionProblem(
                    "\"\(name)\" in \"\(text)\" is no modifier; use ctrl, alt, shift or super.")
            }
            held.insert(modifier)
        }
        if let key = Self.keys[last.lowercased()] {
            self.init(key, held: held)
        } else if last.count == 1 {
            // A capital alone is typed with Shift; beside other modifiers models write capitals out of habit.
            let isCapital = last != last.lowercased()
            let plain = !held.isDisjoint(with: [.control, .alt, .meta]) && isCapital
            self.init(plain ? last.lowercased() : last, held: isCapital && !plain ? held.union(.shift) : held)
        } else if let number = Self.functionKey(last) {
            self.init("F\(number)", held: held)
        } else if let modifier = Self.modifiers[last.lowercased()] {
            self.init(Self.name(of: modifier), held: held)
        } else {
            throw ActionProblem(
                "\"\(last)\" is no key; keys are named as in Return, Tab, Escape, BackSpace, Down, F5, a.")
        }
    }

    /// Reads chords that follow one another with spaces between, as in `Tab Tab ctrl+a`.
    package static func sequence(_ text: String) throws(ActionProblem) -> [KeyPress] {
        if text == " " { return [KeyPress("Space")] }
        var presses: [KeyPress] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            presses.append(try KeyPress(reading: String(part)))
        }
        guard !presses.isEmpty else { throw ActionProblem("No key is named.") }
        return presses
    }

    /// Reads modifiers alone, as in `ctrl+shift`.
    package static func held(_ text: String?) throws(ActionProblem) -> Held {
        var held: Held = []
        for name in (text ?? "").split(whereSeparator: { $0 == "+" || $0.isWhitespace }) {
            guard let modifier = modifiers[name.lowercased()] else {
                throw ActionProblem("\"\(name)\" is no modifier; use ctrl, alt, shift or super.")
            }
            held.insert(modifier)
        }
        return held
    }

    /// Reads the keys of a list, of which all but the last are held, as in `["CTRL", "A"]`.
    package static func combination(_ names: [String]) throws(ActionProblem) -> KeyPress {
        try KeyPress(reading: names.map { $0.trimmingSpaces }.joined(separator: "+"))
    }

    private static func functionKey(_ name: String) -> Int? {
        guard name.first == "f" || name.first == "F", let number = Int(name.dropFirst()),
            (1...24).contains(number)
        else { return nil }
        return number
    }

    private static func name(of modifier: Held) -> String {
        switch modifier {
        case .control: "Control"
        case .alt: "Alt"
        case .shift: "Shift"
        default: "Meta"
        }
    }

    private static let modifiers: [String: Held] = [
        "ctrl": .control, "control": .control, "control_l": .control, "control_r": .control,
        "alt": .alt, "option": .alt, "alt_l": .alt, "alt_r": .alt,
        "shift": .shift, "shift_l": .shift, "shift_r": .shift,
        "super": .meta, "meta": .meta, "cmd": .meta, "command": .meta, "win": .meta, "super_l": .meta,
        "windows": .meta,
    ]

    private static let keys: [String: String] = [
        "return": "Enter", "enter": "Enter", "kp_enter": "Enter", "backspace": "Backspace",
        "delete": "Delete", "del": "Delete", "tab": "Tab", "escape": "Escape", "esc": "Escape",
        "up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight",
        "arrowup": "ArrowUp", "arrowdown": "ArrowDown", "arrowleft": "ArrowLeft",
        "arrowright": "ArrowRight", "home": "Home", "end": "End", "page_up": "PageUp",
        "page_down": "PageDown", "pageup": "PageUp", "pagedown": "PageDown", "pgup": "PageUp",
        "pgdn": "PageDown", "prior": "PageUp", "next": "PageDown", "space": "Space",
        "spacebar": "Space", "insert": "Insert", "plus": "+", "minus": "-", "equal": "=", "comma": ",",
        "period": ".", "slash": "/", "menu": "ContextMenu", "capslock": "CapsLock",
        "caps_lock": "CapsLock",
    ]
}

extension String {
    var trimmingSpaces: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
