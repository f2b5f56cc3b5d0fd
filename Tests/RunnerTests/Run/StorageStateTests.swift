import CDP
import PerceoTestKit
import Testing

@testable import Runner

@Suite(.timeLimit(.minutes(1))) struct StorageStateTests {
    private let nasty = "</script>\"'`${1}\u{2028}\\ é漢"

    @Test func `storage is put back before the page's own script, once, and only where it belongs`()
        async throws
    {
        try await FixtureSite.with { other in
            try await withContextOn { site in
                [
                    site: ["who": nasty, nasty: "key"], other.origin: ["who": "somebody else"],
                ]
            } body: { page, site in
                site.page("/", "<script>document.title = localStorage.who</script>")
                try await page.open("/", on: site)
                #expect(
                    try await page.script("document.title.length > 5 && localStorage.who") == .string(nasty))
                #expect(try await page.script("localStorage.getItem(\(argument(nasty)))") == .string("key"))
                try await page.script("localStorage.who = 'changed'")
                try await page.open("/", on: site)
                #expect(try await page.script("localStorage.who") == .string("changed"))
            }
        }
    }

    @Test func `later states win over earlier ones`() {
        let merged = StorageState.merged([
            StorageState(cookies: [], storage: ["http://a": ["x": "1", "y": "1"]]),
            StorageState(cookies: [], storage: ["http://a": ["x": "2"]]),
        ])
        let script = merged?.scripts.first ?? ""
        #expect(script.contains(#""x":"2""#))
        #expect(script.contains(#""y":"1""#))
        #expect(StorageState.merged([]).map(\.scripts) == nil)
        #expect(StorageState(cookies: [], storage: [:]).scripts.isEmpty)
    }

    /// A page that starts with this storage, told by the address of the site it visits.
    private func withContextOn(
        _ storage: (String) -> [String: [String: String]], body: (Page, FixtureSite) async throws -> Void
    ) async throws {
        try await withContext { context, site in
            var options = PageOptions()
            options.initScripts = StorageState(cookies: [], storage: storage(site.origin)).scripts
            try await body(try await context.newPage(options), site)
        }
    }
}
