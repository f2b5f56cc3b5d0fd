import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// Elements in documents within documents.
    @Suite struct FrameTests {
        private static let limit = Duration.seconds(10)

        private func serve(_ page: Page, _ site: FixtureSite, outer: String = "") async throws {
            site.page(
                "/inner",
                "<div style='height: 400px'></div><button id=a onclick=\"parent.parent.hit = 'inner'\">Go</button>"
            )
            site.page(
                "/middle",
                """
                <div style='height: 600px'></div><button id=m onclick="parent.hit = 'middle'">M</button>
                <iframe src=/inner style='margin: 30px; border: 7px solid; width: 300px; height: 100px'></iframe>
                """)
            try await page.show(
                """
                <div style='height: 900px'></div>
                <iframe id=outer src=/middle style='padding: 11px; width: 500px; height: 200px'></iframe>\(outer)
                """, on: site)
        }

        @Test(
            "an element in a frame is brought into view and pressed",
            arguments: [("/middle", "#m", "middle"), ("/inner", "#a", "inner")])
        func press(frame: String, css: String, hit: String) async throws {
            try await withPage { page, site in
                try await serve(page, site)
                let frame = try await page.frame(frame)
                _ = try await page.click(page.element(css, in: frame), within: Self.limit)
                #expect(try await page.script("globalThis.hit").string == hit)
            }
        }

        @Test("what covers a frame covers what is in it, until it goes")
        func covered() async throws {
            try await withPage { page, site in
                try await serve(
                    page, site,
                    outer: "<div id=veil style='position: fixed; inset: 0; background: #000a'></div>")
                let frame = try await page.frame("/middle")
                let element = try await page.element("#m", in: frame)
                let error = await #expect(throws: ActionError.self) {
                    try await page.click(element, within: .milliseconds(100))
                }
                #expect(error == ActionError(.covered, "the element is covered by <div#veil>"))
                let waits = try await page.when {
                    try await page.click(element, within: Self.limit)
                } waits: {
                    try await page.script("setTimeout(() => veil.remove(), 400); null")
                }
                #expect(waits.causes.contains("element covered by <div#veil>"))
                #expect(try await page.script("globalThis.hit") == "middle")
            }
        }

        @Test("a refused press in a frame leaves the frame's other elements free")
        func leavesNoGuard() async throws {
            try await withPage { page, site in
                site.page(
                    "/inner",
                    """
                    <button id=a style='position: absolute; left: 5px; top: 5px'>One</button>
                    <button id=b style='position: absolute; left: 200px; top: 5px' onclick="parent.hit = 'b'">Two</button>
                    """)
                try await page.show(
                    """
                    <iframe src=/inner style='border: 0; width: 500px; height: 200px'></iframe>
                    <div id=veil style='position: absolute; left: 0; top: 0; width: 150px; height: 300px; background: red'></div>
                    """, on: site)
                let frame = try await page.frame("/inner")
                await #expect(throws: ActionError.self) {
                    try await page.click(page.element("#a", in: frame), within: .milliseconds(100))
                }
                _ = try await page.click(page.element("#b", in: frame), within: Self.limit)
                #expect(try await page.script("globalThis.hit") == "b")
            }
        }

        @Test("a field in a frame can be filled")
        func fill() async throws {
            try await withPage { page, site in
                site.page("/inner", "<input id=a>")
                try await page.show("<input id=other autofocus><iframe src=/inner></iframe>", on: site)
                let frame = try await page.frame("/inner")
                let (value, _) = try await page.fill(
                    page.element("#a", in: frame), with: "within", within: Self.limit)
                #expect(value == "within")
                #expect(try await page.script("other.value") == "")
            }
        }

        @Test("an element of a frame that went away is told as such")
        func gone() async throws {
            try await withPage { page, site in
                site.page("/inner", "<button id=a>Go</button>")
                try await page.show("<iframe src=/inner></iframe>", on: site)
                let frame = try await page.frame("/inner")
                let element = try await page.element("#a", in: frame)
                try await page.script("document.querySelector('iframe').remove()")
                let error = await #expect(throws: CDPError.self) {
                    try await page.click(element, within: .seconds(1))
                }
                #expect(error?.code == .frameGone)
            }
        }
    }
}
