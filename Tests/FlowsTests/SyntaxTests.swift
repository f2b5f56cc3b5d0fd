import Flows
import Foundation
import Testing

@Suite struct SyntaxTests {
    @Test(
        "broken YAML is explained with its place",
        arguments: [
            ("name: A\nsteps:\n\t- name: S", "3:1: a tab in the indentation; YAML wants spaces"),
            (
                "name: A\nsteps:\n  - name: S\n  \ttimeout_ms: 5",
                "4:3: a tab in the indentation; YAML wants spaces"
            ),
            ("name: A\r\nsteps:\r\n\t- name: S", "3:1: a tab in the indentation; YAML wants spaces"),
            ("name: A\nname: B\nsteps: [S]", "2:1: the key \"name\" is already at line 1"),
            (
                "name: A\nsteps:\n  - name: S\n    timeout_ms: 5\n    \"name\": T",
                "5:5: the key \"name\" is already at line 3"
            ),
            (
                "name: A\nsteps: [S]\n---\nname: B",
                "3:1: a second document starts here; one file holds one flow"
            ),
            (
                "name: Buy: now\nsteps: [S]",
                "1:10: a \":\" where YAML expects no key (text with a colon and a space needs quotes,"
                    + " and keys of one map the same indentation)"
            ),
            ("name: @home\nsteps: [S]", "1:7: text that starts with this character needs quotes"),
            ("name: *home\nsteps: [S]", "1:7: an alias without its anchor"),
            ("name: [A\nsteps: [S]", "2:6: not YAML: did not find expected ',' or ']'"),
            ("name: \"A\nsteps: [S]", "2:11: not YAML: found unexpected end of stream"),
            ("name: A\u{7}\nsteps: [S]", "1:8: unreadable character U+7: control characters are not allowed"),
            ("? [a, b]\n: c\nname: A\nsteps: [S]", "1:3: a key must be text, not a list or a map"),
        ])
    func yaml(text: String, message: String) {
        #expect(problems(text) == "flows/a.yaml:" + message)
    }

    @Test("anchors and aliases work, aliases of aliases have an end")
    func aliases() throws {
        let flow = try flow(
            """
            name: A
            steps:
              - name: S
                expected_state: &cart {visible: Cart}
              - name: T
                expected_state: *cart
            """)
        #expect(
            flow.steps.map { $0.expectations.map(\.description) } == [
                ["\"Cart\" is visible"], ["\"Cart\" is visible"],
            ])
        let bomb = (1...40).map { "  a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        #expect(
            problems("name: A\ngraph_data:\n  a0: &a0 x\n\(bomb)steps: [S]").contains(
                "more than 20000 values, counting what aliases repeat"))
        #expect(
            problems("name: A\ngraph_data:\n  a0: &a0 x\n\(bomb)  *a40 : x\nsteps: [S]")
                == "flows/a.yaml:44:3: a key must be plain text, not an alias, a list or a map")
    }

    @Test(
        "nesting has an end",
        arguments: [
            ("flows/a.yaml", 300), ("flows/a.json", 300), ("flows/a.yaml", 500_000),
            ("flows/a.json", 500_000),
        ])
    func nesting(path: String, depth: Int) {
        let open = path.hasSuffix("json") ? "{\"name\": \"A\", \"graph_data\": " : "name: A\ngraph_data: "
        let text = open + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(problems(text, path: path).contains("nested more than"))
    }

    @Test(
        "broken JSON is explained with its place",
        arguments: [
            (
                "{\"name\": \"A\",\n \"steps\": [\"S\"] \"tags\": []}",
                "2:17: expected \",\" or \"}\" but found \"\"\""
            ),
            ("{\"name\": \"A\",\n  name: 1}", "2:3: expected a key in double quotes but found \"n\""),
            ("{\"name\" \"A\"}", "1:9: expected \":\" after the key but found \"\"\""),
            ("{\"name\": A}", "1:10: A is not a JSON value; text needs double quotes"),
            ("{\"name\": 01}", "1:10: 01 is not a JSON value; text needs double quotes"),
            ("{\"name\": \"A", "1:10: the text in double quotes never ends"),
            ("{\"name\": \"A\n\"}", "1:10: the text in double quotes never ends"),
            ("{\"name\": \"A\u{7}\"}", "1:12: a control character in text is written \\u0007"),
            ("{\"name\": \"\\q\"}", "1:11: an unknown escape in text; a backslash is written \\\\"),
            ("{\"name\": \"\\ud83d\"}", "1:11: half of a surrogate pair"),
            ("{\"name\": \"\\u12\"}", "1:11: \\u needs four hexadecimal digits"),
            ("{\"name\": \"A\", \"name\": \"B\"}", "1:15: the key \"name\" is already at line 1"),
            ("{\"name\": \"A\"} x", "1:15: there is more text after the end of the JSON value"),
            ("{\"name\": ", "1:10: expected a value but found the end of the file"),
            ("{\"name\": /* A", "1:10: the comment never ends"),
            ("{,}", "1:2: expected a key in double quotes but found \",\""),
            ("[1,,2]", "1:4: expected a value but found \",\""),
            ("  // nothing", "1:1: the file is empty"),
            ("null", "1:1: the file is empty"),
            (
                "{\"name\": \"A\",\n  \"stpes\": [],\n  \"steps\": [\"S\"]}",
                "2:3: unknown key \"stpes\" in a flow (did you mean \"steps\"?)"
            ),
        ])
    func json(text: String, message: String) {
        #expect(problems(text, path: "flows/a.json") == "flows/a.json:" + message)
    }

    @Test("comments and trailing commas are allowed in JSON")
    func comments() throws {
        let text = """
            // a flow
            {
              "name": "http://a", /* not a // comment */
              "tags": ["a", "b",],
              "steps": ["S",], // end
            }
            """
        let flow = try flow(text, path: "flows/a.json")
        #expect(flow.name == "http://a")
        #expect(flow.tags == ["a", "b"])
    }

    @Test("a JSON document in a YAML file is a flow too")
    func jsonInYAML() throws {
        #expect(try flow("{\"name\":\"A\",\"steps\":[{\"name\":\"S\"}]}").steps.map(\.name) == ["S"])
    }

    @Test(
        "bytes that are no text are refused with their place",
        arguments: [
            ([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0x61, 0xff, 0x62], "2:2"), ([0xff, 0xfe, 0x6e, 0x00], "1:1"),
        ] as [([UInt8], String)])
    func encoding(bytes: [UInt8], place: String) {
        let error = #expect(throws: FlowFileError.self) { try UTF8Text.decode(Data(bytes), file: "a.yaml") }
        #expect(error?.description == "a.yaml:\(place): the file is not UTF-8 text")
    }

    @Test("a byte order mark does no harm")
    func byteOrderMark() throws {
        #expect(try UTF8Text.decode(Data([0xef, 0xbb, 0xbf, 0x61]), file: "a") == "a")
    }
}
