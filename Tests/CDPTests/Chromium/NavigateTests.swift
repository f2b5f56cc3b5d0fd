import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct NavigateTests {
        @Test("after navigating the new document stands and is parsed, though its pictures are not there")
        func arrives() async throws {
            try await withPage { page, site in
                let picture = site.slow("/slow.png")
                let before = page.documentCount
                try await page.show("<title>shop</title><p id=last>end<img src=/slow.png>", on: site)
                #expect(page.url == site.url("/"))
                #expect(page.documentCount == before + 1)
                #expect(try await page.script("document.getElementById('last').innerText") == "end")
                #expect(try await page.script("document.readyState") == "interactive")
                picture.fulfil(())
            }
        }

        @Test("a server that is not there is named by the network's error")
        func refused() async throws {
            try await withPage { page, _ in
                let error = await #expect(throws: CDPError.self) {
                    try await page.navigate(to: "http://127.0.0.1:9/", within: .seconds(5))
                }
                #expect(error?.code == .refused(0))
                #expect(error?.detail.contains("ERR_") == true)
            }
        }

        @Test("an answer of 404 is a page like any other")
        func notFound() async throws {
            try await withPage { page, site in
                site.route("/gone") { _ in .html("<p>nothing here", status: 404) }
                try await page.open("/gone", on: site)
                #expect(try await page.script("document.body.innerText") == "nothing here")
                #expect(page.requests(after: 0).last?.status == 404)
            }
        }

        @Test("redirects are followed and remembered")
        func redirect() async throws {
            try await withPage { page, site in
                site.route("/old") { _ in .redirect(to: "/new") }
                site.page("/new", "<p>new")
                try await page.open("/old", on: site)
                #expect(page.url == site.url("/new"))
                #expect(page.requests(after: 0).map(\.status) == [302, 200])
                #expect(page.requests(after: 0).map(\.title) == ["GET /old", "GET /new"])
            }
        }

        @Test("an address that is a download leaves the page where it was")
        func download() async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path
                try await withPage(options) { page, site in
                    site.route("/file") { _ in .file("a.txt", "contents") }
                    try await page.show("<p>start", on: site)
                    try await page.open("/file", on: site)
                    let name = try await page.waitForDownload { $0.first { $0.isComplete }?.suggestedName }
                    #expect(name == "a.txt")
                    let report = try await page.settle()
                    #expect(report.unsettled == nil)
                    // The frame may still be on its way to the file when the file is there; it ends where it was.
                    #expect(report.waits.causes.filter { $0 != "navigation to /file" } == ["next frame"])
                    #expect(try await page.script("document.body.innerText") == "start")
                }
            }
        }

        @Test("a move within the document makes no new one")
        func sameDocument() async throws {
            try await withPage { page, site in
                try await page.show("<p>start", on: site)
                let before = page.documentCount
                try await page.open("/#there", on: site)
                #expect(page.documentCount == before)
                #expect(page.url == site.url("/#there"))
                try await page.script("history.pushState(null, '', '/pushed')")
                _ = try await page.settle()
                #expect(page.url == site.url("/pushed"))
                #expect(page.documentCount == before)
            }
        }

        @Test("a server that does not answer is given up at the limit")
        func tooSlow() async throws {
            try await withPage { page, site in
                _ = site.slow("/never")
                let start = ContinuousClock.now
                await #expect(throws: (any Error).self) {
                    try await page.navigate(to: site.url("/never"), within: .milliseconds(300))
                }
                #expect(ContinuousClock.now - start < .seconds(2))
            }
        }

        @Test("back, forward and reload arrive where they lead; beyond the ends they are refused")
        func history() async throws {
            try await withPage { page, site in
                site.page("/one", "<p>one")
                site.page("/two", "<p>two")
                try await page.open("/one", on: site)
                try await page.open("/two", on: site)
                try await page.goHistory(-1, within: .seconds(5))
                #expect(try await page.script("document.body.innerText") == "one")
                try await page.goHistory(1, within: .seconds(5))
                #expect(try await page.script("document.body.innerText") == "two")
                let count = site.count("/two")
                try await page.reload(within: .seconds(5))
                #expect(site.count("/two") == count + 1)
                let error = await #expect(throws: CDPError.self) {
                    try await page.goHistory(1, within: .seconds(5))
                }
                #expect(error?.code == .refused(0))
            }
        }

        @Test("going back within a document changes the address without a new document")
        func historyWithinDocument() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<p>one<script>onpopstate = () => document.body.innerText = 'back'</script>", on: site)
                try await page.script("history.pushState(null, '', '/two')")
                let before = page.documentCount
                try await page.goHistory(-1, within: .seconds(5))
                #expect(page.url == site.url("/"))
                #expect(page.documentCount == before)
                #expect(try await page.script("document.body.innerText") == "back")
            }
        }

        @Test("of a document without any element there is nothing to see, and nothing fails")
        func noElement() async throws {
            try await withPage { page, site in
                try await page.show("<p>text", on: site)
                try await page.script("document.documentElement.remove()")
                let text: String = try await page.look("pageText", ["100"])
                #expect(text.isEmpty)
                #expect(try await page.look("containsText", ["'text'"]) == false)
                for (kind, expression) in [
                    ("text", "text"), ("role", "button"), ("label", "a"), ("css", "p"),
                ] {
                    let found: JSONValue = try await page.look("query", ["'\(kind)'", "'\(expression)'"])
                    #expect(found["refs"] == [], "\(kind)")
                }
                let scan: JSONValue = try await page.look("scan", ["{ text: 100 }"])
                #expect(scan["elements"] == [])
                let dom: JSONValue = try await page.look("dom")
                #expect(dom == ["nodes": 0, "textLength": 0])
                _ = try await page.settle()
                try await page.open("/", on: site)
                #expect(try await page.look("pageText", ["100"]) == "text")
            }
        }

        @Test("a page that leaves by itself right away is followed by a question that is asked meanwhile")
        func movesOn() async throws {
            try await withPage { page, site in
                site.page("/two", "<p>two")
                try await page.show("<p>one<script>location = '/two'</script>", on: site)
                _ = try await page.settle()
                let text: String = try await page.look("pageText", ["100"])
                #expect(text == "two")
            }
        }
    }
}
