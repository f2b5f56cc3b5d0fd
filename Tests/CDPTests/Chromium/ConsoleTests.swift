import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// What the console says is kept as DevTools would show it.
    @Suite struct ConsoleTests {
        private static let lines: [(script: String, text: String)] = [
            ("console.log('a %s b', 'text', 7)", "a text b 7"),
            ("console.log('%d of %i, %f%%', 3.9, '4', 2.5)", "3 of 4, 2.5%"),
            ("console.log('%cstyled%c plain', 'color: red', '')", "styled plain"),
            ("console.log('%s')", "%s"),
            ("console.log('%o and %O', {a: 1}, [1])", "{a: 1} and [1]"),
            ("console.log('100%', 'sure')", "100% sure"),
            ("console.log('%d', 'x')", "NaN"),
            (
                "console.log({a: 1, b: 'x', c: {d: 1}, e: [1, 2]}, {f: null, g: undefined, h: () => 1})",
                "{a: 1, b: 'x', c: {…}, e: Array(2)} {f: null, g: undefined, h: ƒ}"
            ),
            ("console.log([1, 'two', null], [], [7])", "(3) [1, 'two', null] [] [7]"),
            ("console.log(new Map([['k', 1]]), new Set([1, 2]))", "Map(1) {'k' => 1} Set(2) {1, 2}"),
            ("console.log(new (class Cart { items = 2 }))", "Cart {items: 2}"),
            ("console.log({a: 1, b: 2, c: 3, d: 4, e: 5, f: 6})", "{a: 1, b: 2, c: 3, d: 4, e: 5, …}"),
            ("console.log(null, undefined, true, -0, NaN, 10n)", "null undefined true -0 NaN 10n"),
            ("console.log(Symbol('s'), /x/g)", "Symbol(s) /x/g"),
            ("console.log(function add(a, b) { return a })", "ƒ add(a, b) { return a }"),
            ("console.assert(1 > 2, 'sums')", "Assertion failed: sums"),
            ("console.log('')", ""),
        ]

        @Test("arguments read as DevTools shows them", arguments: lines)
        func rendered(script: String, text: String) async throws {
            try await withPage { page, site in
                try await page.show("<p>quiet", on: site)
                let before = page.consoleCount
                try await page.script("\(script); null")
                #expect(page.consoleEntries(after: before).map(\.text) == [text])
            }
        }

        @Test("an uncaught exception has its place and where it came from, a rejected promise too")
        func exceptions() async throws {
            try await withPage { page, site in
                site.route("/app.js") { _ in
                    .init(
                        headers: ["content-type": "text/javascript"],
                        body: .init("function deep() { throw new TypeError('no cart') }\n  deep();\n".utf8))
                }
                try await page.show("<p>quiet<script src=/app.js></script>", on: site)
                let thrown = try #require(page.consoleEntries(after: 0).first)
                #expect(thrown.kind == .exception)
                #expect(thrown.text == "Uncaught TypeError: no cart")
                #expect(thrown.place == site.url("/app.js:1:25"))
                #expect(thrown.stack?.first == "deep (\(site.url("/app.js:1:25")))")
                #expect(thrown.stack?.count == 2)
                let before = page.consoleCount
                try await page.script("Promise.reject('words'); null")
                let rejected = try await within(.seconds(5), "news of the rejection") {
                    try await page.consoleWatch.book.wait { $0.entries(after: before).first }
                }
                #expect(rejected.text == "Uncaught (in promise) words")
            }
        }

        @Test("what the browser itself says is kept with its origin: missing files, broken rules")
        func browser() async throws {
            try await withPage { page, site in
                site.route("/") { _ in
                    var answer = FixtureAnswer.html(
                        "<p>quiet<img src=/missing><script>document.title = 1</script>")
                    answer.headers["content-security-policy"] = "script-src 'none'"
                    return answer
                }
                try await page.open("/", on: site)
                let missing = try await within(.seconds(5), "wait for the missing picture") {
                    try await page.consoleWatch.book.wait { $0.entries.first { $0.origin == "network" } }
                }
                let entries = page.consoleEntries(after: 0)
                #expect(missing.kind == .error)
                #expect(missing.url == site.url("/missing"))
                #expect(entries.contains { $0.isError && $0.text.contains("Content Security Policy") })
            }
        }

        @Test("a page that logs without end costs no more than so much, errors are kept, the rest is counted")
        func flood() async throws {
            try await withPage { page, site in
                try await page.show("<p>quiet", on: site)
                page.beginStep(1)
                try await page.script(
                    "for (let i = 0; i < 20000; i++) console.log('line', i, {i}); console.error('the error'); null"
                )
                let entries = page.consoleEntries(after: 0)
                #expect(entries.count == ConsoleBook.mostPerStep + 1)
                #expect(entries.last?.text == "the error")
                #expect(page.consoleCount == 20_001)
                #expect(page.forgotten.console == 20_001 - entries.count)
                page.beginStep(2)
                try await page.script("console.log('again'); null")
                #expect(page.consoleEntries(after: 0).last?.text == "again")
                #expect(page.consoleEntries(after: 0).last?.step == 2)
            }
        }
    }
}
