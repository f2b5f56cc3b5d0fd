import CDP
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// When a look at a page does for the next one too.
    @Suite struct LookBookTests {
        private static let limit = Duration.seconds(10)
        private static let content = """
            <h1>Basket</h1><button id=go>Pay</button><input id=field aria-label=Name>
            <dialog id=ask>Sure?</dialog><input type=checkbox id=box aria-label=Gift>
            <div id=list style='height:50px;overflow:auto'><p style='height:500px'>Rows</p></div>
            <p id=fading style='opacity:1;transition:opacity 100s'>Fading</p>
            <div id=host></div>
            <script>host.attachShadow({mode: 'open'}).innerHTML = '<b>Inside</b>';</script>
            """

        /// The number of the look that holds after looking again, and of the one before.
        private func numbers(
            _ page: Page, after change: (Page) async throws -> Void
        ) async throws -> (before: Int?, after: Int?) {
            let looks = LookBook()
            let observer = Observer(page, looks)
            _ = try await page.settle()
            _ = try await observer.look(within: Self.limit)
            let before = looks.look(at: page)?.frames.values.first?.number
            try await change(page)
            let observation = try await observer.look(anew: false, within: Self.limit)
            #expect(observation.elements.contains { $0.tag == "button" })
            return (before, looks.look(at: page)?.frames.values.first?.number)
        }

        @Test func `a page at rest is not looked at twice`() async throws {
            try await withPage { page, site in
                try await page.show(Self.content, on: site)
                let (before, after) = try await numbers(page) { _ in }
                #expect(before != nil && before == after)
            }
        }

        @Test(arguments: [
            "go.textContent = 'Buy'", "go.hidden = false; go.title = 'x'", "field.focus()",
            "field.select(); field.focus()",
            "list.scrollTop = 40", "scrollTo(0, 1); document.body.style.minHeight = '3000px'",
            "ask.showModal()", "fading.style.opacity = 0", "host.shadowRoot.firstChild.textContent = 'Else'",
            "box.click()", "field.dispatchEvent(new Event('input', {bubbles: true}))",
        ])
        func `whatever may have changed it makes a look old`(_ change: String) async throws {
            try await withPage { page, site in
                try await page.show(Self.content, on: site)
                let (before, after) = try await numbers(page) { page in
                    let drawn = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
                    try await page.script("(() => { \(change); return \(drawn); })()")
                }
                #expect(before != nil && after != nil && before != after)
            }
        }

        @Test func `another document is looked at anew`() async throws {
            try await withPage { page, site in
                try await page.show(Self.content, on: site)
                let (before, after) = try await numbers(page) { page in
                    try await page.show("<button>Other</button>", on: site)
                    _ = try await page.settle()
                }
                #expect(before != after)
            }
        }

        @Test func `an element that is given as a selector is found without looking at the whole page`()
            async throws
        {
            let rows = (1...600).map { "<p>Row \($0) <a href=/\($0)>Open</a></p>" }.joined()
            try await withPage { page, site in
                let content =
                    "<nav>\(rows)</nav><form aria-label=Order><button id=go><span>Pay</span></button></form>"
                try await page.show(content, on: site)
                let observer = Observer(page)
                let whole = try await observer.look(within: Self.limit)
                let (near, selection) = try #require(
                    try await observer.look(for: "css", "#go span", within: Self.limit))
                #expect(near.elements.count < 20 && whole.elements.count > 1000)
                let spec = try TargetSpec(parsing: "css=#go span")
                let found = Resolver().resolve(spec, intent: .click, in: near.index, selected: selection.ids)
                let match = try #require(found.match)
                #expect(match.element.tag == "button" && match.description.contains("Pay"))
                #expect(whole.elements.contains { $0.ref == match.element.ref && $0.tag == "button" })
            }
        }
    }
}
