import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    @Suite struct ExpectationTests {
        /// What is expected, whether it holds on the page below, and a part of what was seen.
        struct Row: Sendable, CustomTestStringConvertible {
            let expected: String
            let held: Bool?
            let saw: String
            var testDescription: String { expected }

            init(_ expected: String, _ held: Bool?, _ saw: String) {
                self.expected = expected
                self.held = held
                self.saw = saw
            }
        }

        private static let html = """
            <title>Mug shop – Cart</title>
            <h1>Your cart</h1>
            <p id=total>Total: <b>12.00</b> €</p>
            <p style='display: none'>Thank you</p><p style='opacity: 0'>Ghostly</p>
            <label>Email <input id=email value=ann@example.com></label>
            <label>Note <textarea></textarea></label>
            <label>Country <select><option value=no selected>Norway<option value=se>Sweden</select></label>
            <label><input type=checkbox checked> Gift wrap</label>
            <label><input type=checkbox id=news> Newsletter</label>
            <label><input type=checkbox id=all> Everything</label>
            <button disabled>Pay now</button><button>Keep shopping</button>
            <label>Code <input></label><label>Code <input></label>
            <ul><li class=row>Red mug</li><li class=row>Blue mug</li></ul>
            <p>Product 119</p><a href='#'>Inbox (3)</a>
            <label>Extras <select multiple size=4><option>Sleeve<option>Lid<optgroup label=Sizes><option>Large</optgroup></select></label>
            <script>all.indeterminate = true; email.focus()</script>
            """

        private static let rows: [Row] = [
            Row("url: /cart", true, "/cart?from=mail"), Row("url: /checkout", false, "/cart?from=mail"),
            Row("url: \"/cart?from=mail\"", true, "/cart"), Row("url: \"/cart?from=ad\"", false, "from=mail"),
            Row("title: Mug shop – Cart", true, "Mug shop"), Row("title: Mug shop*", true, "Mug shop"),
            Row("title: Shop", false, "Mug shop – Cart"),
            Row("visible: Your cart", true, "heading"),
            Row("visible: [Red mug, Keep shopping]", true, "Red mug"),
            Row("visible: Thank you", false, "nothing like it on /cart"),
            Row("visible: Ghostly", false, "wholly transparent"),
            Row("visible: Green mug", false, "nothing like it"),
            Row("hidden: Ghostly", true, "wholly transparent"),
            Row("hidden: Thank you", true, "not on the page"), Row("hidden: Red mug", false, "Red mug"),
            Row("hidden: Product 1", true, "not on the page"),
            Row("hidden: Product 119", false, "Product 119"),
            Row("visible: Product 1", false, "nothing like it"), Row("text: Product 1", false, "without it"),
            Row("text: Product", true, "it on the page"), Row("text: {css=#total: \"12\"}", false, "12.00"),
            Row("visible: Inbox", true, "Inbox (3)"), Row("visible: Inbox (2)", false, "nothing like it"),
            Row("hidden: Inbox (2)", true, "not on the page"), Row("hidden: inbox (3)", false, "Inbox (3)"),
            Row("visible: [Sleeve, Lid, Sizes, Large]", true, "Sleeve"), Row("hidden: Lid", false, "Lid"),
            Row("text: Large", true, "it on the page"), Row("visible: Norway", true, "Norway"),
            Row("text: Norway", true, "it on the page"), Row("visible: Sweden", false, "nothing like it"),
            Row("hidden: Sweden", true, "not on the page"), Row("text: Sweden", false, "without it"),
            Row("text: 12.00", true, "it on the page"), Row("text: Thank you", false, "the page without it"),
            Row("text: {css=#total: \"Total: 12.00 €\"}", true, "12.00"),
            Row("text: {css=#total: 13}", false, "12.00"),
            Row("text: {css=#none: 13}", false, "is not on the page"),
            Row("value: {Email: ann@example.com}", true, "ann@example.com"),
            Row("value: {Email: ann}", false, "ann@example.com"),
            Row("value: {Note: ''}", true, "\"\""), Row("value: {Country: Norway}", true, "Norway"),
            Row("value: {Country: 'no'}", true, "Norway"), Row("value: {Country: Sweden}", false, "Norway"),
            Row("checked: Gift wrap", true, "checked"), Row("checked: Newsletter", false, "unchecked"),
            Row("checked: {Newsletter: false}", true, "unchecked"),
            Row("checked: {Gift wrap: false}", false, "checked"),
            Row("checked: Everything", false, "half checked"),
            Row("checked: {Everything: false}", false, "half checked"),
            Row("checked: Keep shopping", false, "nothing that can be checked"),
            Row("enabled: Keep shopping", true, "enabled"), Row("enabled: Pay now", false, "disabled"),
            Row("disabled: Pay now", true, "disabled"), Row("disabled: Keep shopping", false, "enabled"),
            Row("focused: Email", true, "focused"), Row("focused: Note", false, "not focused"),
            Row("count: {css=.row: 2}", true, "2"), Row("count: {css=.row: 3}", false, "2"),
            Row("count: {css=.none: 0}", true, "0"),
            Row("request: /cart", false, "no request"), Row("download: \"*.csv\"", false, "no download"),
            Row("console: clean", true, "no errors"), Row("console: hello", false, "0 other console lines"),
            Row("value: {Code: x}", nil, "could be any of 2"),
            Row("says: The page looks friendly", nil, "only a model can judge"),
            Row("visible: 'css=[['", nil, "css=[["), Row("hidden: 'xpath=//['", nil, "xpath=//["),
        ]

        @Test("each kind of expectation holds, does not, or can't be told, and says what it saw")
        func kinds() async throws {
            try await withPage { page, site in
                site.page("/cart", Self.html)
                try await page.open("/cart?from=mail", on: site)
                _ = try await page.settle()
                for row in Self.rows {
                    let result = try await page.play(
                        "expected_state: {\(row.expected)}\ntimeout_ms: 50", on: site)
                    let saw = row.held == nil ? result.problem?.message : result.expectations.first?.saw
                    #expect(result.expectations.allSatisfy { $0.held == row.held }, "\(row.expected)")
                    #expect(saw?.contains(row.saw) == true, "\(row.expected) saw \(saw ?? "nothing")")
                    switch row.held {
                    case true?: #expect(result.status == .passed && result.problem == nil, "\(row.expected)")
                    case false?: #expect(result.problem?.code == .expectationUnmet, "\(row.expected)")
                    case nil: #expect(result.status == .error, "\(row.expected)")
                    }
                }
            }
        }

        @Test("what was seen has its place in the viewport, unless it is in a frame within the page")
        func place() async throws {
            try await withPage { page, site in
                site.page("/inner", "<p>Within</p>")
                try await page.show(
                    """
                    <h1 style='position: absolute; left: 30px; top: 40px; width: 200px; height: 50px; margin: 0'>Here</h1>
                    <iframe src=/inner></iframe>
                    """, on: site)
                _ = try await page.frame("/inner")
                let result = try await page.play(
                    "expected_state: {visible: [Here, Within], text: {css=h1: Here}}", on: site)
                #expect(result.status == .passed)
                let boxes = result.expectations.map { ($0.expectation.description.contains("Here"), $0.box) }
                #expect(
                    boxes.filter(\.0).map(\.1)
                        == Array(repeating: ElementBox(x: 30, y: 40, w: 200, h: 50), count: 2))
                #expect(boxes.filter { !$0.0 }.map(\.1) == [nil])
            }
        }

        /// What an action causes, what is expected of it, and whether that holds.
        private static let caused: [Row] = [
            Row("request: POST /api/orders 201", true, "POST /api/orders 201"),
            Row("request: /api/orders", true, "201"), Row("request: POST /api/orders 200", false, "201"),
            Row("request: GET /api/orders", false, "POST /api/orders 201"),
            Row("request: \"/api/*\"", true, "201"),
            Row("download: invoice.csv", true, "invoice.csv"),
            Row("download: \"*.pdf\"", false, "invoice.csv"),
            Row("download: {name: \"*.csv\", content: \"total;12\", minimum_bytes: 9}", true, "invoice.csv"),
            Row("download: {content: \"total;13\"}", false, "total;12"),
            Row("download: {minimum_bytes: 99}", false, "has only 9 bytes"),
            Row("console: order 7 placed", true, "on the console"), Row("console: clean", false, "no stock"),
        ]

        @Test("what passes between the page and the world counts when the step caused it", arguments: caused)
        func traffic(row: Row) async throws {
            try await withTemporaryFolder { folder in
                var options = PageOptions()
                options.downloadFolder = folder.path(percentEncoded: false)
                try await withPage(options) { page, site in
                    site.route("/api/orders") { _ in .json("{}", status: 201) }
                    site.route("/invoice") { _ in .file("invoice.csv", "total;12\n") }
                    try await page.show(
                        """
                        <button onclick="fetch('/api/orders', { method: 'POST' }); console.log('order 7 placed');
                        console.error('no stock'); location = '/invoice'">Order</button>
                        """, on: site)
                    let isUnmet = row.held == false
                    let result = try await page.play(
                        """
                        actions: [{type: click, target: Order}]
                        expected_state: {\(row.expected)}
                        timeout_ms: \(isUnmet ? 700 : 5000)
                        """, on: site)
                    #expect(result.status == (isUnmet ? .failed : .passed))
                    let saw = result.expectations.first?.saw ?? ""
                    #expect(saw.contains(row.saw))
                }
            }
        }

        @Test("what happened before the step proves nothing about it")
        func before() async throws {
            try await withPage { page, site in
                site.page("/api", "{}")
                try await page.show("<script>fetch('/api'); console.error('old news')</script>", on: site)
                _ = try await page.settle()
                let clean = try await page.play("expected_state: {console: clean}", on: site)
                #expect(clean.status == .passed)
                let request = try await page.play(
                    "expected_state: {request: /api}\ntimeout_ms: 100", on: site)
                #expect(request.problem?.code == .expectationUnmet)
            }
        }

        @Test("what comes late is waited for, and the wait says for what")
        func late() async throws {
            try await withPage { page, site in
                try await page.show("<p id=a>Loading</p>", on: site)
                let result = try await page.when {
                    try await page.play(
                        "expected_state: {visible: Welcome, hidden: Loading}\ntimeout_ms: 9000", on: site)
                } waits: {
                    try await page.script("setTimeout(() => { a.textContent = 'Welcome' }, 300); null")
                }
                #expect(result.status == .passed)
                #expect(result.waits.causes.contains("expecting \"Welcome\" is visible"))
            }
        }

        @Test("all expectations must hold at the same time")
        func together() async throws {
            try await withPage { page, site in
                try await page.show(
                    """
                    <p id=a>one</p>
                    <script>setInterval(() => { a.textContent = a.textContent === 'one' ? 'two' : 'one' }, 30)</script>
                    """, on: site)
                let result = try await page.play(
                    "expected_state: {visible: [one, two]}\ntimeout_ms: 500", on: site)
                #expect(result.status == .failed)
                let other = try await page.play(
                    "expected_state: {text: [one, two]}\ntimeout_ms: 300", on: site)
                #expect(other.status == .failed)
                #expect(other.expectations.count { $0.held == true } == 1)
            }
        }

        @Test("an application that is wrong is wrong, even where another expectation can't be told")
        func contradictionFirst() async throws {
            try await withPage { page, site in
                try await page.show("<p>Total 13", on: site)
                let result = try await page.play(
                    "expected_state: {says: All is well, text: Total 12}\ntimeout_ms: 100", on: site)
                #expect(result.status == .failed)
                #expect(result.expectations.map(\.held) == [nil, false])
            }
        }
    }
}
