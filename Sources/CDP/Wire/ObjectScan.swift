/// Walks the members of one JSON object without decoding them: keys as text, values as byte ranges.
struct ObjectScan {
    struct Member: Equatable {
        let key: String
        let value: Range<Int>
    }

    private let bytes: [UInt8]
    private var at = 0
    /// Whether the closing brace was reached with nothing but white space behind it.
    private(set) var isComplete = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        skipBlanks()
        if take(UInt8(ascii: "{")) { skipBlanks() } else { at = bytes.count }
    }

    mutating func next() -> Member? {
        guard at < bytes.count else { return nil }
        if take(UInt8(ascii: "}")) {
            skipBlanks()
            isComplete = at == bytes.count
            at = bytes.count
            return nil
        }
        _ = take(UInt8(ascii: ","))
        skipBlanks()
        let keyStart = at
        guard skipString() else { return stop() }
        let key = String(decoding: bytes[(keyStart + 1)..<(at - 1)], as: UTF8.self)
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { return stop() }
        skipBlanks()
        let valueStart = at
        guard skipValue() else { return stop() }
        let value = valueStart..<at
        skipBlanks()
        return Member(key: key, value: value)
    }

    private mutating func stop() -> Member? {
        at = bytes.count
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 9 {
            at += 1
        }
    }

    private mutating func skipString() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { return true }
        }
        return false
    }

    private mutating func skipValue() -> Bool {
        var depth = 0
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                guard skipString() else { return false }
                if depth == 0 { return true }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return at > start }
                depth -= 1
                if depth == 0 {
                    at += 1
                    return true
                }
            case UInt8(ascii: ","), 32, 10, 13, 9:
                if depth == 0 { return at > start }
            default: break
            }
            at += 1
        }
        return false
    }
}
