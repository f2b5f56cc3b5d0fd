/// Whether a text stands in another as whole words and numbers.
///
/// Pure. `Product 1` does not stand in `Product 119`, nor `$12` in `$12.50`; where words are written without spaces
/// between them, any part is one.
enum WholeText {
    static func contains(_ part: String, in whole: String) -> Bool {
        guard !part.isEmpty else { return true }
        var start = whole.startIndex
        while let range = whole[start...].firstRange(of: part) {
            if isWhole(range, in: whole) { return true }
            start = whole.index(after: range.lowerBound)
        }
        return false
    }

    private static func isWhole(_ range: Range<String.Index>, in whole: String) -> Bool {
        let inside = whole[range]
        let before = whole[..<range.lowerBound].suffix(2)
        let after = whole[range.upperBound...].prefix(2)
        guard let first = inside.first, let last = inside.last else { return true }
        if let near = before.last, areJoined(near, first) { return false }
        if let near = after.first, areJoined(last, near) { return false }
        // A separator within a number, whichever language it is in.
        if first.isNumber, isSeparated(before.last, before.dropLast().last) { return false }
        return !(last.isNumber && isSeparated(after.first, after.dropFirst().first))
    }

    private static func areJoined(_ left: Character, _ right: Character) -> Bool {
        isOfWord(left) && isOfWord(right) && !isUnspaced(left) && !isUnspaced(right)
    }

    private static func isSeparated(_ near: Character?, _ far: Character?) -> Bool {
        (near == "." || near == ",") && far?.isNumber == true
    }

    private static func isOfWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    /// Scripts that put no spaces between words: Thai to Khmer, Chinese, Japanese.
    private static func isUnspaced(_ character: Character) -> Bool {
        guard let value = character.unicodeScalars.first?.value else { return false }
        return (0x0E00...0x0FFF).contains(value) || (0x1000...0x109F).contains(value)
            || (0x1780...0x17FF).contains(value) || (0x2E80...0x30FF).contains(value)
            || (0x3400...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0x20000...0x3FFFF).contains(value)
    }
}
