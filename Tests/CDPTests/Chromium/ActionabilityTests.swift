import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// What must not keep an element from being pressed, and what it then hears; see docs/actionability.md.
    @Suite struct ActionabilityTests {
        private static let limit = Duration.seconds(5)

        private func heard(_ page: Page) async throws -> String? {
            try await page.script("log.join(', ')").string
        }

        static let shapes: [ClickTests.Shape] = [
            .init(
                testDescription: "above a sticky footer",
                html: """
                    <div style='height: 560px'></div><button id=a style='height: 30px'>Go</button>
                    <div style='height: 3000px'></div>
                    <footer style='position: fixed; bottom: 0; left: 0; right: 0; height: 300px; background: red'></footer>
                    """),
            .init(
                testDescription: "between a sticky header and a sticky footer",
                html: """
                    <header style='position: sticky; top: 0; height: 200px; background: red'></header>
                    <div style='height: 2000px'></div><button id=a>Go</button><div style='height: 2000px'></div>
                    <footer style='position: fixed; bottom: 0; left: 0; right: 0; height: 200px; background: red'></footer>
                    """),
            .init(
                testDescription: "in a box that scrolls in a box that scrolls",
                html: """
                    <div style='height: 200px; overflow: auto'><div style='height: 600px'></div>
                    <div style='height: 100px; width: 200px; overflow: auto'><div style='height: 500px; width: 900px'></div>
                    <button id=a style='margin-left: 700px'>Go</button></div></div>
                    """),
            .init(
                testDescription: "fixed",
                html: "<button id=a style='position: fixed; right: 0; bottom: 0'>Go</button>"),
            .init(
                testDescription: "transparent", html: "<button id=a style='opacity: 0'>Go</button>"),
            .init(
                testDescription: "without size, its picture sticking out",
                html: """
                    <a id=a style='position: relative; display: block; width: 0; height: 0'><i id=b style='position: absolute;
                    width: 50px; height: 50px; background: gold'></i></a>
                    """, hit: "b"),
            .init(
                testDescription: "text without a box",
                html: "<button id=b><span id=a style='display: contents'>Go</span></button>"),
            .init(
                testDescription: "far down, not drawn before it comes into view",
                html: """
                    <div style='height: 4000px'></div>
                    <section style='content-visibility: auto; contain-intrinsic-size: 200px'><button id=a>Go</button></section>
                    """),
            .init(
                testDescription: "partly cut off",
                html: """
                    <div style='width: 300px; height: 40px; overflow: hidden'><button id=a style='height: 400px'>Go</button></div>
                    """),
            .init(
                testDescription: "a shape in a drawing",
                html:
                    "<svg width=200 height=200><rect width=200 height=200 fill='#eee' /><circle id=a cx=100 cy=100 r=20 /></svg>"
            ),
            .init(
                testDescription: "an area of an image",
                html: """
                    <img usemap='#m' width=200 height=100 style='display: block' src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E">
                    <map name=m><area id=b shape=rect coords='0,0,100,100' href='#x'><area id=a shape=circle coords='150,50,30'
                    href='#y'></map>
                    """),
            .init(
                testDescription: "an area with corners that is hollow in the middle of its box",
                html: """
                    <img usemap='#m' width=200 height=200 style='display: block' src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E">
                    <map name=m><area id=a shape=poly coords='0,0,200,0,200,20,20,20,20,200,0,200' href='#y'></map>
                    """),
            .init(
                testDescription: "an area with corners before another",
                html: """
                    <img usemap='#m' width=200 height=200 style='display: block; margin: 30px' src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E">
                    <map name=m><area id=b shape=polygon coords='60,60,140,60,100,120' href='#x'>
                    <area id=a shape=POLY coords=' 10 , 10, 190 10; 100,190 ' href='#y'></map>
                    """),
            .init(
                testDescription: "an option of a list box, far down",
                html: """
                    <select size=4>\((1...50).map { "<option \($0 == 47 ? "id=a" : "")>Choice \($0)" }.joined())</select>
                    """),
            .init(
                testDescription: "a link with a button in its middle",
                html: """
                    <a id=a href='#x' style='display: block; width: 300px; height: 100px; position: relative'>Product
                    <button id=b style='position: absolute; left: 130px; top: 40px'>Add</button></a>
                    """),
            .init(
                testDescription: "an option of an open list",
                html: "<select multiple size=3><option>One<option id=a>Two<option>Three</select>"),
            .init(
                testDescription: "the button in the middle of a link",
                html: "<a id=b href='#x' style='display: block; padding: 20px'><button id=a>Add</button></a>"),
        ]

        @Test("a press reaches its element, whatever its shape and place", arguments: shapes)
        func reached(shape: ClickTests.Shape) async throws {
            try await withPage { page, site in
                try await page.show(ClickTests.noting(shape.html), on: site)
                _ = try await page.click(page.element(shape.target), within: Self.limit)
                let hit = shape.hit ?? "a"
                #expect(try await heard(page) == "mousedown \(hit), mouseup \(hit), click \(hit)")
            }
        }

        @Test(
            "in a page at rest nothing is waited for, whatever goes on that does not move the element",
            arguments: [
                "<style>@keyframes s { to { rotate: 1turn } }</style><i style='position: absolute; right: 9px; animation: s 1s linear infinite'>o</i>",
                "<style>@keyframes s { to { background-color: gold } } #a { animation: s 1s infinite alternate }</style>",
                "<style>@keyframes s { 50% { opacity: 0.4; box-shadow: 0 0 9px red } } #a { animation: s 1s infinite }</style>",
            ])
        func unmoved(style: String) async throws {
            try await withPage { page, site in
                try await page.show(ClickTests.noting("\(style)<button id=a>Go</button>"), on: site)
                let report = try await page.settle()
                #expect(report.unsettled == nil)
                #expect(try await page.click(page.element("#a"), within: Self.limit).isEmpty)
                #expect(try await heard(page) == "mousedown a, mouseup a, click a")
            }
        }

        @Test("an animation that moves the element for ever keeps it from being pressed")
        func moved() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <style>@keyframes s { to { margin-left: 300px } } #a { animation: s 1s linear infinite alternate }</style>
                    <button id=a>Go</button>
                    """, on: site)
                _ = try await page.settle()
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(page.element("#a"), within: .milliseconds(150))
                }
                #expect(error?.code == .moving)
            }
        }

        @Test("a change of the document since it came to rest is looked at twice again")
        func changedSince() async throws {
            try await withPage { page, site in
                try await page.show("<p id=p>text</p><button id=a>Go</button>", on: site)
                _ = try await page.settle()
                try await page.script("p.style.height = '90px'; a.textContent = 'Changed'")
                let waits = try await page.click(page.element("#a"), within: Self.limit)
                #expect(Set(waits.causes).isSubset(of: ["element moving"]))
                #expect(try await page.look("isAtRest") == false)
            }
        }

        @Test("a canvas is pressed at the point asked for")
        func canvas() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <canvas id=a width=200 height=100 style='margin: 30px'></canvas>
                    <script>a.onclick = (e) => { globalThis.place = e.offsetX + ',' + e.offsetY }</script>
                    """, on: site)
                _ = try await page.click(
                    page.element("#a"), at: CSSPoint(x: 150, y: 20), within: Self.limit)
                #expect(try await page.script("place") == "150,20")
            }
        }

        @Test("an option of a closed list is not there to be pressed, and what to do instead is said")
        func option() async throws {
            try await withPage { page, site in
                try await page.show("<select><option>One<option id=a>Two</select>", on: site)
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(page.element("#a"), within: .milliseconds(50))
                }
                #expect(
                    error
                        == ActionError(
                            .invisible,
                            "the element is not visible (an option of a closed list, which takes a select action)"
                        ))
            }
        }

        /// One notion of what is visible: what can be pressed is also listed and found.
        @Test(
            "what is seen of an element is the same for all who ask",
            arguments: [
                ("<button id=a style='display: contents'>Go</button>", true),
                ("<div id=a style='display: contents'><b>Go</b></div>", true),
                ("<div id=a style='display: contents'></div>", false),
                (
                    "<div style='display: none'><div id=a style='display: contents'><b>Go</b></div></div>",
                    false
                ),
                ("<div id=a style='width: 0; height: 0'><b>Go</b></div>", true),
                ("<div id=a style='height: 0; overflow: hidden'><b>Go</b></div>", false),
                ("<div id=a style='opacity: 0'>Go</div>", true),
                ("<div id=a style='visibility: hidden'>Go</div>", false),
            ])
        func visible(html: String, isVisible: Bool) async throws {
            struct Reading: Decodable, Sendable { let visible: Bool }
            try await withPage { page, site in
                try await page.show(html, on: site)
                let element = try await page.element("#a")
                let reading: Reading = try await page.look("read", [String(element.number)])
                #expect(reading.visible == isVisible)
                if isVisible {
                    _ = try await page.hover(element, within: Self.limit)
                } else {
                    await #expect(throws: ActionError.self) {
                        try await page.hover(element, within: .milliseconds(50))
                    }
                }
            }
        }
    }
}
