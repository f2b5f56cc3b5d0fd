import Foundation
import Testing

@testable import Models

@Suite struct JSONTests {
    @Test(
        "what is read is written again, keys sorted",
        arguments: [
            (
                #" {"b" : [1, 2.5, -3e2, true, null], "a":{"":""}} "#,
                #"{"a":{"":""},"b":[1,2.5,-300.0,true,null]}"#
            ),
            (#""\u00e9\n\"\\\/ \ud83d\ude00 \ud83d""#, "\"é\\n\\\"\\\\/ 😀 \u{FFFD}\""),
            ("[]", "[]"), ("9007199254740993", "9007199254740993"), ("0", "0"), ("-0.5", "-0.5"),
        ])
    func roundTrip(text: String, written: String) throws {
        let value = try JSON(text: text)
        #expect(value.description == written)
        #expect(try JSON(text: written) == value)
    }

    @Test(
        "a text that is no JSON tells where it stops being one",
        arguments: [
            ("", 0), ("{", 1), (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), ("[1 2]", 3), ("[1,", 3), ("01", 2),
            ("1.", 2),
            ("tru", 0), (#""abc"#, 4), (#""\x""#, 2), ("1 2", 2), ("\"\u{1}\"", 1), (#""\u12"#, 3),
            ("nulll", 4),
        ])
    func malformed(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON(text: text) }
        #expect(error?.offset == offset)
    }

    @Test("bytes that are no UTF-8 and bottomless nesting are refused")
    func hostile() {
        #expect(throws: JSONError.self) { try JSON(bytes: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.self) { try JSON(text: String(repeating: "[", count: 100_000)) }
    }

    @Test("every string goes through Foundation's reader unchanged")
    func foundationAgrees() throws {
        let text = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init))) + "\u{2028}😀"
        let bytes = JSON.array([.string(text)]).bytes
        #expect(try JSONDecoder().decode([String].self, from: Data(bytes)) == [text])
    }

    @Test("a value at the beginning of a text is read to its end")
    func prefix() throws {
        let bytes = Array("x {\"a\":1} and more".utf8)
        let (value, end) = try JSON.prefix(of: bytes, from: 2)
        #expect(value == ["a": 1])
        #expect(end == 9)
    }

    @Test("no cut of a text is taken for the whole")
    func cuts() throws {
        let whole = Array(#"{"a":[1,"é\n",{"b":null}]}"#.utf8)
        for end in whole.indices {
            #expect(throws: JSONError.self) { try JSON(bytes: whole[..<end]) }
        }
    }
}
