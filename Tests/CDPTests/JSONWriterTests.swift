import CDP
import Foundation
import Testing

@Suite struct JSONWriterTests {
    @Test(
        "strings are escaped as JSON wants",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), (#"say "hi""#, #""say \"hi\"""#), (#"a\b"#, #""a\\b""#),
            ("line\nnext\r\t", #""line\nnext\r\t""#), ("\u{0}\u{8}\u{1F}", #""\u0000\u0008\u001f""#),
            ("\u{7F}/", "\"\u{7F}/\""), ("ø日本🙂e\u{301}", "\"ø日本🙂e\u{301}\""), ("\u{2028}", "\"\u{2028}\""),
        ])
    func strings(value: String, json: String) throws {
        #expect(written { $0.string(value) } == json)
        #expect(try JSONDecoder().decode(String.self, from: Data(json.utf8)) == value)
    }

    @Test(
        "numbers are the shortest that read back the same",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-12, "-12"), (0.5, "0.5"), (1e21, "1e+21"), (1e-7, "1e-07"),
            (9_007_199_254_740_991, "9007199254740991"), (0.1 + 0.2, "0.30000000000000004"),
        ] as [(Double, String)])
    func numbers(value: Double, json: String) throws {
        #expect(written { $0.number(value) } == json)
        #expect(try JSONDecoder().decode(Double.self, from: Data(json.utf8)) == value)
    }

    @Test("what is not a number in JSON is null", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(written { $0.number(value) } == "null")
    }

    @Test("integers of any size are written whole", arguments: [Int.min, -1, 0, 7, Int.max])
    func integers(value: Int) {
        #expect(written { $0.integer(value) } == String(value))
    }

    @Test("members are separated by commas at every depth, and nil ones are left out")
    func members() {
        let json = written { json in
            json.object { json in
                json.member("id", 7)
                json.member("gone", String?.none)
                json.object("params") { json in
                    json.member("empty", [String]())
                    json.member("list", [[1, 2], [], [3]])
                    json.object("nothing") { _ in }
                    json.member("yes", true)
                }
                json.member("a\"b", 1.5 as Double?)
            }
        }
        #expect(
            json
                == #"{"id":7,"params":{"empty":[],"list":[[1,2],[],[3]],"nothing":{},"yes":true},"a\"b":1.5}"#
        )
    }

    @Test("a writer can be used again")
    func again() {
        var json = JSONWriter()
        json.object { $0.member("a", 1) }
        json.removeAll()
        json.array { $0.null() }
        #expect(String(decoding: json.bytes, as: UTF8.self) == "[null]")
    }

    @Test(
        "any JSON value is written as it would be read",
        arguments: [
            "null", "true", "[]", "{}", #"{"a":[1,"two",{"b":null}],"c":-0.25,"é":"\n"}"#,
        ])
    func values(json: String) throws {
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        #expect(written { value.write(to: &$0) } == json)
        let encoded = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: encoded) == value)
    }

    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
