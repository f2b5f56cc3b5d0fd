/// A key with the modifiers held, as in `Control+A`.
package struct KeyChord: Sendable, Equatable {
    /// The text is no chord.
    package struct Unknown: Error, Sendable, CustomStringConvertible {
        package let text: String
        package var description: String {
            "unknown key \"\(text)\"; keys are named as in Enter, Escape, ArrowDown, Control+A"
        }
    }

    /// Bits as DevTools wants them: Alt 1, Control 2, Meta 4, Shift 8.
    let modifiers: Int
    let held: [KeyStroke]
    let stroke: KeyStroke

    package init(parsing text: String) throws(Unknown) {
        var names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        // "Control++" means the plus key.
        if text == "+" || text.hasSuffix("++") { names = names.dropLast(2) + ["+"] }
        guard let last = names.popLast(), !last.isEmpty else { throw Unknown(text: text) }
        var bits = 0
        var held: [KeyStroke] = []
        for name in names {
            guard let bit = Self.bit(name), let stroke = KeyLayout.named[name.lowercased()] else {
                throw Unknown(text: text)
            }
            bits |= bit
            held.append(stroke)
        }
        var stroke: KeyStroke
        if let named = KeyLayout.named[last.lowercased()] {
            stroke = named
        } else if last.count == 1, let character = last.first {
            stroke =
                KeyLayout.stroke(for: character) ?? KeyStroke(key: last, code: "", keyCode: 0, text: last)
        } else {
            throw Unknown(text: text)
        }
        // With Shift down a key types its upper character.
        if bits & HeldKeys.shift.rawValue != 0, let upper = KeyLayout.shifted(stroke) { stroke = upper }
        self.stroke = stroke
        modifiers = bits
        self.held = held
    }

    private static func bit(_ name: String) -> Int? {
        switch name.lowercased() {
        case "alt", "option": 1
        case "control", "ctrl", "controlormeta", "mod": 2
        case "meta", "command", "cmd": 4
        case "shift": 8
        default: nil
        }
    }
}
