import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Frames that have a process of their own, because they are of another site.
    @Suite struct OutOfProcessFrameTests {
        private static let limit = Duration.seconds(10)

        /// The value of an expression in the own world of a frame's document.
        private func script(_ expression: String, in frame: FrameID, of page: Page) async throws -> JSONValue
        {
            let place = try await page.place(of: frame)
            let reply = try await place.session.send(
                DevTools.Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true))
            return reply.result.value ?? .null
        }

        private func carrier(of frame: FrameID, in page: Page) -> SessionID? {
            page.frameWatch.table.read { $0.frames[frame]?.session }
        }

        @Test("the frame has a session of its own, and our world in it")
        func session() async throws {
            try await withIsolatedPage { page, site in
                site.page("/in", "<p>within")
                try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                let frame = try await page.frame("/in")
                let carrier = carrier(of: frame, in: page)
                #expect(carrier != nil && carrier != page.session.id)
                let text: String = try await page.look("pageText", ["100"], in: frame)
                #expect(text == "within")
            }
        }

        @Test(
            "script that is added late runs first in documents of frames and popups, of those open and of new ones"
        )
        func lateScripts() async throws {
            try await withIsolatedPage { page, site in
                site.page("/in", "<script>document.title = globalThis.early</script><p>within")
                try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                let frame = try await page.frame("/in")
                try await page.script("open('/in'); null")
                let popup = try await popup(of: page, besides: [])
                try await page.addInitScripts(["globalThis.early = 'late'"])
                #expect(try await script("globalThis.early", in: frame, of: page) == "late")
                #expect(try await popup.script("globalThis.early") == "late")
                try await page.script("open('/in'); null")
                let other = try await self.popup(of: page, besides: [popup])
                #expect(try await other.title(within: Self.limit) == "late")
                try await page.open("/", on: site)
                let next = try await page.frame("/in")
                #expect(try await script("document.title", in: next, of: page) == "late")
            }
        }

        /// A popup that shows its document.
        private func popup(of page: Page, besides known: [Page]) async throws -> Page {
            try await within(Self.limit, "a popup") {
                while true {
                    let new = page.context.tabs.open.first { tab in
                        tab !== page && !known.contains { $0 === tab }
                            && tab.frames.first?.milestones.contains("load") == true
                            && tab.url.hasSuffix("/in")
                    }
                    if let new { return new }
                    await Task.yield()
                }
            }
        }

        @Test("a press in it is a tap on a page with touch")
        func tap() async throws {
            var options = PageOptions()
            options.emulation.screen.hasTouch = true
            try await withIsolatedPage(options) { page, site in
                site.page("/in", InputTests.heardTaps)
                try await page.show(
                    "<iframe src='\(site.foreign("/in"))' style='margin: 40px; transform: scale(1.2)'></iframe>",
                    on: site)
                let frame = try await page.frame("/in")
                _ = try await page.click(page.element("#a", in: frame), within: Self.limit)
                let log = try await script("log.join() + ' ' + navigator.maxTouchPoints", in: frame, of: page)
                #expect(log == "touchstart,touchend,clicktouch 5")
            }
        }

        @Test("files are dropped on what takes them in it", arguments: ["div", "button"])
        func dropFiles(tag: String) async throws {
            try await withTemporaryFolder { folder in
                let files = ["one.txt", "two.txt"].map { folder.appending(path: $0) }
                for file in files { try Data(file.lastPathComponent.utf8).write(to: file) }
                try await withIsolatedPage { page, site in
                    site.page("/in", WidgetTests.dropZone(tag))
                    try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                    let frame = try await page.frame("/in")
                    try await page.upload(
                        files.map(\.path), to: page.element("#a", in: frame), within: Self.limit)
                    #expect(try await script("got", in: frame, of: page) == "one.txt,two.txt")
                }
            }
        }

        @Test(
            "an element in it is pressed, however the frame is drawn",
            arguments: [
                "", "margin-top: 900px", "border: 9px solid; padding: 21px", "transform: scale(0.5)",
                "transform: rotate(30deg); margin: 150px", "transform: translate(40px, 60px) skewX(20deg)",
                "zoom: 1.5", "transform: perspective(400px) rotateY(40deg)",
            ])
        func press(style: String) async throws {
            try await withIsolatedPage { page, site in
                site.page(
                    "/in",
                    """
                    <body style='margin: 0'><button style='position: absolute; left: 200px; top: 120px; width: 16px;
                    height: 16px; padding: 0' onclick="document.title = 'hit'">x</button>
                    """)
                try await page.show(
                    "<iframe src='\(site.foreign("/in"))' style='width: 300px; height: 200px; \(style)'></iframe>",
                    on: site)
                let frame = try await page.frame("/in")
                _ = try await page.click(page.element("button", in: frame), within: Self.limit)
                #expect(try await script("document.title", in: frame, of: page) == "hit")
            }
        }

        @Test("frames within frames, of the same site and of another, below what is in view")
        func nested() async throws {
            try await withIsolatedPage { page, site in
                let gap = "<div style='height: 700px'></div>"
                site.page("/deep", "\(gap)<button onclick=\"parent.document.title = 'hit'\">Deep</button>")
                site.page("/mid", "\(gap)<iframe src=/deep style='border: 3px solid'></iframe>")
                site.page(
                    "/home", "\(gap)<iframe src='\(site.foreign("/mid"))' style='margin: 9px'></iframe>")
                try await page.show("\(gap)<iframe src='\(site.foreign("/home2"))'></iframe>", on: site)
                site.page(
                    "/home2", "\(gap)<iframe src='\(site.url("/home"))' style='border: 5px solid'></iframe>")
                try await page.open("/", on: site)
                let frame = try await page.frame("/deep")
                _ = try await page.click(page.element("button", in: frame), within: Self.limit)
                #expect(try await script("document.title", in: frame, of: page) == "hit")
            }
        }

        @Test("an element of a frame higher than the view is brought into view")
        func tall() async throws {
            try await withIsolatedPage { page, site in
                site.page(
                    "/in",
                    "<div style='height: 2500px'></div><button onclick=\"document.title = 'hit'\">x</button>")
                try await page.show(
                    "<iframe src='\(site.foreign("/in"))' style='width: 300px; height: 2600px'></iframe>",
                    on: site)
                let frame = try await page.frame("/in")
                _ = try await page.click(page.element("button", in: frame), within: Self.limit)
                #expect(try await script("document.title", in: frame, of: page) == "hit")
            }
        }

        @Test("what covers such a frame covers what is in it, be it another frame")
        func covered() async throws {
            try await withIsolatedPage { page, site in
                site.page("/in", "<button>x</button>")
                site.page("/other", "<p>other")
                try await page.show(
                    """
                    <iframe src='\(site.foreign("/in"))'></iframe>
                    <iframe id=veil src=/other style='position: fixed; inset: 0; width: 90%; height: 90%'></iframe>
                    """, on: site)
                let frame = try await page.frame("/in")
                let element = try await page.element("button", in: frame)
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(element, within: .milliseconds(100))
                }
                #expect(error == ActionError(.covered, "the element is covered by <iframe#veil>"))
            }
        }

        @Test("fields in it are filled, typed into, chosen from and given files")
        func fields() async throws {
            try await withIsolatedPage { page, site in
                site.page(
                    "/in",
                    """
                    <input id=a><input id=b><select id=c><option>One<option>Two</select><input id=d type=file>
                    <button id=e onclick='f.click()'>Attach</button><input id=f type=file hidden>
                    """)
                try await page.show(
                    "<input autofocus><iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                let frame = try await page.frame("/in")
                let element = { (css: String) in try await page.element(css, in: frame) }
                #expect(
                    try await page.fill(element("#a"), with: "filled", within: Self.limit).value == "filled")
                _ = try await page.type("typed", into: element("#b"), within: Self.limit)
                _ = try await page.choose(["Two"], in: element("#c"), within: Self.limit)
                try await page.upload([#filePath], to: element("#d"), within: Self.limit)
                try await page.upload([#filePath], to: element("#e"), within: Self.limit)
                let state = try await script(
                    "[a.value, b.value, c.value, d.files[0].name, f.files[0].name]", in: frame, of: page)
                let name = "OutOfProcessFrameTests.swift"
                #expect(state == ["filled", "typed", "Two", .string(name), .string(name)])
            }
        }

        @Test("a drag within it and out of it")
        func drag() async throws {
            try await withIsolatedPage { page, site in
                site.page(
                    "/in",
                    """
                    <div id=a draggable=true style='width: 50px; height: 50px; background: red'></div>
                    <div id=b style='width: 90px; height: 50px; background: blue' ondragover='event.preventDefault()'
                    ondrop="event.preventDefault(); finish('dropped')"></div>
                    <script>let finish; globalThis.end = new Promise((done) => { finish = done })</script>
                    """)
                try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                let frame = try await page.frame("/in")
                _ = try await page.drag(
                    page.element("#a", in: frame), to: page.element("#b", in: frame), within: Self.limit)
                #expect(try await script("end", in: frame, of: page) == "dropped")
            }
        }

        @Test("the pointer gets to it as soon as it is there", arguments: 1...5)
        func hover(round: Int) async throws {
            try await withIsolatedPage { page, site in
                site.page(
                    "/in",
                    """
                    <div id=a style='width: 50px; height: 50px; background: red'></div>
                    <script>globalThis.end = new Promise((done) => { a.onmouseenter = () => done('over') })</script>
                    """)
                try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                let frame = try await page.frame("/in")
                _ = try await page.hover(page.element("#a", in: frame), within: Self.limit)
                #expect(try await script("end", in: frame, of: page) == "over")
            }
        }

        @Test("a frame that moves between sites keeps its place, its process changes")
        func swaps() async throws {
            try await withIsolatedPage { page, site in
                site.page("/one", "<p>one")
                site.page("/two", "<p>two<iframe src=/one></iframe>")
                try await page.show("<iframe id=f src=/one></iframe>", on: site)
                let frame = try await page.frame("/one")
                #expect(carrier(of: frame, in: page) == page.session.id)
                for (address, text) in [
                    (site.foreign("/two"), "two"), (site.url("/two"), "two"), (site.foreign("/one"), "one"),
                    (site.url("/one"), "one"),
                ] {
                    try await page.script(
                        "f.src = '\(address)'; new Promise((done) => f.onload = () => done(1))")
                    let shown: String = try await page.look("pageText", ["9"], in: frame)
                    #expect(shown.hasPrefix(text))
                    let isForeign = address.contains("localhost")
                    #expect((carrier(of: frame, in: page) != page.session.id) == isForeign)
                    #expect(page.frames.count == (text == "two" ? 3 : 2))
                }
            }
        }

        @Test("looking at a frame while it goes from process to process never fails")
        func looksWhileSwapping() async throws {
            try await withIsolatedPage { page, site in
                site.page("/one", "<p>text")
                try await page.show("<iframe id=f src=/one></iframe>", on: site)
                let frame = try await page.frame("/one")
                for round in 0..<10 {
                    let address = round.isMultiple(of: 2) ? site.foreign("/one") : site.url("/one")
                    try await page.script("f.src = '\(address)'; null")
                    for _ in 0..<5 {
                        let shown: String = try await page.look("pageText", ["9"], in: frame)
                        #expect(shown == "text" || shown.isEmpty)
                    }
                }
            }
        }

        @Test("a frame whose process crashes is gone, the page and its next document are not")
        func crash() async throws {
            try await withIsolatedPage { page, site in
                site.page("/in", "<button>x</button>")
                try await page.show("<iframe id=f src='\(site.foreign("/in"))'></iframe><p>alive", on: site)
                let frame = try await page.frame("/in")
                let element = try await page.element("button", in: frame)
                let place = try await page.place(of: frame)
                _ = try? await place.session.send(DevTools.Page.Crash(), within: Self.limit)
                let error = await #expect(throws: CDPError.self) {
                    try await page.click(element, within: .seconds(1))
                }
                #expect(error?.code == .frameGone)
                #expect(!page.hasCrashed)
                #expect(page.crashedFrameCount == 1)
                #expect(try await page.script("document.querySelector('p').innerText") == "alive")
                try await page.script(
                    "f.src = '\(site.foreign("/in?again"))'; new Promise((done) => f.onload = () => done(1))")
                let text: String = try await page.look("pageText", ["9"], in: frame)
                #expect(text == "x")
            }
        }

        @Test("an element of such a frame that was removed is told as such")
        func removed() async throws {
            try await withIsolatedPage { page, site in
                site.page("/in", "<button>x</button>")
                try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                let frame = try await page.frame("/in")
                let element = try await page.element("button", in: frame)
                try await page.script("document.querySelector('iframe').remove()")
                let error = await #expect(throws: CDPError.self) {
                    try await page.click(element, within: .seconds(1))
                }
                #expect(error?.code == .frameGone)
            }
        }

        @Test("its console, requests, dialogs and downloads are the page's")
        func records() async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path(percentEncoded: false)
                try await withIsolatedPage(options) { page, site in
                    site.route("/file") { _ in .file("a.txt", "content") }
                    site.route("/data") { _ in .json("{}") }
                    site.page(
                        "/in", "<a href=/file>Get</a><script>console.log('hi'); fetch('/data')</script>")
                    try await page.show("<iframe src='\(site.foreign("/in"))'></iframe>", on: site)
                    let frame = try await page.frame("/in")
                    _ = try await page.click(page.element("a", in: frame), within: Self.limit)
                    let file = try await page.waitForDownload { $0.first { $0.isComplete } }
                    #expect(file.suggestedName == "a.txt")
                    #expect(page.consoleEntries(after: 0).map(\.text).contains("hi"))
                    #expect(page.requests(after: 0).map(\.url).contains(site.foreign("/data")))
                    _ = try await script("alert('from within')", in: frame, of: page)
                    #expect(page.dialogRecords(after: 0).map(\.message) == ["from within"])
                }
            }
        }
    }
}
