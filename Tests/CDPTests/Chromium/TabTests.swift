import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Pages that open pages.
    @Suite struct TabTests {
        private static let limit = Duration.seconds(5)

        /// The tab that shows the address, as soon as it is parsed.
        private func tab(_ ending: String, of page: Page) async throws -> Page {
            try await within(Self.limit, "wait for tab \(ending)") {
                while true {
                    let found = page.context.tabs.open.first {
                        $0.url.hasSuffix(ending) && $0.frames.first?.milestones.contains("load") == true
                    }
                    if let found { return found }
                    await Task.yield()
                }
            }
        }

        private func waitForTabs(_ count: Int, of page: Page) async throws {
            try await within(Self.limit, "wait for \(count) tabs") {
                while page.context.tabs.open.count != count { await Task.yield() }
            }
        }

        /// A tab leaves the list a moment before it counts as closed.
        private func waitForEnd(of page: Page) async throws {
            try await within(Self.limit, "the end of a tab") { try await page.waitForEnd() }
        }

        @Test(
            "a popup has all its page was set up with before it runs",
            arguments: [
                "window.open('/second')", "window.open('/second', '_blank', 'noopener')",
                "window.open('/second', 'w', 'width=300,height=200')", "link.click()", "bare.click()",
            ])
        func setUp(opening: String) async throws {
            var options = PageOptions()
            options.viewport = Viewport(width: 700, height: 500)
            options.initScripts = ["globalThis.early = 'first'"]
            try await withPage(options) { page, site in
                site.page(
                    "/second", "<script>document.title = globalThis.early + innerWidth</script><p>second")
                try await page.show(
                    """
                    <button onclick="\(opening)">Open</button><a id=link href=/second target=_blank rel=opener>A</a>
                    <a id=bare href=/second target=_blank>B</a>
                    """, on: site)
                for count in 1...3 {
                    _ = try await page.click(page.element("button"), within: Self.limit)
                    let popup = try await tab("/second", of: page)
                    #expect(try await popup.title(within: Self.limit) == "first700")
                    let text: String = try await popup.look("pageText", ["9"])
                    #expect(text == "second")
                    #expect(page.context.tabs.openedCount == count + 1)
                    await popup.close()
                    try await waitForTabs(1, of: page)
                }
            }
        }

        @Test("a popup's popup, an opener that closes it, and one that closes itself")
        func chain() async throws {
            try await withPage { page, site in
                site.page("/second", "<button onclick=\"window.open('/third')\">Open</button>")
                site.page("/third", "<button onclick='window.close()'>Close</button>")
                try await page.show(
                    """
                    <button id=a onclick="globalThis.w = window.open('/second')">Open</button>
                    <button id=b onclick='w.close()'>Close</button>
                    """, on: site)
                _ = try await page.click(page.element("#a"), within: Self.limit)
                let second = try await tab("/second", of: page)
                _ = try await second.click(second.element("button"), within: Self.limit)
                let third = try await tab("/third", of: page)
                #expect(
                    page.context.tabs.open.map(\.url).map { $0.split(separator: "/").last } == [
                        page.url.split(separator: "/").last, "second", "third",
                    ])
                page.context.tabs.show(third)
                _ = try await third.click(third.element("button"), within: Self.limit)
                try await waitForTabs(2, of: page)
                try await waitForEnd(of: third)
                #expect(page.context.tabs.current === second)
                _ = try await page.click(page.element("#b"), within: Self.limit)
                try await waitForTabs(1, of: page)
                #expect(page.context.tabs.current === page)
            }
        }

        @Test("requests, console and dialogs of a popup are recorded with its opener's")
        func records() async throws {
            try await withPage { page, site in
                site.page("/second", "<script>console.log('from the popup'); alert('Hello')</script>")
                try await page.show("<button onclick=\"window.open('/second')\">Open</button>", on: site)
                _ = try await page.click(page.element("button"), within: Self.limit)
                _ = try await tab("/second", of: page)
                #expect(page.consoleEntries(after: 0).map(\.text) == ["from the popup"])
                #expect(page.requests(after: 0).map(\.url).contains(site.url("/second")))
                #expect(page.dialogRecords(after: 0).map(\.message) == ["Hello"])
            }
        }

        @Test("a popup that only brings a file goes away, the file stays")
        func download() async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path(percentEncoded: false)
                try await withPage(options) { page, site in
                    site.route("/file") { _ in .file("a.txt", "content") }
                    try await page.show("<a href=/file target=_blank>Get</a>", on: site)
                    _ = try await page.click(page.element("a"), within: Self.limit)
                    let file = try await page.waitForDownload { $0.first { $0.isComplete } }
                    #expect(file.suggestedName == "a.txt" && file.bytes == 7)
                    try await waitForTabs(1, of: page)
                    #expect(page.context.tabs.current === page)
                }
            }
        }

        @Test("a tab that asks whether it may be left closes, unless the answer is planned to be no")
        func beforeUnload() async throws {
            try await withPage { page, site in
                let form = "<button onclick='onbeforeunload = (e) => e.preventDefault()'>Edit</button>"
                site.page("/second", form)
                try await page.show("<a href=/second target=_blank>Open</a>", on: site)
                _ = try await page.click(page.element("a"), within: Self.limit)
                let second = try await tab("/second", of: page)
                _ = try await second.click(second.element("button"), within: Self.limit)
                page.planDialogs([.dismiss])
                #expect(try await second.leave(within: Self.limit) == false)
                #expect(!second.isClosed)
                #expect(try await second.leave(within: Self.limit))
                try await waitForEnd(of: second)
                #expect(page.dialogRecords(after: 0).map(\.kind) == ["beforeunload", "beforeunload"])
            }
        }

        @Test(
            "a page that may not be left stays, and nothing waits for it",
            arguments: ["navigate", "reload", "back"])
        func stays(move: String) async throws {
            try await withPage { page, site in
                try await page.show("<p>before", on: site)
                site.page(
                    "/form", "<button onclick='onbeforeunload = (e) => e.preventDefault()'>Edit</button>")
                try await page.open("/form", on: site)
                _ = try await page.click(page.element("button"), within: Self.limit)
                page.planDialogs([.dismiss])
                switch move {
                case "navigate": try await page.navigate(to: site.url("/"), within: Self.limit)
                case "reload": try await page.reload(within: Self.limit)
                default: try await page.goHistory(-1, within: Self.limit)
                }
                #expect(page.url == site.url("/form"))
                #expect(try await page.settle(SettleLimits(total: .seconds(2))).unsettled == nil)
            }
        }

        @Test("going to a file is a download, not an error")
        func downloadNavigation() async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path(percentEncoded: false)
                try await withPage(options) { page, site in
                    site.route("/file") { _ in .file("a.txt", "content") }
                    try await page.show("<p>stays", on: site)
                    try await page.navigate(to: site.url("/file"), within: Self.limit)
                    _ = try await page.waitForDownload { $0.first { $0.isComplete } }
                    #expect(page.url == site.url("/"))
                }
            }
        }
    }
}
