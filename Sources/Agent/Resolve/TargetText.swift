import Foundation

/// The words of a target, quoted runs kept whole.
enum TargetText {
    struct Token: Hashable {
        var text: String
        /// False for a quoted run, which is never read as grammar.
        var isBare: Bool
        let lower: String

        init(_ text: String, isBare: Bool) {
            self.text = text
            self.isBare = isBare
            lower = text.lowercased()
        }
    }

    /// Straight quotes, single spaces, no full stop or comma at the end.
    static func tidy(_ text: String) -> String {
        var tidy = text
        for (curly, straight) in [
            ("“", "\""), ("”", "\""), ("„", "\""), ("«", "\""), ("»", "\""), ("‘", "'"), ("’", "'"),
        ] {
            tidy = tidy.replacing(curly, with: straight)
        }
        tidy = tidy.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        while let last = tidy.last, ".,;".contains(last), !tidy.hasSuffix(".."), tidy.count > 1 {
            tidy.removeLast()
        }
        return tidy
    }

    static func tokens(of text: String) -> [Token] {
        var out: [Token] = []
        var word = ""
        var quote: Character?
        func finish(isBare: Bool) {
            let clean = word.trimmingCharacters(in: .whitespaces)
            if !clean.isEmpty { out.append(Token(clean, isBare: isBare)) }
            word = ""
        }
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            if let open = quote {
                if character == open, closes(characters, index) {
                    finish(isBare: false)
                    quote = nil
                } else {
                    word.append(character)
                }
            } else if "\"'`".contains(character), word.isEmpty, characters[(index + 1)...].contains(character)
            {
                quote = character
            } else if character == " " {
                finish(isBare: true)
            } else {
                word.append(character)
            }
        }
        finish(isBare: true)
        return out
    }

    /// A quote inside a word ("Don't") does not close a run.
    private static func closes(_ characters: [Character], _ index: Int) -> Bool {
        index + 1 == characters.count || !characters[index + 1].isLetter
    }

    static func spoken(_ tokens: ArraySlice<Token>) -> String {
        tokens.map(\.text).joined(separator: " ")
    }

    /// As written, so that a phrase can be read again.
    static func joined(_ tokens: ArraySlice<Token>) -> String {
        tokens.map { $0.isBare ? $0.text : "\"\($0.text)\"" }.joined(separator: " ")
    }
}
