/// Reads JSON, with `//` and `/* */` comments and trailing commas, into nodes that know their place.
package struct JSONReader {
    /// Deeper nesting is an attack or an accident, and would exhaust the stack.
    private static let deepest = 200

    private let file: String
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var column = 1
    private var depth = 0

    private init(text: String, file: String) {
        self.file = file
        scalars = Array(text.unicodeScalars)
    }

    /// Throws the first syntax error; nil when the text holds nothing but blanks and comments.
    package static func read(text: String, file: String) throws(FlowFileError) -> SourceNode? {
        var reader = JSONReader(text: text, file: file)
        try reader.skipBlanks()
        guard reader.peek != nil else { return nil }
        let node = try reader.value()
        try reader.skipBlanks()
        guard reader.peek == nil else {
            throw reader.problem("there is more text after the end of the JSON value")
        }
        return node
    }

    // MARK: Values

    private mutating func value() throws(FlowFileError) -> SourceNode {
        let start = here
        switch peek {
        case "{": return SourceNode(.mapping(try nested(Self.entries)), location: start)
        case "[": return SourceNode(.sequence(try nested(Self.elements)), location: start)
        case "\"": return SourceNode(.scalar(.init(try string(), isQuoted: true)), location: start)
        case _: return SourceNode(.scalar(.init(try word(), isQuoted: false)), location: start)
        }
    }

    private mutating func nested<R>(
        _ body: (inout JSONReader) throws(FlowFileError) -> R
    ) throws(FlowFileError) -> R {
        depth += 1
        guard depth <= Self.deepest else { throw problem("nested more than \(Self.deepest) levels deep") }
        let result = try body(&self)
        depth -= 1
        return result
    }

    private static func entries(_ reader: inout JSONReader) throws(FlowFileError) -> [SourceNode.Entry] {
        var entries: [SourceNode.Entry] = []
        var places: [String: SourceLocation] = [:]
        reader.advance()
        while try !reader.ends(with: "}", isFirst: entries.isEmpty) {
            let place = reader.here
            guard reader.peek == "\"" else {
                throw reader.problem("expected a key in double quotes but found \(reader.found)")
            }
            let key = try reader.string()
            if let other = places.updateValue(place, forKey: key) {
                throw FlowFileError(place, "the key \"\(key)\" is already at line \(other.line)")
            }
            try reader.skipBlanks()
            guard reader.peek == ":" else {
                throw reader.problem("expected \":\" after the key but found \(reader.found)")
            }
            reader.advance()
            try reader.skipBlanks()
            entries.append(.init(key: key, keyLocation: place, value: try reader.value()))
        }
        return entries
    }

    private static func elements(_ reader: inout JSONReader) throws(FlowFileError) -> [SourceNode] {
        var elements: [SourceNode] = []
        reader.advance()
        while try !reader.ends(with: "]", isFirst: elements.isEmpty) {
            elements.append(try reader.value())
        }
        return elements
    }

    /// Passes the comma before the next element, or the closing bracket.
    private mutating func ends(with close: Unicode.Scalar, isFirst: Bool) throws(FlowFileError) -> Bool {
        try skipBlanks()
        if !isFirst, peek == "," {
            advance()
            try skipBlanks()
        } else if !isFirst, peek != close {
            throw problem("expected \",\" or \"\(close)\" but found \(found)")
        }
        guard peek == close else { return false }
        advance()
        return true
    }

    /// A number or one of the three words of JSON.
    private mutating func word() throws(FlowFileError) -> String {
        let start = here
        let found = found
        var word = String.UnicodeScalarView()
        while let next = peek,
            next.properties.isAlphabetic || next.properties.numericType != nil
                || "+-._".unicodeScalars.contains(next)
        {
            word.append(next)
            advance()
        }
        let text = String(word)
        if text.isEmpty { throw problem("expected a value but found \(found)", at: start) }
        if ["true", "false", "null"].contains(text) || Self.isNumber(text) { return text }
        throw problem("\(text) is not a JSON value; text needs double quotes", at: start)
    }

    private static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }

    // MARK: Text

    private mutating func string() throws(FlowFileError) -> String {
        let start = here
        var text = String.UnicodeScalarView()
        advance()
        while let next = peek, next != "\"" {
            if next == "\n" || next == "\r" {
                throw problem("the text in double quotes never ends", at: start)
            }
            if next.value < 0x20 {
                throw problem("a control character in text is written \\u00\(Self.hex(next.value))")
            }
            if next == "\\" {
                text.append(try escape())
            } else {
                text.append(next)
                advance()
            }
        }
        guard peek != nil else { throw problem("the text in double quotes never ends", at: start) }
        advance()
        return String(text)
    }

    private static func hex(_ value: UInt32) -> String {
        (value < 16 ? "0" : "") + String(value, radix: 16)
    }

    private mutating func escape() throws(FlowFileError) -> Unicode.Scalar {
        let start = here
        advance()
        let letter = peek
        advance()
        switch letter {
        case "\"", "\\", "/": return letter ?? "/"
        case "b": return "\u{8}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try codePoint(from: start)
        case _: throw problem("an unknown escape in text; a backslash is written \\\\", at: start)
        }
    }

    private mutating func codePoint(from start: SourceLocation) throws(FlowFileError) -> Unicode.Scalar {
        let first = try fourDigits(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xdc00, peek == "\\" else { throw problem("half of a surrogate pair", at: start) }
        advance()
        guard peek == "u" else { throw problem("half of a surrogate pair", at: start) }
        advance()
        let second = try fourDigits(from: start)
        guard (0xdc00...0xdfff).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw problem("half of a surrogate pair", at: start) }
        return scalar
    }

    private mutating func fourDigits(from start: SourceLocation) throws(FlowFileError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let next = peek, next.isASCII, let digit = Character(next).hexDigitValue else {
                throw problem("\\u needs four hexadecimal digits", at: start)
            }
            value = value << 4 | UInt32(digit)
            advance()
        }
        return value
    }

    // MARK: Blanks and places

    private mutating func skipBlanks() throws(FlowFileError) {
        while let next = peek {
            if next == " " || next == "\t" || next == "\n" || next == "\r" || next == "\u{feff}" {
                advance()
            } else if next == "/" {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(FlowFileError) {
        let start = here
        advance()
        if peek == "/" {
            while let next = peek, next != "\n" { _ = next; advance() }
            return
        }
        guard peek == "*" else { throw problem("expected a value but found \"/\"", at: start) }
        advance()
        var previous: Unicode.Scalar = " "
        while let next = peek {
            advance()
            if previous == "*", next == "/" { return }
            previous = next
        }
        throw problem("the comment never ends", at: start)
    }

    private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    private var here: SourceLocation { SourceLocation(file: file, line: line, column: column) }
    private var found: String { peek.map { "\"\($0)\"" } ?? "the end of the file" }

    private mutating func advance() {
        guard let passed = peek else { return }
        index += 1
        if passed == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }

    private func problem(_ message: String, at place: SourceLocation? = nil) -> FlowFileError {
        FlowFileError(place ?? here, message)
    }
}
