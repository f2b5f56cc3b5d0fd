/// What the terminal can show; decided once, from what the caller knows about its output.
package struct ConsoleStyle: Sendable, Equatable {
    package var color: Bool
    /// Redraws the running flows in place.
    package var live: Bool
    package var width: Int

    package init(color: Bool = false, live: Bool = false, width: Int = 100) {
        self.color = color
        self.live = live
        self.width = max(20, width)
    }

    /// Follows `NO_COLOR`, `FORCE_COLOR`, `TERM`, `CI` and `COLUMNS`.
    package init(terminal: Bool, environment: [String: String]) {
        func has(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
        let capable = terminal && environment["TERM"] != "dumb"
        self.init(
            color: !has("NO_COLOR") && (capable || has("FORCE_COLOR")),
            live: capable && !has("CI"),
            width: environment["COLUMNS"].flatMap { Int($0) } ?? 100)
    }

    enum Ink: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case magenta = "35"
        case dim = "2"
        case bold = "1"
    }

    func paint(_ text: String, _ ink: Ink) -> String {
        color ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Cut to the terminal's width, counting wide characters twice, so that a line is never wrapped.
    func fit(_ text: String) -> String {
        var used = 0
        var out = ""
        for character in text {
            used += Self.cells(character)
            guard used < width else { return out + "…" }
            out.append(character)
        }
        return out
    }

    private static func cells(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default:
            return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}
