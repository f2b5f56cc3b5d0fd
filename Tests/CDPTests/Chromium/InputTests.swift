import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Keys, chords, composition, clipboard, fingers and the wheel.
    @Suite struct InputTests {
        private static let limit = Duration.seconds(5)

        private func press(_ page: Page, _ keys: String..., on css: String? = nil) async throws {
            for key in keys {
                let element: ElementRef? = if let css { try await page.element(css) } else { nil }
                _ = try await page.press(KeyChord(parsing: key), on: element, within: Self.limit)
            }
        }

        @Test(
            "text is copied, cut, pasted and taken back by chords",
            arguments: ["<input id=b>", "<textarea id=b></textarea>", "<div id=b contenteditable>x</div>"])
        func clipboard(goal: String) async throws {
            try await withPage { page, site in
                try await page.show("<input id=a value='mug 7'>\(goal)", on: site)
                try await press(page, "Control+a", "Control+c", on: "#a")
                try await press(page, "Control+a", "Control+v", on: "#b")
                #expect(try await page.script("(b.value ?? b.textContent)") == "mug 7")
                try await press(page, "Control+a", "Control+x", on: "#b")
                #expect(try await page.script("(b.value ?? b.textContent).trim()") == "")
                try await press(page, "Control+z", on: "#b")
                #expect(try await page.script("(b.value ?? b.textContent)") == "mug 7")
            }
        }

        @Test(
            "a chord types and selects as the keyboard would",
            arguments: [
                ("Shift+a", "abcA"), ("Shift+1", "abc!"), ("Shift+/", "abc?"), ("Numpad5", "abc5"),
                ("Control+Backspace", ""), ("Mod+a", "abc"), ("é", "abcé"), ("+", "abc+"),
            ])
        func chord(key: String, value: String) async throws {
            try await withPage { page, site in
                try await page.show("<input id=a value=abc>", on: site)
                try await press(page, "End", key, on: "#a")
                #expect(try await page.script("a.value").string == value)
            }
        }

        @Test("arrows with Shift select, and what is typed replaces the selection")
        func selection() async throws {
            try await withPage { page, site in
                try await page.show("<input id=a value=abcdef>", on: site)
                try await press(page, "End", "Shift+ArrowLeft", "Shift+ArrowLeft", "x", on: "#a")
                #expect(try await page.script("a.value") == "abcdx")
            }
        }

        @Test("Alt with a letter presses what has that access key, and function keys are heard")
        func accessKeys() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <button accesskey=s onclick="globalThis.pressed = true">Save</button>
                    <script>addEventListener('keydown', (e) => { globalThis.last = e.code + e.altKey })</script>
                    """, on: site)
                try await press(page, "Alt+s")
                #expect(try await page.script("globalThis.last") == "KeyStrue")
                #expect(try await page.script("globalThis.pressed ?? false") == true)
                try await press(page, "F24")
                #expect(try await page.script("globalThis.last") == "F24false")
            }
        }

        @Test(
            "text of an input method is composed, the rest of it typed",
            arguments: ["<input id=a>", "<textarea id=a></textarea>", "<div id=a contenteditable></div>"])
        func composition(html: String) async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    \(html)<script>
                    globalThis.log = [];
                    for (const kind of ['compositionstart', 'compositionupdate', 'compositionend', 'keydown'])
                      a.addEventListener(kind, (e) => log.push(kind.replace('composition', '') + ' ' + (e.data ?? e.key)));
                    </script>
                    """, on: site)
                _ = try await page.type("a漢字b", into: page.element("#a"), within: Self.limit)
                #expect(try await page.script("a.value ?? a.textContent") == "a漢字b")
                let log = try await page.script("log.join(', ')").string ?? ""
                #expect(log.hasPrefix("keydown a, start , update 漢, update 漢字"))
                #expect(log.hasSuffix("end 漢字, keydown b"))
            }
        }

        @Test("runs of an input method are told from those of keys")
        func runs() {
            let runs = Composition.runs("ab漢字 ひ한é👩‍👩‍👧")
            #expect(runs.map(\.text) == ["ab", "漢字", " ", "ひ한", "é👩‍👩‍👧"])
            #expect(runs.map(\.isComposed) == [false, true, false, true, false])
        }

        @Test("keys are held while the mouse is pressed, and let go of after")
        func heldKeys() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <button id=a>Go</button><script>
                    a.onclick = (e) => { globalThis.held = [e.shiftKey, e.ctrlKey, e.altKey].join() };
                    addEventListener('keyup', (e) => { globalThis.up = e.key });
                    </script>
                    """, on: site)
                let element = try await page.element("#a")
                _ = try await page.click(element, holding: [.shift, .control], within: Self.limit)
                #expect(try await page.script("held") == "true,true,false")
                #expect(try await page.script("up") == "Control")
                _ = try await page.click(element, within: Self.limit)
                #expect(try await page.script("held") == "false,false,false")
            }
        }

        @Test("the middle button is heard as such")
        func middle() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<p id=a>text<script>a.onauxclick = (e) => { globalThis.button = e.button }</script>",
                    on: site)
                _ = try await page.click(page.element("#a"), .middle, within: Self.limit)
                #expect(try await page.script("globalThis.button") == 1)
            }
        }

        static let heardTaps = """
            <meta name=viewport content='width=device-width'><button id=a>Go</button><script>
            globalThis.log = [];
            for (const kind of ['touchstart', 'touchend', 'click'])
              a.addEventListener(kind, (e) => log.push(kind + (e.pointerType ?? '')));
            </script>
            """

        @Test("on a page with touch a press is a tap")
        func tap() async throws {
            try await withPage { page, site in
                try await page.session.send(
                    DevTools.Emulation.SetTouchEmulationEnabled(enabled: true, maxTouchPoints: 1))
                try await page.show(Self.heardTaps, on: site)
                _ = try await page.click(page.element("#a"), within: Self.limit)
                #expect(try await page.script("log.join()") == "touchstart,touchend,clicktouch")
            }
        }

        @Test("a press in a frame is a tap there, wherever the frame stands")
        func tapInFrame() async throws {
            var options = PageOptions()
            options.emulation.screen.hasTouch = true
            try await withPage(options) { page, site in
                site.page("/in", Self.heardTaps)
                try await page.show(
                    "<div style='height: 900px'></div><iframe src=/in style='border: 9px solid'></iframe>",
                    on: site)
                let frame = try await page.frame("/in")
                _ = try await page.click(page.element("#a", in: frame), within: Self.limit)
                let log = try await page.script("frames[0].log.join()")
                #expect(log == "touchstart,touchend,clicktouch")
            }
        }

        @Test("the wheel scrolls what is in the middle of the view, and is heard there")
        func wheel() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <style>html, body { height: 100%; margin: 0; overflow: hidden }</style>
                    <main id=a style='height: 100%; overflow: auto'><div style='height: 4000px'></div></main>
                    <script>a.addEventListener('wheel', (e) => { globalThis.turned = e.deltaY }, { passive: true })</script>
                    """, on: site)
                try await page.scroll(dx: 0, dy: 300)
                #expect(try await page.script("a.scrollTop") == 300)
                #expect(try await page.script("turned") == 300)
                try await page.scrollToEnd(bottom: true)
                #expect(try await page.script("a.scrollTop + a.clientHeight >= a.scrollHeight - 1") == true)
            }
        }
    }
}
