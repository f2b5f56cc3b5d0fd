import Foundation

/// Recognises one secret in text, though each of its characters may be written as URLs, forms, JSON or markup write it.
struct SecretPattern: Sendable {
    /// How many characters of a secret that was cut short count as one.
    private static let leastOfCut = 4
    /// What follows a text that was cut, or that stands in quotes; the end of everything counts too.
    private static let ends = ["…", "\"", "\\\"", "”"].map { Array($0.utf8) }

    /// For each character, every way to write it, as bytes.
    private let characters: [[[UInt8]]]

    init(_ value: String) {
        characters = value.unicodeScalars.map(Self.spellings)
    }

    /// The bytes with which an occurrence can begin.
    var firstBytes: Set<UInt8> { Set((characters.first ?? []).compactMap(\.first)) }

    /// Where the longest occurrence that begins at `start` ends, or nil when none does.
    ///
    /// The beginning of the secret is an occurrence too where the text was cut behind it.
    func end(in text: [UInt8], from start: Int) -> Int? {
        var ends: Set<Int> = [start]
        for (index, spellings) in characters.enumerated() {
            var next: Set<Int> = []
            for place in ends {
                for spelling in spellings where text[place...].starts(with: spelling) {
                    next.insert(place + spelling.count)
                }
            }
            guard !next.isEmpty else {
                guard index >= Self.leastOfCut else { return nil }
                return ends.compactMap { Self.cut(in: text, from: $0, within: spellings) }.max()
            }
            ends = next
        }
        return ends.max()
    }

    /// Where the text was cut, when that is at `place` or in the middle of one of the spellings.
    private static func cut(in text: [UInt8], from place: Int, within spellings: [[UInt8]]) -> Int? {
        let parts = spellings.map { zip($0, text[place...]).prefix { $0 == $1 }.count }
        return Set(parts + [0]).map { place + $0 }.filter { end in
            end == text.count || ends.contains { text[end...].starts(with: $0) }
        }.max()
    }

    private static func spellings(of scalar: Unicode.Scalar) -> [[UInt8]] {
        let plain = String(scalar)
        var list: Set<String> = [plain]
        for (percent, unit) in [("%%%02X", "\\u%04X"), ("%%%02x", "\\u%04x")] {
            list.insert(plain.utf8.map { String(format: percent, $0) }.joined())
            list.insert(plain.utf16.map { String(format: unit, $0) }.joined())
        }
        list.formUnion([
            "&#\(scalar.value);", String(format: "&#x%X;", scalar.value),
            String(format: "&#x%x;", scalar.value),
        ])
        list.formUnion(named[plain] ?? [])
        // Headers are bytes, and shown as if each were a character.
        list.insert(String(String.UnicodeScalarView(plain.utf8.map(Unicode.Scalar.init))))
        return list.map { Array($0.utf8) }
    }

    /// Characters with spellings of their own; a JSON text inside another has its escapes escaped.
    private static let named: [String: [String]] = [
        " ": ["+"], "\"": ["\\\"", "\\\\\\\"", "&quot;"], "\\": ["\\\\", "\\\\\\\\"], "/": ["\\/", "\\\\/"],
        "\n": ["\\n", "\\\\n"], "\t": ["\\t", "\\\\t"], "\r": ["\\r", "\\\\r"], "&": ["&amp;"], "<": ["&lt;"],
        ">": ["&gt;"], "'": ["&apos;", "\\'"],
    ]
}
