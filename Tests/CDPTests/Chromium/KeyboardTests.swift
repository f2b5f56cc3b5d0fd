import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct KeyboardTests {
        private func press(_ page: Page, _ keys: String..., on css: String? = nil) async throws {
            for key in keys {
                let element: ElementRef? = if let css { try await page.element(css) } else { nil }
                _ = try await page.press(KeyChord(parsing: key), on: element, within: .seconds(5))
            }
        }

        @Test(
            "a key is heard as a keyboard would send it",
            arguments: [
                ("Enter", "down Enter Enter 13, up Enter Enter 13"),
                ("Escape", "down Escape Escape 27, up Escape Escape 27"),
                ("a", "down a KeyA 65, up a KeyA 65"),
                ("ArrowDown", "down ArrowDown ArrowDown 40, up ArrowDown ArrowDown 40"),
                ("F2", "down F2 F2 113, up F2 F2 113"),
                (
                    "Control+K",
                    "down Control ControlLeft 17 c, down K KeyK 75 c, up K KeyK 75 c, up Control ControlLeft 17"
                ),
                (
                    "Shift+ArrowUp",
                    "down Shift ShiftLeft 16 s, down ArrowUp ArrowUp 38 s, up ArrowUp ArrowUp 38 s, up Shift ShiftLeft 16"
                ),
            ])
        func heard(key: String, heard: String) async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <script>
                    globalThis.log = [];
                    for (const kind of ['keydown', 'keyup'])
                      addEventListener(kind, (e) => log.push([kind.slice(3), e.key, e.code, e.keyCode,
                        ...(e.ctrlKey ? ['c'] : []), ...(e.shiftKey ? ['s'] : [])].join(' ')));
                    </script>
                    """, on: site)
                try await press(page, key)
                let log = try await page.script("log.join(', ')").string
                #expect(log == heard)
            }
        }

        @Test("Enter submits a form, and Space presses the button that has the focus")
        func forms() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <form id=f onsubmit="globalThis.sent = (globalThis.sent ?? 0) + 1; return false">
                    <input id=a name=q><button id=b>Go</button></form>
                    """, on: site)
                try await press(page, "Enter", on: "#a")
                #expect(try await page.script("sent") == 1)
                try await press(page, "Space", on: "#b")
                #expect(try await page.script("sent") == 2)
            }
        }

        @Test("keys edit: select all, delete, move and type in between")
        func editing() async throws {
            try await withPage { page, site in
                try await page.show("<input id=a value=abc>", on: site)
                try await press(page, "End", "ArrowLeft", "Shift+X", on: nil)
                #expect(try await page.script("a.value") == "abc")
                try await press(page, "End", on: "#a")
                try await press(page, "ArrowLeft", "x", "Backspace", "Backspace")
                #expect(try await page.script("a.value") == "ac")
                try await press(page, "Control+a", "Delete")
                #expect(try await page.script("a.value") == "")
            }
        }

        @Test("Tab moves the focus on and Shift+Tab back")
        func tab() async throws {
            try await withPage { page, site in
                try await page.show("<input id=a><input id=b><input id=c>", on: site)
                try await press(page, "Tab", on: "#a")
                #expect(try await page.script("document.activeElement.id") == "b")
                try await press(page, "Tab")
                #expect(try await page.script("document.activeElement.id") == "c")
                try await press(page, "Shift+Tab")
                #expect(try await page.script("document.activeElement.id") == "b")
            }
        }
    }
}
