import CDP
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// Whole steps on what lies beyond the main document: tabs, frames of other sites, closed shadow roots.
    @Suite struct ReachTests {
        private func expectPassed(_ result: StepResult) {
            #expect(result.status == .passed, "\(result.problem?.message ?? "")")
        }

        @Test(
            "a flow goes to a tab and back",
            arguments: ["switch_tab, tab: 2", "switch_tab, tab: econd tab", "switch_tab, tab: /second"])
        func tabs(action: String) async throws {
            try await withPage { page, site in
                site.page(
                    "/second",
                    "<title>The second tab</title><button onclick=\"this.innerText = 'Done'\">Do</button>")
                try await page.show("<title>First</title><a href=/second target=_blank>Open</a>", on: site)
                expectPassed(
                    try await page.play(
                        """
                        actions: [{type: click, target: Open}, {type: \(action)}, {type: click, target: Do}]
                        expected_state: {visible: Done, url: /second, title: The second tab, request: /second}
                        """, on: site))
                let agent = StepAgent(page: try #require(page.context.tabs.current), baseURL: nil)
                expectPassed(
                    await agent.perform(
                        try step(
                            "actions: [{type: close_tab}]\nexpected_state: {visible: Open, title: First}")))
                #expect(page.context.tabs.open.count == 1)
            }
        }

        @Test("a tab that closes itself under the flow's press leaves the flow on its opener")
        func closesItself() async throws {
            try await withPage { page, site in
                site.page(
                    "/second",
                    "<button onclick=\"opener.done.innerText = 'Saved'; window.close()\">Save</button>")
                try await page.show(
                    "<button onclick=\"window.open('/second')\">Open</button><p id=done></p>", on: site)
                expectPassed(
                    try await page.play(
                        """
                        actions: [{type: click, target: Open}, {type: switch_tab, tab: 2}, {type: click, target: Save}]
                        expected_state: {visible: Saved}
                        """, on: site))
            }
        }

        @Test("a tab that never opens is told with those that are there")
        func missing() async throws {
            try await withPage { page, site in
                try await page.show("<title>First</title>", on: site)
                let result = try await page.play(
                    "actions: [{type: switch_tab, tab: Nowhere}]\ntimeout_ms: 300", on: site)
                #expect(result.problem?.code == .noTab)
                #expect(result.problem?.message.contains("1 \"First\" at /") == true)
                #expect(result.status == .failed)
                let close = try await page.play("actions: [{type: close_tab}]", on: site)
                #expect(close.problem?.code == .noTab)
            }
        }

        @Test("a step works in a frame of another site, and is judged there")
        func foreignFrame() async throws {
            try await withIsolatedPage { page, site in
                site.page(
                    "/in",
                    """
                    <label>Card <input id=a></label><label><input type=checkbox> Agree</label>
                    <button onclick="out.innerText = 'Paid with ' + a.value">Pay</button><p id=out></p>
                    """)
                try await page.show(
                    "<h1>Shop</h1><iframe src='\(site.foreign("/in"))' style='transform: scale(.9)'></iframe>",
                    on: site)
                expectPassed(
                    try await page.play(
                        """
                        actions: [{type: fill, target: Card, value: '4242'}, {type: check, target: Agree}, {type: click, target: Pay}]
                        expected_state: {visible: [Paid with 4242, Shop], checked: Agree, value: {Card: '4242'}, text: Paid}
                        """, on: site))
            }
        }

        private static let parts =
            "<label>Name <input></label><button onclick=\"this.textContent = 'Hello ' + this.getRootNode().querySelector('input').value\">Greet</button>"

        @Test(
            "closed shadow roots are part of the page",
            arguments: [
                // A custom element; a plain one; declared in the markup; one in another; with slots.
                "<x-a></x-a><script>customElements.define('x-a', class extends HTMLElement { constructor() { super(); this.attachShadow({mode: 'closed'}).innerHTML = parts } })</script>",
                "<div id=h></div><script>h.attachShadow({mode: 'closed'}).innerHTML = parts</script>",
                "<x-a><template shadowrootmode=closed>PARTS</template></x-a>",
                "<section><template shadowrootmode=closed>PARTS</template></section>",
                "<x-a></x-a><script>const r = document.querySelector('x-a').attachShadow({mode: 'closed'}); r.innerHTML = '<h2>Outer</h2><x-b></x-b>'; r.querySelector('x-b').attachShadow({mode: 'closed'}).innerHTML = parts</script>",
                // A slot on a plain element, with what is to be worked in its own children.
                "<div id=h><label>Name <input></label><b>x</b></div><script>h.attachShadow({mode: 'closed'}).innerHTML = '<slot></slot><button>Greet</button>'; h.addEventListener('click', (e) => document.querySelector('b').innerText = 'Hello ' + document.querySelector('input').value)</script>",
                "<x-a><input aria-label=Name><b>x</b></x-a><script>document.querySelector('x-a').attachShadow({mode: 'closed'}).innerHTML = '<slot></slot><button>Greet</button>'; document.querySelector('x-a').addEventListener('click', (e) => document.querySelector('b').innerText = 'Hello ' + document.querySelector('input').value)</script>",
            ])
        func closedRoots(html: String) async throws {
            try await withPage { page, site in
                let parts = Self.parts.replacing("`", with: "")
                try await page.show(
                    "<script>globalThis.parts = `\(parts)`</script>" + html.replacing("PARTS", with: parts),
                    on: site)
                expectPassed(
                    try await page.play(
                        """
                        actions: [{type: fill, target: Name, value: Ann}, {type: click, target: Greet}]
                        expected_state: {visible: Hello Ann, text: Hello Ann}
                        """, on: site))
            }
        }

        @Test("options of a list box are pressed like anything else, and the list takes them by its name too")
        func listBox() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <label>Extras <select multiple size=3 onchange="out.innerText = [...this.selectedOptions].map((o) => o.text)">
                    <option>Sleeve<option>Lid<option disabled>Straw<option>Bag<option>Card<option>Ribbon</select></label>
                    <p id=out></p>
                    """, on: site)
                expectPassed(
                    try await page.play(
                        "actions: [{type: click, target: Lid}]\nexpected_state: {text: {css=#out: Lid}, value: {Extras: Lid}}",
                        on: site))
                expectPassed(
                    try await page.play(
                        "actions: [{type: click, target: Ribbon}]\nexpected_state: {text: {css=#out: Ribbon}}",
                        on: site))
                expectPassed(
                    try await page.play(
                        """
                        actions: [{type: select, target: Extras, value: [Sleeve, Bag]}]
                        expected_state: {text: {css=#out: "Sleeve,Bag"}}
                        """, on: site))
                let disabled = try await page.play(
                    "actions: [{type: click, target: Straw}]\ntimeout_ms: 300", on: site)
                #expect(disabled.status == .failed)
            }
        }

        @Test("a page without anything that could have a closed root is not asked about any")
        func noSuspects() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <div></div><div style='height: 40px'></div><p>text</p><div><b>x</b></div><span>y</span>
                    <div style='border: 1px solid; padding: 5px'></div><section><slot></slot></section>
                    """, on: site)
                let scan = try await self.scan(page)
                #expect(scan.suspects == 0)
            }
        }

        private func scan(_ page: Page) async throws -> PageScan {
            try PageScan(reading: try await page.look("asText", [argument("scan"), "{}"]))
        }

        @Test("elements of a tag that never has a root are asked about only so often")
        func asksLittle() async throws {
            try await withPage { page, site in
                let icons = String(repeating: "<x-icon><b>i</b></x-icon>", count: 500)
                try await page.show(icons, on: site)
                let first = try await scan(page)
                #expect((1...10).contains(first.suspects))
                #expect(try await !page.adoptClosedRoots(in: page.frames[0].id, within: .seconds(5)))
                let second = try await scan(page)
                #expect(second.suspects == 0)
            }
        }
    }
}
