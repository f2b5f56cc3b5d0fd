/// Text that is written through an input method: its letters are composed, shown underlined, then committed.
enum Composition {
    /// Whether a person writes this character with an input method.
    static func composes(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.value {
            // Hangul letters, Hiragana, Katakana, Bopomofo; ideographs; Hangul syllables; ideographs beyond the first plane.
            case 0x1100...0x11FF, 0x3040...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF,
                0xF900...0xFAFF, 0x20000...0x3FFFF:
                true
            default: false
            }
        }
    }

    /// The text in runs that are typed and runs that are composed.
    static func runs(_ text: String) -> [(text: String, isComposed: Bool)] {
        var runs: [(text: String, isComposed: Bool)] = []
        for character in text {
            let isComposed = composes(character)
            if runs.last?.isComposed == isComposed {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((String(character), isComposed))
            }
        }
        return runs
    }

    /// The run grows letter by letter and is committed as a whole.
    static func calls(_ run: String) -> [Call] {
        var shown = ""
        let steps = run.map { character -> Call in
            shown.append(character)
            let end = shown.utf16.count
            return Call(
                DevTools.Input.ImeSetComposition(text: shown, selectionStart: end, selectionEnd: end))
        }
        return steps + [Call(DevTools.Input.InsertText(text: run))]
    }
}
