import Testing

@testable import Models

@Suite struct KeyPressTests {
    @Test(
        "keys in every writing become the browser's",
        arguments: [
            ("Return", "Enter"), ("ctrl+s", "Control+s"), ("CTRL+S", "Control+s"),
            ("cmd+shift+p", "Shift+Meta+p"),
            ("Page_Down", "PageDown"), ("BackSpace", "Backspace"), ("alt+Tab", "Alt+Tab"), ("A", "Shift+A"),
            ("a", "a"), ("f5", "F5"), ("ctrl++", "Control++"), ("+", "+"), ("super", "Meta"),
            ("space", "Space"),
            ("ctrl+plus", "Control++"), ("ArrowUp", "ArrowUp"), ("é", "é"),
        ])
    func read(text: String, written: String) throws {
        #expect(try KeyPress(reading: text).description == written)
    }

    @Test("an unknown key is named to the model", arguments: ["", "Hyper", "foo+a", "ctrl+", "F25", "abc"])
    func unknown(text: String) {
        #expect(throws: ActionProblem.self) { try KeyPress(reading: text) }
    }

    @Test("keys with spaces between follow one another")
    func sequence() throws {
        #expect(try KeyPress.sequence("Tab Tab ctrl+a").map(\.description) == ["Tab", "Tab", "Control+a"])
        #expect(try KeyPress.sequence(" ").map(\.description) == ["Space"])
        #expect(throws: ActionProblem.self) { try KeyPress.sequence("") }
        #expect(try KeyPress.combination(["CTRL", "A"]).description == "Control+a")
        #expect(try KeyPress.held("ctrl+shift") == [.control, .shift])
    }
}
