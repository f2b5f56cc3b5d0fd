import Testing

@testable import CDP

@Suite struct KeyChordTests {
    @Test(
        "chords are read as people write them",
        arguments: [
            ("Enter", "Enter", 0), ("enter", "Enter", 0), ("Return", "Enter", 0), ("Esc", "Escape", 0),
            ("Control+A", "A", 2), ("ctrl+a", "a", 2), ("Ctrl+Shift+Tab", "Tab", 10),
            ("Alt+ArrowLeft", "ArrowLeft", 1),
            ("Cmd+K", "K", 4), ("Option+Command+F12", "F12", 5), ("Shift+Space", " ", 8), ("+", "+", 0),
            ("Control++", "+", 2), ("a", "a", 0), ("é", "é", 0), ("Shift", "Shift", 0),
            ("pageDown", "PageDown", 0),
        ])
    func read(text: String, key: String, modifiers: Int) throws {
        let chord = try KeyChord(parsing: text)
        #expect(chord.stroke.key == key)
        #expect(chord.modifiers == modifiers)
        #expect(chord.held.count == modifiers.nonzeroBitCount)
    }

    @Test(
        "what is no chord is refused with its text",
        arguments: ["", "Entr", "Control+", "Hyper+A", "A+B", "Control+Entr", "F25", "+A", "Control+A+B"])
    func refused(text: String) {
        let error = #expect(throws: KeyChord.Unknown.self) { try KeyChord(parsing: text) }
        #expect(error?.description.contains("\"\(text)\"") == true)
    }
}

@Suite struct KeyLayoutTests {
    @Test(
        "characters have the keys of the US layout",
        arguments: [
            ("a", "KeyA", 65, false), ("Z", "KeyZ", 90, true), ("0", "Digit0", 48, false),
            (")", "Digit0", 48, true),
            ("!", "Digit1", 49, true), ("(", "Digit9", 57, true), ("-", "Minus", 189, false),
            ("_", "Minus", 189, true),
            ("~", "Backquote", 192, true), ("?", "Slash", 191, true), ("'", "Quote", 222, false),
            (" ", "Space", 32, false), ("\n", "Enter", 13, false), ("\t", "Tab", 9, false),
        ] as [(Character, String, Int, Bool)])
    func strokes(character: Character, code: String, keyCode: Int, needsShift: Bool) throws {
        let stroke = try #require(KeyLayout.stroke(for: character))
        #expect(stroke.code == code)
        #expect(stroke.keyCode == keyCode)
        #expect(stroke.needsShift == needsShift)
    }

    @Test("every printable ASCII character has a key, and each shifted pair shares one")
    func complete() throws {
        for scalar in 0x20...0x7E {
            let character = Character(Unicode.Scalar(UInt8(scalar)))
            let stroke = try #require(KeyLayout.stroke(for: character), "\(character)")
            #expect(stroke.text == String(character))
        }
    }

    @Test("characters of other layouts have none", arguments: ["é", "ß", "漢", "😀", "€"] as [Character])
    func others(character: Character) {
        #expect(KeyLayout.stroke(for: character) == nil)
    }
}
