import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct ClickTests {
        private static let limit = Duration.seconds(5)

        /// A page that notes in `log` what its elements with an id hear.
        static func noting(_ html: String) -> String {
            """
            <script>
            globalThis.log = [];
            for (const kind of ['mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu'])
              addEventListener(kind, (e) => log.push(kind + ' ' + (e.composedPath()[0].id || e.target.nodeName)), true);
            </script>
            \(html)
            """
        }

        private func heard(_ page: Page) async throws -> String? {
            try await page.script("log.join(', ')").string
        }

        /// Elements of every shape that one plain press must reach.
        struct Shape: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let html: String
            var target = "#a"
            /// Which element the page then hears of; the target itself when nil.
            var hit: String?
        }

        @Test(
            "a press reaches its element",
            arguments: [
                Shape(testDescription: "a button", html: "<button id=a>Go</button>"),
                Shape(
                    testDescription: "far down the page",
                    html: "<div style='height: 5000px'></div><button id=a>Go</button>"),
                Shape(
                    testDescription: "far to the right",
                    html: "<div style='width: 5000px; text-align: right'><button id=a>Go</button></div>"),
                Shape(
                    testDescription: "under a sticky header",
                    html: """
                        <header style='position: sticky; top: 0; height: 300px; background: red'></header>
                        <div style='height: 900px'></div><button id=a>Go</button>
                        <div style='height: 3000px'></div>
                        <script>scrollTo(0, 820)</script>
                        """),
                Shape(
                    testDescription: "inside a box that scrolls",
                    html: """
                        <div style='height: 100px; overflow: auto'><div style='height: 800px'></div>
                        <button id=a>Go</button></div>
                        """),
                Shape(testDescription: "its child", html: "<button id=a><b id=b>Go</b></button>", hit: "b"),
                Shape(
                    testDescription: "half covered",
                    html: """
                        <button id=a style='width: 200px; height: 40px'>Go</button>
                        <div style='position: fixed; left: 60px; top: 0; width: 90px; height: 90px; background: red'></div>
                        """),
                Shape(
                    testDescription: "without a box of its own",
                    html: "<div id=a style='display: contents'><b id=b>Go</b></div>", hit: "b"),
                Shape(
                    testDescription: "over two lines",
                    html: """
                        <div style='width: 9em'><span>some words before </span><a id=a href='#x'>a link that takes two
                        lines</a></div>
                        """),
                Shape(
                    testDescription: "turned and scaled",
                    html: "<button id=a style='margin: 90px; rotate: 45deg; scale: 2'>Go</button>"),
                Shape(
                    testDescription: "turning for ever, the page being",
                    html: """
                        <style>@keyframes s { to { rotate: 1turn } }</style>
                        <i style='position: absolute; right: 0; animation: s 1s linear infinite'>o</i><button id=a>Go</button>
                        """),
                Shape(
                    testDescription: "one pixel",
                    html: "<div id=a style='width: 1px; height: 1px; background: red'></div>"),
                Shape(
                    testDescription: "a shadow root's",
                    html: """
                        <div id=host></div>
                        <script>host.attachShadow({ mode: 'open' }).innerHTML = '<button id=a>Go</button>'</script>
                        """),
                Shape(
                    testDescription: "in the slot of a shadow root",
                    html: """
                        <div id=host><b id=a>Go</b></div>
                        <script>host.attachShadow({ mode: 'open' }).innerHTML = '<button id=b><slot></slot></button>'</script>
                        """),
                Shape(
                    testDescription: "the button around a slot",
                    html: """
                        <div id=host><b id=b>Go</b></div>
                        <script>host.attachShadow({ mode: 'open' }).innerHTML = '<button id=a><slot></slot></button>'</script>
                        """, hit: "b"),
            ])
        func plain(shape: Shape) async throws {
            try await withPage { page, site in
                try await page.show(Self.noting(shape.html), on: site)
                _ = try await page.click(page.element(shape.target), within: Self.limit)
                let hit = shape.hit ?? "a"
                #expect(try await heard(page) == "mousedown \(hit), mouseup \(hit), click \(hit)")
            }
        }

        @Test("a label and a hidden box behind it both change the box")
        func label() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <label id=one for=box>Agree</label>
                    <label id=two><input id=box type=checkbox style='position: absolute; opacity: 0'><i>✓ box</i></label>
                    """, on: site)
                var states: [JSONValue] = []
                for css in ["#one", "#two", "#box"] {
                    _ = try await page.click(page.element(css), within: Self.limit)
                    states.append(try await page.script("box.checked"))
                }
                #expect(states == [true, false, true])
            }
        }

        @Test("double and right presses are what the page hears")
        func buttons() async throws {
            try await withPage { page, site in
                try await page.show(Self.noting("<button id=a>Go</button>"), on: site)
                _ = try await page.click(page.element("#a"), .left, count: 2, within: Self.limit)
                #expect(
                    try await heard(page)
                        == "mousedown a, mouseup a, click a, mousedown a, mouseup a, click a, dblclick a")
                try await page.script("log = []")
                _ = try await page.click(page.element("#a"), .right, within: Self.limit)
                #expect(try await heard(page)?.contains("contextmenu a") == true)
                #expect(try await heard(page)?.contains("click a") == false)
            }
        }

        @Test("a press that leads to another page has arrived")
        func link() async throws {
            try await withPage { page, site in
                site.page("/next", "<p>next")
                try await page.show("<a href=/next>Next</a>", on: site)
                _ = try await page.click(page.element("a"), within: Self.limit)
                _ = try await page.settle()
                #expect(page.url == site.url("/next"))
            }
        }

        @Test("what a look found where it stood before is pressed without waiting")
        func stood() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <button id=a style='position: absolute; left: 10px; top: 20px; width: 90px; height: 30px'>Go</button>
                    <script>globalThis.hits = 0; a.onclick = () => hits++</script>
                    """, on: site)
                let element = try await page.element("#a")
                _ = try await page.click(element, within: Self.limit)
                #expect(try await page.click(element, within: Self.limit).isEmpty)
                #expect(try await page.script("hits") == 2)
            }
        }
    }
}
