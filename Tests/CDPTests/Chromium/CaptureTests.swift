import Foundation
import PerceoTestKit
import Synchronization
import Testing

@testable import CDP

extension ChromiumTests {
    /// What a page leaves behind: downloads, pictures, its console.
    @Suite struct CaptureTests {
        @Test("a download is saved whole and described as the site names it")
        func download() async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path
                try await withPage(options) { page, site in
                    site.route("/report") { _ in .file("Q3 report.csv", "a;b\n1;2\n") }
                    try await page.show("<a href=/report>Get it</a>", on: site)
                    _ = try await page.click(page.element("a"), within: .seconds(5))
                    let done = try await page.waitForDownload { $0.first { $0.isComplete } }
                    #expect(done.suggestedName == "Q3 report.csv")
                    #expect(done.url == site.url("/report"))
                    #expect(done.bytes == 8)
                    let path = done.path ?? folder.appending(path: done.id).path
                    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a;b\n1;2\n")
                    #expect(page.downloadList.count == 1)
                }
            }
        }

        @Test("downloads of all pages of a context are in one list")
        func twoPages() async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path
                try await withContext { context, site in
                    for name in ["one", "two"] { site.route("/\(name)") { _ in .file(name, name) } }
                    for (number, name) in ["one", "two"].enumerated() {
                        let page = try await context.newPage(options)
                        try await page.show("<a href=/\(name)>Get it</a>", on: site)
                        _ = try await page.click(page.element("a"), within: .seconds(5))
                        let done = try await page.waitForDownload { list in
                            list.first { $0.isComplete && $0.suggestedName == name }
                        }
                        #expect(done.url == site.url("/\(name)"))
                        #expect(page.downloadList.count == number + 1)
                    }
                }
            }
        }

        @Test("a picture has the size of the view, in either format")
        func screenshot() async throws {
            var options = PageOptions()
            options.viewport = Viewport(width: 320, height: 200)
            try await withPage(options) { page, site in
                try await page.show("<body style='background: #ff0000; height: 5000px'>", on: site)
                let png = try await page.screenshot(.png)
                #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
                #expect(number(png[16..<20]) == 320)
                #expect(number(png[20..<24]) == 200)
                let jpeg = try await page.screenshot(.jpeg(quality: 60))
                #expect(Array(jpeg.prefix(3)) == [0xFF, 0xD8, 0xFF])
                #expect(size(ofJPEG: jpeg) == [320, 200])
            }
        }

        @Test("what the page says and throws is kept, with its kind, and counted from any point on")
        func console() async throws {
            try await withPage { page, site in
                try await page.show("<p>quiet", on: site)
                let before = page.consoleCount
                try await page.script(
                    """
                    console.log('plain', 7, true, null); console.warn('careful'); console.error(new Error('bad').message);
                    setTimeout(() => { throw new TypeError('uncaught one') }); null
                    """)
                try await page.script("new Promise((done) => setTimeout(() => setTimeout(done)))")
                let entries = page.consoleEntries(after: before)
                #expect(entries.map(\.kind) == [.log, .warning, .error, .exception])
                #expect(entries.map(\.isError) == [false, false, true, true])
                #expect(entries.prefix(3).map(\.text) == ["plain 7 true null", "careful", "bad"])
                #expect(entries.last?.text.contains("TypeError: uncaught one") == true)
            }
        }

        @Test("a request that failed is on the console and in the list of requests")
        func failedRequest() async throws {
            try await withPage { page, site in
                try await page.show("<p>quiet", on: site)
                let mark = page.requestCount
                try await page.script("fetch('/missing').then((r) => r.status)")
                let requests = page.requests(after: mark)
                #expect(requests.map(\.title) == ["GET /missing"])
                #expect(requests.first?.status == 404)
                #expect(requests.first?.mimeType == "text/plain")
            }
        }

        private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

        /// Width and height as the frame header of a JPEG file tells them.
        private func size(ofJPEG bytes: [UInt8]) -> [Int] {
            var at = 2
            while at + 9 < bytes.count, bytes[at] == 0xFF {
                if (0xC0...0xC2).contains(bytes[at + 1]) {
                    return [number(bytes[(at + 7)..<(at + 9)]), number(bytes[(at + 5)..<(at + 7)])]
                }
                at += 2 + number(bytes[(at + 2)..<(at + 4)])
            }
            return []
        }
    }
}
