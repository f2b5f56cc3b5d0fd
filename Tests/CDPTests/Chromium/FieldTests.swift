import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct FieldTests {
        private static let limit = Duration.seconds(5)

        /// A page that notes what the element `a` hears.
        private func noting(_ html: String) -> String {
            """
            \(html)<button id=other>Other</button>
            <script>
            globalThis.log = [];
            for (const kind of ['focus', 'keydown', 'beforeinput', 'input', 'keyup', 'change', 'blur'])
              a.addEventListener(kind, () => log.push(kind));
            </script>
            """
        }

        private func fill(_ page: Page, _ text: String, within limit: Duration = limit) async throws -> String
        {
            try await page.fill(page.element("#a"), with: text, within: limit).value
        }

        @Test(
            "a field that is filled hears what typing makes it hear, once each at the end",
            arguments: [
                "<input id=a>", "<input id=a value='old text'>", "<textarea id=a>old</textarea>",
                "<input id=a type=password>", "<input id=a type=search>", "<input id=a type=email>",
            ])
        func events(html: String) async throws {
            try await withPage { page, site in
                try await page.show(noting(html), on: site)
                #expect(try await fill(page, "new@example.com") == "new@example.com")
                #expect(try await page.script("a.value") == "new@example.com")
                #expect(try await page.script("document.activeElement.id") == "a")
                _ = try await page.click(page.element("#other"), within: Self.limit)
                let log = try await page.script("log.join(' ')").string
                #expect(log == "focus beforeinput input keydown beforeinput input keyup change blur")
            }
        }

        @Test(
            "an empty value empties the field",
            arguments: ["<input id=a value=old>", "<textarea id=a>a\nb</textarea>"])
        func empty(html: String) async throws {
            try await withPage { page, site in
                try await page.show(noting(html), on: site)
                #expect(try await fill(page, "") == "")
                #expect(try await page.script("a.value") == "")
                _ = try await page.click(page.element("#other"), within: Self.limit)
                let log = try await page.script("log.join(' ')").string
                #expect(log == "focus keydown beforeinput input keyup change blur")
            }
        }

        @Test("a text area takes lines")
        func lines() async throws {
            try await withPage { page, site in
                try await page.show(noting("<textarea id=a></textarea>"), on: site)
                #expect(try await fill(page, "one\ntwo\n\nfour") == "one\ntwo\n\nfour")
                #expect(try await page.script("log.filter((kind) => kind === 'change').length") == 1)
            }
        }

        @Test("characters of any script arrive")
        func characters() async throws {
            try await withPage { page, site in
                try await page.show("<input id=a>", on: site)
                for text in ["é", "漢字", "👩‍👩‍👧 ok", "a\u{301}", "–“”", "0"] {
                    #expect(try await fill(page, text) == text)
                    #expect(try await page.script("a.value").string == text)
                }
            }
        }

        @Test(
            "inputs that are set take their machine format",
            arguments: [
                ("date", "2026-02-28"), ("time", "13:45"), ("datetime-local", "2026-02-28T13:45"),
                ("month", "2026-02"),
                ("week", "2026-W09"), ("color", "#ff8800"), ("range", "30"), ("number", "-12.5"),
            ])
        func set(type: String, value: String) async throws {
            try await withPage { page, site in
                try await page.show(noting("<input id=a type=\(type)>"), on: site)
                #expect(try await fill(page, value) == value)
                #expect(try await page.script("a.value").string == value)
                _ = try await page.click(page.element("#other"), within: Self.limit)
                #expect(try await page.script("log.includes('input')") == true)
                #expect(try await page.script("log.filter((kind) => kind === 'change').length") == 1)
            }
        }

        @Test("a date that is none is refused")
        func noDate() async throws {
            try await withPage { page, site in
                try await page.show("<input id=a type=date>", on: site)
                let error = await #expect(throws: ActionError.self) { try await fill(page, "28.2.2026") }
                #expect(error?.code == .notAccepted)
            }
        }

        @Test("an editable element is filled anew")
        func editable() async throws {
            try await withPage { page, site in
                try await page.show("<div id=a contenteditable><b>old</b> text</div>", on: site)
                #expect(try await fill(page, "fresh") == "fresh")
                #expect(try await page.script("a.innerText") == "fresh")
                #expect(try await fill(page, "") == "")
                #expect(try await page.script("a.innerText.trim()") == "")
            }
        }

        @Test("a framework that keeps the value itself sees what was filled in")
        func controlled() async throws {
            try await withPage { page, site in
                // As React does it: the value is put back unless the handler of `input` took it over.
                try await page.show(
                    """
                    <input id=a><p id=shown></p>
                    <script>
                    let state = '';
                    a.oninput = () => { state = a.value.toUpperCase(); a.value = state; shown.innerText = state };
                    </script>
                    """, on: site)
                #expect(try await fill(page, "shout") == "SHOUT")
                #expect(try await page.script("shown.innerText") == "SHOUT")
            }
        }

        @Test("a field in a shadow root is filled")
        func shadow() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<div id=host></div><script>host.attachShadow({ mode: 'open' }).innerHTML = '<input id=a>'</script>",
                    on: site)
                #expect(try await fill(page, "deep") == "deep")
                #expect(try await page.script("host.shadowRoot.querySelector('input').value") == "deep")
            }
        }

        @Test(
            "what can't be filled says why",
            arguments: [
                ("<input id=a readonly value=x>", ActionError.Code.readonly),
                ("<textarea id=a readonly>x</textarea>", .readonly),
                ("<input id=a disabled value=x>", .disabled),
                ("<p id=a>text</p>", .uneditable), ("<input id=a type=checkbox>", .uneditable),
                ("<input id=a type=file>", .uneditable), ("<input id=a style='display: none'>", .invisible),
            ])
        func refused(html: String, code: ActionError.Code) async throws {
            try await withPage { page, site in
                try await page.show(html, on: site)
                let error = await #expect(throws: ActionError.self) {
                    try await fill(page, "new", within: .milliseconds(100))
                }
                #expect(error?.code == code)
            }
        }

        @Test("a field that becomes writable later is waited for")
        func later() async throws {
            try await withPage { page, site in
                try await page.show("<input id=a readonly>", on: site)
                let element = try await page.element("#a")
                let (value, waits) = try await page.when {
                    try await page.fill(element, with: "x", within: Self.limit)
                } waits: {
                    try await page.script(
                        "requestAnimationFrame(() => requestAnimationFrame(() => { a.readOnly = false })); null"
                    )
                }
                #expect(value == "x")
                #expect(waits.causes.first == "element readonly")
            }
        }

        @Test("typing goes to where the caret is, key by key")
        func type() async throws {
            try await withPage { page, site in
                try await page.show(noting("<input id=a value='ab' maxlength=6>"), on: site)
                _ = try await page.type("Cd!é9", into: page.element("#a"), within: Self.limit)
                #expect(try await page.script("a.value").string?.contains("Cd!é") == true)
                #expect(try await page.script("log.filter((kind) => kind === 'keydown').length") == 5)
                _ = try await page.type("\t", into: nil, within: Self.limit)
                #expect(try await page.script("document.activeElement.id") == "other")
            }
        }
    }
}
