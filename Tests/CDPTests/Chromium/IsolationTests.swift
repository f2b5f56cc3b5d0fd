import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct IsolationTests {
        @Test("contexts share neither cookies nor storage")
        func contexts() async throws {
            try await FixtureSite.with { site in
                site.page("/", "<p>hello")
                try await SharedBrowser.use { browser in
                    let contexts = [try await browser.makeContext(), try await browser.makeContext()]
                    var seen: [JSONValue] = []
                    for (number, context) in contexts.enumerated() {
                        let page = try await context.newPage(PageOptions())
                        try await page.open("/", on: site)
                        seen.append(try await page.script("document.cookie + (localStorage.x ?? '')"))
                        try await page.script("document.cookie = 'a=\(number)'; localStorage.x = \(number)")
                        seen.append(try await page.script("document.cookie + localStorage.x"))
                    }
                    #expect(seen == ["", "a=00", "", "a=11"])
                    #expect(try await contexts[0].cookies().map(\.value) == ["0"])
                    for context in contexts { await context.dispose() }
                }
            }
        }

        @Test("cookies can be given to a context before its first page")
        func cookies() async throws {
            try await withContext { context, site in
                site.page("/", "<p>hello")
                try await context.setCookies([
                    DevTools.Network.CookieParam(name: "sid", value: "42", url: site.origin)
                ])
                let page = try await context.newPage(PageOptions())
                try await page.open("/", on: site)
                #expect(site.requests.first?.headers["cookie"] == "sid=42")
            }
        }

        @Test("a page has the viewport it was asked for, and its first script runs before any of the site's")
        func setUp() async throws {
            var options = PageOptions()
            options.viewport = Viewport(width: 640, height: 360)
            options.initScripts = ["globalThis.early = 'first'"]
            try await withPage(options) { page, site in
                try await page.show(
                    "<script>document.title = globalThis.early + innerWidth + innerHeight</script>", on: site)
                #expect(try await page.script("document.title") == "first640360")
            }
        }

        @Test("our world is there on the first document of every new page, and page script can't see it")
        func barrier() async throws {
            try await withContext { context, site in
                site.page("/", "<p>first<script>document.title = typeof __perceo</script>")
                var good = 0
                for _ in 0..<25 {
                    good += try await withThrowingTaskGroup(of: Bool.self) { group in
                        for _ in 0..<8 { group.addTask { try await isSetUp(context, site) } }
                        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                    }
                }
                #expect(good == 200)
            }
        }

        /// Whether a new page's first document has our world, hidden from its script.
        private func isSetUp(_ context: BrowserContext, _ site: FixtureSite) async throws -> Bool {
            let page = try await context.newPage(PageOptions())
            try await page.open("/", on: site)
            let world = page.frames.first?.world
            let isHidden = try await page.script("document.title + typeof __perceo") == "undefinedundefined"
            let text: String = try await page.look("pageText", ["100"])
            await page.close()
            return world != nil && isHidden && text == "first"
        }

        @Test("a page at about:blank has its world too")
        func blank() async throws {
            try await withPage { page, _ in
                #expect(page.url == "about:blank")
                #expect(page.frames.first?.world != nil)
            }
        }

        @Test("a page that opens another goes on, and the other is listed and not in its way")
        func popups() async throws {
            try await withPage { page, site in
                site.page("/second", "<p>second")
                try await page.show("<button onclick=\"window.open('/second')\">open</button>", on: site)
                #expect(page.popups.isEmpty)
                _ = try await page.click(page.element("button"), within: .seconds(5))
                _ = try await site.waitForRequest("/second")
                #expect(page.popups.count == 1)
                #expect(try await page.script("document.querySelector('button').innerText") == "open")
            }
        }
    }
}
