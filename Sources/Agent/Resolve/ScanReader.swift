/// Reads the JSON of a scan from front to back, a value at a time.
///
/// A look at a page is thousands of short values, and a step has several looks: a decoder that makes a tree first takes
/// longer than the page took to tell.
struct ScanReader {
    /// What was found where something else was expected.
    struct Malformed: Error, CustomStringConvertible {
        let expected: String
        /// In bytes from the beginning.
        let offset: Int

        var description: String { "the page's answer is unreadable at byte \(offset): \(expected) expected" }
    }

    private let bytes: [UInt8]
    private var at = 0
    private var isRowFresh = true

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    // MARK: Containers

    /// Calls `body` for each key of an object; it must read or skip the value.
    mutating func object(_ body: (inout ScanReader, String) throws -> Void) throws {
        try expect("{", "an object")
        var isFirst = true
        while try more("}", &isFirst) {
            let key = try string()
            try expect(":", "a colon")
            try body(&self, key)
        }
    }

    /// Calls `body` for each element of an array; it must read or skip it.
    mutating func array(_ body: (inout ScanReader) throws -> Void) throws {
        try expect("[", "an array")
        var isFirst = true
        while try more("]", &isFirst) { try body(&self) }
    }

    // MARK: Rows: arrays whose places mean something

    mutating func openRow() throws {
        try expect("[", "an array")
        isRowFresh = true
    }

    /// Whether the row has another place; after the last the row is left.
    mutating func hasPlace() throws -> Bool {
        var isFresh = isRowFresh
        isRowFresh = false
        return try more("]", &isFresh)
    }

    mutating func nextString() throws -> String {
        guard try hasPlace() else { throw malformed("another string") }
        return try string()
    }

    mutating func nextInteger() throws -> Int {
        guard try hasPlace() else { throw malformed("another number") }
        return try integer()
    }

    private mutating func more(_ bracket: Unicode.Scalar, _ isFirst: inout Bool) throws -> Bool {
        skipSpace()
        if byte == UInt8(ascii: bracket) {
            at += 1
            return false
        }
        if isFirst { isFirst = false } else { try expect(",", "a comma") }
        return true
    }

    // MARK: Values

    mutating func string() throws -> String {
        try expect("\"", "a string")
        let start = at
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { at += 1 }
        guard byte == UInt8(ascii: "\\") else {
            defer { at += 1 }
            guard byte != nil else { throw malformed("the end of a string") }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }
        var out = Array(bytes[start..<at])
        while let byte, byte != UInt8(ascii: "\"") {
            at += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &out) } else { out.append(byte) }
        }
        try expect("\"", "the end of a string")
        return String(decoding: out, as: UTF8.self)
    }

    /// A number, cut to a whole one that fits.
    mutating func integer() throws -> Int {
        skipSpace()
        let start = at
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var value = 0
        while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), at - start < 18 {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            at += 1
        }
        guard at > start + (isNegative ? 1 : 0) else { throw malformed("a number") }
        if let byte, Self.isOfNumber(byte) { return try decimal(from: start) }
        return isNegative ? -value : value
    }

    mutating func flag() throws -> Bool {
        if take("true") { return true }
        if take("false") { return false }
        throw malformed("true or false")
    }

    /// Whether a null was there, which is then read.
    mutating func null() -> Bool { take("null") }

    mutating func skip() throws {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): try object { reader, _ in try reader.skip() }
        case UInt8(ascii: "["): try array { reader in try reader.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try flag()
        default: if !null() { _ = try integer() }
        }
    }

    // MARK: Bytes

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || (0x09...0x0D).contains(byte) { at += 1 }
    }

    private mutating func expect(_ scalar: Unicode.Scalar, _ what: String) throws {
        skipSpace()
        guard byte == UInt8(ascii: scalar) else { throw malformed(what) }
        at += 1
    }

    private mutating func take(_ word: StaticString) -> Bool {
        skipSpace()
        let wanted = word.description.utf8
        guard bytes.count - at >= wanted.count, bytes[at..<at + wanted.count].elementsEqual(wanted) else {
            return false
        }
        at += wanted.count
        return true
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func decimal(from start: Int) throws -> Int {
        while let byte, Self.isOfNumber(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
            at += 1
        }
        guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)), !value.isNaN else {
            throw malformed("a number")
        }
        return Int(exactly: value.rounded()) ?? (value < 0 ? .min / 2 : .max / 2)
    }

    private mutating func escape(into out: inout [UInt8]) throws {
        guard let letter = byte else { throw malformed("the end of a string") }
        at += 1
        switch letter {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(letter)
        case UInt8(ascii: "u"): out += Array(String(try scalar()).utf8)
        default: throw malformed("an escape")
        }
    }

    /// The scalar that four hexadecimal digits name, or eight in two halves; half of one alone becomes U+FFFD.
    private mutating func scalar() throws -> Unicode.Scalar {
        let first = try unit()
        guard (0xD800..<0xDC00).contains(first), at + 6 <= bytes.count,
            bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
        else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let back = at
        at += 2
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second) else {
            at = back
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func unit() throws -> UInt32 {
        guard at + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw malformed("four hexadecimal digits") }
        at += 4
        return value
    }

    private func malformed(_ expected: String) -> Malformed { Malformed(expected: expected, offset: at) }
}
