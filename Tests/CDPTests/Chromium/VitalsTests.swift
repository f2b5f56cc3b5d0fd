import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct VitalsTests {
        private static let html = """
            <title>shop</title><h1>Mugs</h1><p id=text>Some words to paint</p><button>Slow</button>
            <script>
              document.querySelector('button').onclick = () => {
                const end = performance.now() + 60;
                while (performance.now() < end);
                document.querySelector('h1').textContent = 'Slow mugs';
              };
            </script>
            """

        @Test("a document's vitals are those that its own script would measure")
        func measured() async throws {
            try await withPage { page, site in
                try await page.show(Self.html, on: site)
                _ = try await page.settle()
                try await page.script(
                    """
                    new Promise((done) => {
                      const box = document.createElement('div');
                      box.style.height = '200px';
                      document.body.prepend(box);
                      new PerformanceObserver(() => done(null)).observe({ type: 'layout-shift', buffered: true });
                    })
                    """)
                _ = try await page.click(page.element("button"), within: .seconds(5))
                let seen = try await within(.seconds(5), "wait for the interaction") {
                    [watch = page.vitalsWatch] in
                    try await watch.book.wait { $0.documents.last { $0.inpMs != nil } }
                }
                #expect(seen.url == site.url("/"))
                let own = try await page.script(
                    """
                    (() => { const [entry] = performance.getEntriesByType('navigation');
                      const [paint] = performance.getEntriesByName('first-contentful-paint');
                      return [entry.responseStart, paint.startTime, performance.timeOrigin / 1000,
                        entry.domContentLoadedEventEnd]; })()
                    """)
                let values = (own.array ?? []).compactMap(\.number)
                #expect(abs((seen.ttfbMs ?? 0) - values[0]) < 0.2)
                #expect(abs((seen.fcpMs ?? 0) - values[1]) < 0.2)
                #expect(abs(seen.start - values[2]) < 0.001)
                #expect(abs((seen.contentLoadedMs ?? 0) - values[3]) < 0.2)
                #expect((seen.lcpMs ?? 0) >= (seen.fcpMs ?? 1))
                #expect((seen.cls ?? 0) > 0)
                #expect((seen.inpMs ?? 0) >= 60)
            }
        }

        @Test("each document has its own, told when it is left; asking brings what is not yet told")
        func documents() async throws {
            try await withPage { page, site in
                site.page("/two", Self.html)
                try await page.show(Self.html, on: site)
                try await page.open("/two", on: site)
                await page.collectVitals()
                let documents = page.vitals
                #expect(documents.map(\.url) == [site.url("/"), site.url("/two")])
                #expect(documents.allSatisfy { $0.ttfbMs != nil })
                #expect(documents.last?.contentLoadedMs != nil)
                #expect(try await page.script("typeof __perceoVitals") == "undefined")
            }
        }

        @Test("of documents without end only so many are measured")
        func bounded() {
            var book = VitalsWatch.Book()
            for number in 0..<1000 { book.add(DocumentVitals(url: "\(number)", start: Double(number))) }
            book.add(DocumentVitals(url: "0", start: 0, ttfbMs: 7))
            #expect(book.documents.count == VitalsWatch.Book.capacity)
            #expect(book.documents.first?.ttfbMs == 7)
        }
    }
}
