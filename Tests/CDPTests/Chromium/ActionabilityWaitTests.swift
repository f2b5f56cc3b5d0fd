import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Elements that can't be pressed yet, or not at all.
    @Suite struct ActionabilityWaitTests {
        private static let limit = Duration.seconds(10)

        /// What keeps an element from being pressed, how that is called, and what lifts it.
        struct Obstacle: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let html: String
            let code: ActionError.Code
            let detail: String
            let cause: String
            let release: String
        }

        static let obstacles: [Obstacle] = [
            Obstacle(
                testDescription: "covered",
                html: """
                    <button id=a>Go</button>
                    <div id=veil class='veil dark' style='position: fixed; inset: 0; background: #0008'>Please wait</div>
                    """, code: .covered, detail: "the element is covered by <div#veil> \"Please wait\"",
                cause: "element covered by <div#veil> \"Please wait\"", release: "veil.remove()"),
            Obstacle(
                testDescription: "disabled", html: "<button id=a disabled>Go</button>", code: .disabled,
                detail: "the element is disabled", cause: "element disabled", release: "a.disabled = false"),
            Obstacle(
                testDescription: "disabled with its field set",
                html: "<fieldset id=set disabled><button id=a>Go</button></fieldset>", code: .disabled,
                detail: "the element is disabled", cause: "element disabled", release: "set.disabled = false"),
            Obstacle(
                testDescription: "disabled by ARIA",
                html: "<div id=a role=button aria-disabled=true>Go</div>",
                code: .disabled, detail: "the element is disabled", cause: "element disabled",
                release: "a.removeAttribute('aria-disabled')"),
            Obstacle(
                testDescription: "disabled by ARIA further up",
                html:
                    "<div id=bar role=toolbar aria-disabled=true><span><button id=a>Go</button></span></div>",
                code: .disabled, detail: "the element is disabled", cause: "element disabled",
                release: "bar.setAttribute('aria-disabled', 'false')"),
            Obstacle(
                testDescription: "not shown", html: "<button id=a style='display: none'>Go</button>",
                code: .invisible, detail: "the element is not visible (display: none)",
                cause: "element invisible", release: "a.style.display = ''"),
            Obstacle(
                testDescription: "in something not shown",
                html: "<div id=box class=menu style='display: none'><button id=a>Go</button></div>",
                code: .invisible, detail: "the element is not visible (display: none of <div#box>)",
                cause: "element invisible", release: "box.style.display = ''"),
            Obstacle(
                testDescription: "hidden", html: "<button id=a style='visibility: hidden'>Go</button>",
                code: .invisible, detail: "the element is not visible (visibility: hidden)",
                cause: "element invisible", release: "a.style.visibility = ''"),
            Obstacle(
                testDescription: "without size",
                html: "<div id=a style='width: 0; height: 0; overflow: hidden'>Go</div>",
                code: .invisible, detail: "the element is not visible (it has no size)",
                cause: "element invisible", release: "a.style = ''"),
            Obstacle(
                testDescription: "in closed details",
                html: "<details id=d><summary>More</summary><button id=a>Go</button></details>",
                code: .invisible,
                detail: "the element is not visible (inside the closed <details#d> \"More\")",
                cause: "element invisible", release: "d.open = true"),
            Obstacle(
                testDescription: "in contents that are not drawn",
                html: "<div id=d style='content-visibility: hidden'><button id=a>Go</button></div>",
                code: .invisible, detail: "the element is not visible (content-visibility: hidden)",
                cause: "element invisible", release: "d.style = ''"),
            Obstacle(
                testDescription: "letting presses through to what is behind",
                html:
                    "<div id=behind style='padding: 9px'><button id=a style='pointer-events: none'>Go</button></div>",
                code: .passive,
                detail: "the element lets presses through (pointer-events: none) to <div#behind> \"Go\"",
                cause: "element passive by <div#behind> \"Go\"", release: "a.style = ''"),
            Obstacle(
                testDescription: "letting presses through with the whole page",
                html: "<style>html { pointer-events: none }</style><button id=a>Go</button>",
                code: .passive,
                detail: "the element lets presses through (pointer-events: none) to <html> \"Go\"",
                cause: "element passive by <html> \"Go\"", release: "document.querySelector('style').remove()"
            ),
            Obstacle(
                testDescription: "cut off by what it is in",
                html: """
                    <div id=box style='position: relative; width: 300px; height: 40px; overflow: clip'>
                    <button id=a style='position: absolute; top: 60px'>Go</button></div>
                    """, code: .clipped, detail: "the element is cut off by <div#box> \"Go\"",
                cause: "element clipped by <div#box> \"Go\"", release: "box.style.overflow = 'visible'"),
            Obstacle(
                testDescription: "clipped away by itself",
                html: "<button id=a style='clip-path: inset(50%)'>Go</button>",
                code: .clipped, detail: "the element is cut off by <button#a> \"Go\"",
                cause: "element clipped by <button#a> \"Go\"", release: "a.style = ''"),
            Obstacle(
                testDescription: "moved out by a transform",
                html: "<button id=a style='transform: translateX(-3000px)'>Go</button>", code: .outside,
                detail: "the element can't be scrolled into view", cause: "element outside",
                release: "a.style = ''"),
            Obstacle(
                testDescription: "inert", html: "<div id=box inert><button id=a>Go</button></div>",
                code: .inert,
                detail: "the element is inert", cause: "element inert", release: "box.inert = false"),
            Obstacle(
                testDescription: "sliding",
                html: """
                    <button id=a style='position: absolute; top: 50px'>Go</button>
                    <script>
                    let x = 0, stop = false;
                    (function f() { a.style.left = (x = (x + 7) % 500) + 'px'; if (!stop) requestAnimationFrame(f) })();
                    </script>
                    """, code: .moving, detail: "the element keeps moving", cause: "element moving",
                release: "stop = true"),
            Obstacle(
                testDescription: "outside the view for good",
                html: "<button id=a style='position: fixed; left: -500px'>Go</button>", code: .outside,
                detail: "the element can't be scrolled into view", cause: "element outside",
                release: "a.style.left = '5px'"),
        ]

        @Test("an obstacle is waited out, and named as the cause", arguments: obstacles)
        func waited(obstacle: Obstacle) async throws {
            try await withPage { page, site in
                try await page.show(ClickTests.noting(obstacle.html), on: site)
                let element = try await page.element("#a")
                let waits = try await page.when {
                    try await page.click(element, within: Self.limit)
                } waits: {
                    // Not before it has been in the way for a frame.
                    try await page.script(
                        "requestAnimationFrame(() => requestAnimationFrame(() => { \(obstacle.release) })); null"
                    )
                }
                #expect(waits.causes.first == obstacle.cause)
                #expect(try await page.script("log.join(', ')") == "mousedown a, mouseup a, click a")
            }
        }

        @Test("an obstacle that stays is named, and nothing is pressed", arguments: obstacles)
        func refused(obstacle: Obstacle) async throws {
            try await withPage { page, site in
                try await page.show(ClickTests.noting(obstacle.html), on: site)
                let element = try await page.element("#a")
                let start = ContinuousClock.now
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(element, within: .milliseconds(150))
                }
                #expect(error == ActionError(obstacle.code, obstacle.detail))
                #expect(ContinuousClock.now - start < .seconds(2))
                #expect(try await page.script("log.join(', ')") == "")
            }
        }

        @Test("an element that left the page is not waited for")
        func detached() async throws {
            try await withPage { page, site in
                try await page.show("<button id=a>Go</button>", on: site)
                let element = try await page.element("#a")
                try await page.script("a.remove()")
                let start = ContinuousClock.now
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(element, within: Self.limit)
                }
                #expect(error?.code == .detached)
                #expect(ContinuousClock.now - start < .seconds(2))
            }
        }

        @Test(
            "what slides is pressed where it comes to rest",
            arguments: [
                "a.style.animation = 'slide 200ms linear forwards'",
                "a.style.transition = 'left 200ms linear'; a.offsetWidth; a.style.left = '300px'",
            ])
        func sliding(start: String) async throws {
            try await withPage { page, site in
                try await page.show(
                    ClickTests.noting(
                        """
                        <style>@keyframes slide { to { left: 300px } } #a { position: absolute; left: 10px; width: 60px }</style>
                        <button id=a>Go</button>
                        <script>addEventListener('click', (e) => { globalThis.place = a.getBoundingClientRect().left })</script>
                        """), on: site)
                let element = try await page.element("#a")
                try await page.script(start)
                let waits = try await page.click(element, within: Self.limit)
                #expect(waits.causes == ["element moving"])
                #expect(try await page.script("place") == 300)
            }
        }

        @Test("a target that jumps away from the pointer is pressed where it jumped to")
        func jumping() async throws {
            try await withPage { page, site in
                try await page.show(
                    ClickTests.noting(
                        """
                        <button id=a style='position: absolute; left: 10px; top: 10px'>Go</button>
                        <script>a.addEventListener('mousemove', () => { a.style.left = '400px' }, { once: true })</script>
                        """), on: site)
                let waits = try await page.click(page.element("#a"), within: Self.limit)
                #expect(waits.causes.contains { $0.hasPrefix("the press went to <html>") })
                let log = try await page.script("log.join(', ')").string
                #expect(log?.hasSuffix("mousedown a, mouseup a, click a") == true)
            }
        }

        @Test("a press that another element slips under is kept from it, and made again on the right one")
        func slippedUnder() async throws {
            try await withPage { page, site in
                // The veil comes with the pointer, after the look and before the press, and goes soon after.
                try await page.show(
                    ClickTests.noting(
                        """
                        <button id=a>Go</button>
                        <div id=veil hidden style='position: fixed; inset: 0'></div>
                        <script>
                        a.addEventListener('mousemove', () => {
                          veil.hidden = false;
                          setTimeout(() => veil.remove(), 200);
                        }, { once: true });
                        veil.onclick = veil.onmousedown = () => log.push('veil pressed');
                        </script>
                        """), on: site)
                let waits = try await page.click(page.element("#a"), within: Self.limit)
                #expect(waits.causes.contains("the press went to <div#veil>"))
                let log = try await page.script("log.join(', ')").string ?? ""
                #expect(!log.contains("veil pressed"))
                #expect(log.hasSuffix("mousedown a, mouseup a, click a"))
            }
        }

        @Test("a press that always goes elsewhere is reported, and the next one is free")
        func alwaysElsewhere() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <button id=a>Go</button><button id=b onclick='globalThis.hit = true'>Other</button>
                    <div id=veil hidden style='position: fixed; left: 0; top: 0; width: 60px; height: 60px'></div>
                    <script>
                    onmousemove = () => { veil.hidden = false };
                    onmouseup = () => {};
                    addEventListener('mouseup', () => { veil.hidden = true }, { capture: true });
                    a.style.position = 'absolute'; a.style.left = '5px'; a.style.top = '5px';
                    b.style.position = 'absolute'; b.style.left = '200px'; b.style.top = '200px';
                    </script>
                    """, on: site)
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(page.element("#a"), within: .milliseconds(100))
                }
                #expect(error?.code == .missed || error?.code == .covered)
                _ = try await page.click(page.element("#b"), within: Self.limit)
                #expect(try await page.script("globalThis.hit") == true)
            }
        }
    }
}
