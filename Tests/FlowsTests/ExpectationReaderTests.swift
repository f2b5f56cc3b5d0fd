import Flows
import Testing

@Suite struct ExpectationReaderTests {
    @Test(
        "every key has its shapes and sentences",
        arguments: [
            ("url: /cart", ["url is /cart"]),
            ("title: My shop", ["title is \"My shop\""]),
            ("visible: Payment", ["\"Payment\" is visible"]),
            ("visible: [A, 2]", ["\"A\" is visible", "\"2\" is visible"]),
            ("hidden: [A]", ["\"A\" is hidden"]),
            ("text: Thanks", ["the page has text \"Thanks\""]),
            ("text: [Thanks, 12.00]", ["the page has text \"Thanks\"", "the page has text \"12.00\""]),
            (
                "text: {Total: 12.00, Items: [a, b]}",
                [
                    "\"Total\" has text \"12.00\"", "\"Items\" has text \"a\"", "\"Items\" has text \"b\"",
                ]
            ),
            ("value: {Email: \"\", Zip: 0150}", ["\"Email\" has value \"\"", "\"Zip\" has value \"0150\""]),
            ("value: {Password: \"${SHOP_PASSWORD}\"}", ["\"Password\" has value \"‹SHOP_PASSWORD›\""]),
            ("checked: Terms", ["\"Terms\" is checked"]),
            ("checked: [A, B]", ["\"A\" is checked", "\"B\" is checked"]),
            ("checked: {A: true, B: no}", ["\"A\" is checked", "\"B\" is not checked"]),
            ("enabled: Pay", ["\"Pay\" is enabled"]),
            ("disabled: [Pay]", ["\"Pay\" is disabled"]),
            ("focused: Email", ["\"Email\" has the focus"]),
            (
                "count: {Cart row: 2, Empty: 0, Total: 1}",
                [
                    "\"Cart row\" appears 2 times", "\"Empty\" appears 0 times", "\"Total\" appears once",
                ]
            ),
            ("request: POST /api/orders 201", ["POST /api/orders answered 201"]),
            ("request: [post /a, /b]", ["POST /a was requested", "/b was requested"]),
            ("request: {path: /a, method: get, status: 404}", ["GET /a answered 404"]),
            ("request: /a 204", ["/a answered 204"]),
            ("download: report.csv", ["\"report.csv\" was downloaded"]),
            (
                "download: {content: total, minimum_bytes: 10}",
                ["a file was downloaded with \"total\" of at least 10 bytes"]
            ),
            ("console: clean", ["the console is clean"]),
            ("console: [ready, done]", ["the console has \"ready\"", "the console has \"done\""]),
            ("says: The order is confirmed", ["The order is confirmed"]),
            ("visible: A\nurl: /b", ["\"A\" is visible", "url is /b"]),
        ])
    func shapes(written: String, sentences: [String]) throws {
        let step = try step("expected_state:\n" + written.indented(by: 2))
        #expect(step.expectations.map(\.description) == sentences)
    }

    @Test(
        "what is wrong with an expectation is said with its place",
        arguments: [
            ("visble: A", "7: unknown key \"visble\" in expected_state (did you mean \"visible\"?)"),
            ("url: [a]", "12: url must be text, not a list"),
            ("url: \"\"", "12: url is empty"),
            ("visible: []", "16: visible is empty"),
            ("visible: [A, ~]", "20: visible must be text, not nothing"),
            ("visible: {A: true}", "16: visible must be text, not a map"),
            ("text: {}", "13: text is empty"),
            ("text: {Total: {a: b}}", "21: text must be text, not a map"),
            (
                "value: Ann",
                "14: value must be a map, not Ann (for example {value: {Email: ann@example.com}})"
            ),
            ("count: [2]", "14: count must be a map, not a list (for example {count: {Cart row: 2}})"),
            ("count: {A: two}", "18: count must be a whole number between 0 and 1000000, not two"),
            ("count: {A: -1}", "18: count must be a whole number between 0 and 1000000, not -1"),
            ("checked: {A: maybe}", "20: checked must be true or false, not maybe"),
            ("checked: {A: \"true\"}", "20: checked must be true or false, not \"true\""),
            ("focused: [A]", "16: focused must be text, not a list"),
            (
                "request: POST the order",
                "16: a request is a path with its method and status, not POST the order"
                    + " (for example \"POST /api/orders 201\")"
            ),
            ("request: {status: 201}", "16: a request needs a path"),
            ("request: {path: /a, method: PSOT}", "35: unknown method \"PSOT\" (did you mean \"POST\"?)"),
            (
                "request: {path: /a, status: 99}",
                "35: status must be a whole number between 100 and 599, not 99"
            ),
            ("download: {size: 3}", "18: unknown key \"size\" in a download\n17: download is empty"),
            (
                "download: {minimum_bytes: -1}",
                "33: minimum_bytes must be a whole number of at least 0, not -1"
            ),
            ("text: \"${data.emial}\"", "13: unknown data \"emial\""),
        ])
    func wrong(written: String, messages: String) {
        let expected = messages.split(separator: "\n").map { "flows/a.yaml:5:\($0)" }.sorted()
        let found = problems(inStep: "expected_state:\n" + written.indented(by: 2))
        #expect(found.split(separator: "\n").map(String.init).sorted() == expected)
    }
}
