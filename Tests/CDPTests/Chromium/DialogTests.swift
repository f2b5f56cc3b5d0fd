import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct DialogTests {
        private static let limit = Duration.seconds(5)

        private func record(
            _ kind: String, _ message: String, accepted: Bool, planned: Bool
        ) -> DialogRecord {
            DialogRecord(kind: kind, message: message, isAccepted: accepted, wasPlanned: planned)
        }

        @Test("an alert while the page loads does not stop it")
        func alertAtLoad() async throws {
            try await withPage { page, site in
                try await page.show("<script>alert('Welcome')</script><p>after", on: site)
                #expect(try await page.script("document.body.innerText") == "after")
                #expect(
                    page.dialogRecords(after: 0) == [
                        record("alert", "Welcome", accepted: true, planned: false)
                    ])
            }
        }

        @Test("a question nobody planned for is answered with no")
        func unplanned() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<button id=a onclick=\"globalThis.answers = [confirm('Sure?'), prompt('Name?', 'x')]\">Ask</button>",
                    on: site)
                _ = try await page.click(page.element("#a"), within: Self.limit)
                _ = try await page.waitForDialog(after: 1)
                #expect(try await page.script("answers") == [false, .null])
                #expect(
                    page.dialogRecords(after: 0) == [
                        record("confirm", "Sure?", accepted: false, planned: false),
                        record("prompt", "Name?", accepted: false, planned: false),
                    ])
            }
        }

        @Test("planned answers are given in order, each once")
        func planned() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <button id=a onclick="globalThis.answers = [confirm('1'), prompt('2'), confirm('3'), confirm('4')]">Ask
                    """, on: site)
                page.planDialogs([.accept(text: nil), .accept(text: "Ann"), .dismiss])
                _ = try await page.click(page.element("#a"), within: Self.limit)
                _ = try await page.waitForDialog(after: 3)
                #expect(try await page.script("answers") == [true, "Ann", false, false])
                #expect(page.dialogRecords(after: 0).map(\.wasPlanned) == [true, true, true, false])
            }
        }

        @Test("a new plan replaces what was left of the old one")
        func replaced() async throws {
            try await withPage { page, site in
                try await page.show("<p>ready", on: site)
                page.planDialogs([.accept(text: nil), .accept(text: nil)])
                page.planDialogs([])
                #expect(try await page.script("confirm('Sure?')") == false)
            }
        }

        @Test("a page that asks whether to leave is left")
        func beforeUnload() async throws {
            try await withPage { page, site in
                site.page("/next", "<p>next")
                try await page.show(
                    "<button id=a onclick=\"onbeforeunload = (e) => e.preventDefault()\">Edit</button>",
                    on: site)
                _ = try await page.click(page.element("#a"), within: Self.limit)
                try await page.open("/next", on: site)
                #expect(page.url == site.url("/next"))
                #expect(page.dialogRecords(after: 0).map(\.kind) == ["beforeunload"])
            }
        }
    }
}
