import CDP
import Testing

@testable import Agent

@Suite struct ScanReaderTests {
    @Test(
        arguments: [
            (#""plain""#, "plain"), (#" "" "#, ""), (#""a\"b\\c\/d""#, #"a"b\c/d"#),
            (#""\n\t\r\b\f""#, "\n\t\r\u{8}\u{C}"), (#""é 猫 🛒""#, "é 猫 🛒"), (#""\u00e9\ud83d\uded2""#, "é🛒"),
            // Half a character, as a page can well have in its text.
            (#""\ud83d""#, "\u{FFFD}"), (#""\ud83dx\u0041""#, "\u{FFFD}xA"), (#""\udc00""#, "\u{FFFD}"),
        ])
    func `a string is read with its escapes`(json: String, text: String) throws {
        var reader = ScanReader(json)
        #expect(try reader.string() == text)
    }

    @Test(
        arguments: [
            ("0", 0), ("-7", -7), (" 42", 42), ("1.5", 2), ("-1e2", -100), ("1e+21", Int.max / 2),
            ("-123456789012345678901234", Int.min / 2), ("999999999999999999", 999_999_999_999_999_999),
        ])
    func `a number is read as a whole one that fits`(json: String, number: Int) throws {
        var reader = ScanReader(json)
        #expect(try reader.integer() == number)
    }

    @Test func `what nobody asks for is skipped`() throws {
        var reader = ScanReader(#"{"a": {"b": [1, "x", null, {"c": [[]]}]}, "d": true, "e": 1.5e3, "n": 8}"#)
        var number = 0
        try reader.object { reader, key in
            if key == "n" { number = try reader.integer() } else { try reader.skip() }
        }
        #expect(number == 8)
    }

    @Test(
        arguments: [
            "", "[", "{", "null", #"{"url": 5}"#, #"{"url": "x"#, #"{"url": "\x"}"#, #"{"url": "\u12"}"#,
            #"{"elements": [[1, "a"]]}"#, #"{"elements": [[]]}"#, #"{"truncated": 1}"#, #"{"a" "b"}"#,
            #"{"a": 1 "b": 2}"#, #"{"contexts": [[1]]}"#, #"{"suspects": -}"#,
        ])
    func `an answer that is no scan is an error, never a crash`(json: String) {
        #expect(throws: CDPError.self) { try PageScan(reading: json) }
    }

    @Test func `every captured page reads the same from any cut as from none, or is refused`() throws {
        for captured in CapturedPage.allCases {
            let text = try captured.text()
            #expect(try PageScan(reading: text).elements.count > 5)
            for length in stride(from: 0, to: text.utf8.count - 1, by: 997) {
                #expect(throws: CDPError.self) {
                    try PageScan(reading: String(decoding: text.utf8.prefix(length), as: UTF8.self))
                }
            }
        }
    }
}
