/// Where a text stops being JSON, and why.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In bytes from the beginning.
    package let offset: Int
    package let reason: String

    package var description: String { "\(reason) at byte \(offset)" }
}

extension JSON {
    /// Reads a whole text; nothing but white space may follow the value.
    package init(bytes: some Collection<UInt8>) throws(JSONError) {
        var parser = JSONParser(Array(bytes))
        self = try parser.value()
        try parser.expectEnd()
    }

    package init(text: String) throws(JSONError) { try self.init(bytes: Array(text.utf8)) }

    /// Reads the value that begins at `start` and tells where it ends; what follows may be anything.
    package static func prefix(
        of bytes: [UInt8], from start: Int
    ) throws(JSONError) -> (value: JSON, end: Int) {
        var parser = JSONParser(bytes, at: start)
        let value = try parser.value()
        return (value, parser.place)
    }
}

/// Reads JSON as RFC 8259 has it, and knows its place.
struct JSONParser {
    /// Deeper nesting is refused; no wire that we speak comes near it.
    static let deepest = 256

    private let bytes: [UInt8]
    private(set) var place: Int
    private var depth = 0

    init(_ bytes: [UInt8], at place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        guard let first = next else { throw error("the text ends where a value should begin") }
        switch first {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("no value begins like this")
        }
    }

    mutating func expectEnd() throws(JSONError) {
        skipSpace()
        if place < bytes.count { throw error("something follows the value") }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func error(_ reason: String) -> JSONError { JSONError(offset: place, reason: reason) }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func nested(
        _ read: (inout JSONParser) throws(JSONError) -> JSON
    ) throws(JSONError) -> JSON {
        guard depth < Self.deepest else { throw error("nested too deeply") }
        depth += 1
        place += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONError) -> JSON {
        var fields: [String: JSON] = [:]
        skipSpace()
        if take("}") { return .object(fields) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a key should be here") }
            let key = try text()
            skipSpace()
            guard take(":") else { throw error("a colon should be here") }
            fields[key] = try value()
            skipSpace()
            if take("}") { return .object(fields) }
            guard take(",") else { throw error("a comma or the object's end should be here") }
        }
    }

    private mutating func array() throws(JSONError) -> JSON {
        var items: [JSON] = []
        skipSpace()
        if take("]") { return .array(items) }
        while true {
            items.append(try value())
            skipSpace()
            if take("]") { return .array(items) }
            guard take(",") else { throw error("a comma or the array's end should be here") }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw error("no value begins like this") }
        place += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = place
        _ = take("-")
        let leadingZero = next == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, whole == 1 || !leadingZero else { throw error("not a number") }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw error("not a number") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            place += 1
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw error("not a number") }
        }
        let written = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let value = Int(written) { return .integer(value) }
        guard let value = Double(written), value.isFinite else { throw error("too large a number") }
        return .decimal(value)
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place - start
    }
}

extension JSONParser {
    private mutating func text() throws(JSONError) -> String {
        place += 1
        var kept: [UInt8] = []
        var run = place
        while true {
            guard let byte = next else { throw error("the text ends inside a string") }
            switch byte {
            case UInt8(ascii: "\""):
                kept += bytes[run..<place]
                guard let text = String(validating: kept, as: UTF8.self) else { throw error("not UTF-8") }
                place += 1
                return text
            case UInt8(ascii: "\\"):
                kept += bytes[run..<place]
                place += 1
                try escape(into: &kept)
                run = place
            case 0..<0x20: throw error("a control character in a string")
            default: place += 1
            }
        }
    }

    private mutating func escape(into kept: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error("the text ends inside a string") }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): kept.append(0x0A)
        case UInt8(ascii: "t"): kept.append(0x09)
        case UInt8(ascii: "r"): kept.append(0x0D)
        case UInt8(ascii: "b"): kept.append(0x08)
        case UInt8(ascii: "f"): kept.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): kept.append(byte)
        case UInt8(ascii: "u"): kept += String(try scalar()).utf8
        default:
            place -= 1
            throw error("no such escape")
        }
    }

    /// One half of a pair alone stands for nothing; it becomes the replacement character.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let behind = place
        guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
            place = behind
            return "\u{FFFD}"
        }
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second) else {
            place = behind
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        guard place + 4 <= bytes.count,
            let digits = String(validating: bytes[place..<place + 4], as: UTF8.self),
            digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16)
        else { throw error("four hexadecimal digits should be here") }
        place += 4
        return value
    }
}
