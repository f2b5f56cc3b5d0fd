import Crypto
import Foundation

/// Turns names into file names.
enum Slug {
    static let longest = 60

    /// Lower-case letters, digits and single dashes, at most 60.
    ///
    /// When letters had to be dropped or the name was cut, six digits of its hash keep different names apart.
    /// Names that differ only in case or punctuation share a slug and are refused when loaded together.
    static func make(from name: String) -> String {
        let name = name.precomposedStringWithCanonicalMapping
        let folded = name.folding(
            options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        let words = folded.split { !isKept($0) }
        let slug = words.joined(separator: "-")
        let lostLetters = folded.contains { ($0.isLetter || $0.isNumber) && !isKept($0) }
        if !lostLetters, slug.count <= longest, !slug.isEmpty { return slug }
        let mark = SHA256.hash(data: Data(name.utf8)).prefix(3).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        let head = slug.prefix(longest - 7).split(separator: "-").joined(separator: "-")
        return (head.isEmpty ? "flow" : head) + "-" + mark.joined()
    }

    private static func isKept(_ character: Character) -> Bool {
        character.isASCII && (character.isLowercase || character.isNumber)
    }
}
