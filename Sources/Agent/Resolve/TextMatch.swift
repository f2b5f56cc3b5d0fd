import Foundation

/// A name or a target in the forms that comparison needs, computed once.
struct NormalText: Sendable, Hashable {
    /// Lower case, white space collapsed.
    let plain: String
    /// Words without punctuation, accents and trailing counts.
    let words: [String]
    /// `words` in the singular with every synonym replaced by one representative.
    let meaning: [String]
    /// Whether it ends with a count in brackets, which is not among the words.
    let hasCount: Bool
    /// Whether there is more in it than letters and spaces.
    let hasMarks: Bool
    /// How long its words are in a row, in characters.
    let length: Int

    init(_ text: String) {
        let (shown, parts) = Self.ascii(text) ?? Self.wide(text)
        plain = shown
        var found = parts
        hasCount = found.count > 1 && Self.endsWithCount(shown)
        if hasCount { found.removeLast() }
        if found.isEmpty, let word = Lexicon.glyphs[shown] { found = [word] }
        words = found
        meaning = Lexicon.canonical(words.map(Self.singular))
        hasMarks = plain.contains { !$0.isLetter && !$0.isWhitespace }
        length = words.reduce(max(0, words.count - 1)) { $0 + $1.count }
    }

    var isEmpty: Bool { plain.isEmpty }
    var joined: String { words.joined(separator: " ") }

    /// Case-folded with white space collapsed, and its words; nil when the text is not ASCII alone.
    ///
    /// A scan has thousands of names, nearly all of them ASCII: byte by byte they cost a tenth of what characters do.
    private static func ascii(_ text: String) -> (plain: String, words: [String])? {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.utf8.count)
        var words: [String] = []
        var word: [UInt8] = []
        func endWord() {
            guard !word.isEmpty else { return }
            words.append(String(decoding: word, as: UTF8.self))
            word.removeAll(keepingCapacity: true)
        }
        var isSpaced = false
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                endWord()
                isSpaced = !plain.isEmpty
                continue
            }
            if isSpaced { plain.append(0x20) }
            isSpaced = false
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            let folded = isUpper ? byte | 0x20 : byte
            plain.append(folded)
            switch folded {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                word.append(folded)
            case UInt8(ascii: "'"): break
            default:
                endWord()
                if folded == UInt8(ascii: "&") { words.append("and") }
            }
        }
        endWord()
        return (String(decoding: plain, as: UTF8.self), words)
    }

    private static func wide(_ text: String) -> (plain: String, words: [String]) {
        let wide = text.precomposedStringWithCompatibilityMapping
            .folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .filter { !$0.unicodeScalars.allSatisfy(\.properties.isDefaultIgnorableCodePoint) }
        let plain = wide.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (plain, split(plain))
    }

    private static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else if character == "'" || character == "’" {
                continue
            } else {
                if !word.isEmpty { words.append(word) }
                word = ""
                if character == "&" { words.append("and") }
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// "Inbox (3)" and "Inbox [3]": a badge, not part of the name.
    private static func endsWithCount(_ text: String) -> Bool {
        guard let last = text.last, last == ")" || last == "]" else { return false }
        let inside = text.dropLast().reversed().prefix { $0 != "(" && $0 != "[" }
        return !inside.isEmpty && inside.allSatisfy { $0.isNumber || $0 == "+" }
    }

    private static func singular(_ word: String) -> String {
        word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
            ? String(word.dropLast()) : word
    }
}

/// How well a name answers to a target.
struct TextMatch: Sendable, Equatable {
    enum Kind: String, Sendable {
        case exact = "exact"
        case normalized = "exact apart from punctuation"
        case synonym = "same meaning"
        case phrase = "as a phrase"
        case words = "all words"
        case part = "part"
        case related = "related meaning"
        case similar = "similar words"
        case typo = "similar spelling"
    }

    let kind: Kind
    let grade: Double

    /// The very words, perhaps among others: what it takes to say that a text is shown.
    let isVerbatim: Bool

    /// Nil when the name has nothing to do with the target.
    ///
    /// - Parameter isVerbatim: Whether only the very words count.
    init?(of target: NormalText, in name: NormalText, isVerbatim mustBeVerbatim: Bool) {
        // What stands in a text is never longer than it; the costlier questions are not asked in vain.
        if mustBeVerbatim, target.words.count > name.words.count,
            target.plain.utf8.count > name.plain.utf8.count
        {
            return nil
        }
        guard let match = TextMatch(of: target, in: name), match.isVerbatim || !mustBeVerbatim else {
            return nil
        }
        self = match
    }

    /// Nil when the name has nothing to do with the target.
    init?(of target: NormalText, in name: NormalText) {
        guard !target.isEmpty, !name.isEmpty else { return nil }
        if target.plain == name.plain {
            (kind, grade) = (.exact, 1)
        } else if !target.words.isEmpty, target.words == name.words {
            (kind, grade) = (.normalized, 0.97)
        } else if !target.meaning.isEmpty, target.meaning == name.meaning {
            (kind, grade) = (.synonym, 0.88)
        } else if let partial = Self.partial(target, name) {
            (kind, grade) = partial
        } else if let loose = Self.loose(target, name) {
            (kind, grade) = loose
        } else {
            return nil
        }
        switch kind {
        case .exact: isVerbatim = true
        // A badge that the target names is part of what is asked for.
        case .normalized, .phrase, .part:
            isVerbatim = !target.hasCount || WholeText.contains(target.plain, in: name.plain)
        case .synonym, .words, .related, .similar, .typo: isVerbatim = false
        }
    }

    private static func partial(_ target: NormalText, _ name: NormalText) -> (Kind, Double)? {
        for (wanted, offered, isLiteral) in [
            (target.words, name.words, true), (target.meaning, name.meaning, false),
        ] {
            guard !wanted.isEmpty, offered.count > wanted.count, wanted.allSatisfy(offered.contains) else {
                continue
            }
            let isPhrase = runs(wanted, in: offered)
            if offered.count <= wanted.count + 2 { return (isPhrase && isLiteral ? .phrase : .words, 0.85) }
            guard isPhrase else { continue }
            return (isLiteral ? .part : .words, 0.78 + 0.06 * Double(wanted.count) / Double(offered.count))
        }
        // Text that punctuation is part of, such as "$12.00" inside "Total: $12.00".
        guard target.hasMarks else { return nil }
        return WholeText.contains(target.plain, in: name.plain) ? (.part, 0.8) : nil
    }

    private static func runs(_ wanted: [String], in offered: [String]) -> Bool {
        (0...(offered.count - wanted.count)).contains { start in
            offered[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }

    private static func loose(_ target: NormalText, _ name: NormalText) -> (Kind, Double)? {
        if target.meaning.count == 1, name.meaning.count == 1,
            Lexicon.weakSynonyms.contains(where: {
                $0.contains(target.meaning[0]) && $0.contains(name.meaning[0])
            })
        {
            return (.related, 0.72)
        }
        let hasCommon = name.meaning.contains { target.meaning.contains($0) }
        let common = hasCommon ? Set(target.meaning).intersection(name.meaning).count : 0
        if common > 0, Double(2 * common) / Double(target.meaning.count + name.meaning.count) >= 0.8 {
            return (.similar, 0.70)
        }
        let allowed = max(target.length, name.length) / 5
        guard allowed > 0, target.length <= 60, abs(target.length - name.length) <= allowed,
            editDistance(Array(target.joined), Array(name.joined)) <= allowed
        else { return nil }
        return (.typo, 0.66)
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
    private static func editDistance(_ one: [Character], _ other: [Character]) -> Int {
        var rows = [Array(0...other.count)]
        for i in 1...max(1, one.count) where i <= one.count {
            var row = [i]
            for j in 1...max(1, other.count) where j <= other.count {
                let same = one[i - 1] == other[j - 1]
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
                if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[one.count][other.count]
    }
}
