/// RFC 4648's alphabet of 32 characters, as people copy it: in any case, in groups, with or without padding.
enum Base32 {
    /// Nil when `text` is none.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for character in plain(text).utf8 {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "2")...UInt8(ascii: "7"): value = character - UInt8(ascii: "2") + 26
            case _: return nil
            }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return bytes
    }

    /// `text` without what is there for the eye.
    static func plain(_ text: String) -> String {
        var letters = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        while letters.hasSuffix("=") { letters.removeLast() }
        return letters
    }
}
