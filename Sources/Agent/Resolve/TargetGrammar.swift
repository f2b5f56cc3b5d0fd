/// Takes plain words apart: `[ordinal] [words] [role noun] { preposition phrase }`.
///
/// Every reading that keeps more of the text together comes before the ones that split it, because names may
/// contain ordinals, role nouns and prepositions themselves ("First name", "Add item", "Search for products").
enum TargetGrammar {
    static func readings(of text: String) -> [TargetReading] {
        let tokens = TargetText.tokens(of: text)
        var found = heads(of: tokens, ordinals: false)
        found += heads(of: tokens, ordinals: true)
        for split in splits(of: tokens) {
            for head in heads(of: split.head, ordinals: true) + heads(of: split.head, ordinals: false) {
                var reading = head
                reading.scopes = split.scopes
                found.append(reading)
            }
        }
        var seen: Set<TargetReading> = []
        let unique = found.filter { (!$0.words.isEmpty || $0.noun != nil) && seen.insert($0).inserted }
        return unique.sorted { $0.rank < $1.rank }
    }

    /// The phrase of a scope: "the row Red mug", "the dialog", "Buy milk".
    static func phraseReadings(of text: String) -> [TargetReading] {
        let tokens = TargetText.tokens(of: text)
        return (heads(of: tokens, ordinals: false) + heads(of: tokens, ordinals: true))
            .filter { !$0.words.isEmpty || $0.noun != nil }
    }

    private struct Split {
        var head: [TargetText.Token]
        var scopes: [TargetScope]
    }

    /// At each preposition, and at each pair of them.
    private static func splits(of tokens: [TargetText.Token]) -> [Split] {
        let places = prepositions(in: tokens)
        var out: [Split] = []
        for (index, place) in places.enumerated() {
            let head = Array(tokens[..<place.at])
            let rest = Array(tokens[(place.at + place.length)...])
            out.append(Split(head: head, scopes: [scope(place.kind, rest)]))
            for later in places[(index + 1)...] where later.at > place.at + place.length {
                let middle = Array(tokens[(place.at + place.length)..<later.at])
                let tail = Array(tokens[(later.at + later.length)...])
                out.append(Split(head: head, scopes: [scope(place.kind, middle), scope(later.kind, tail)]))
            }
        }
        return out
    }

    private static func scope(_ kind: TargetScope.Kind, _ tokens: [TargetText.Token]) -> TargetScope {
        let start = tokens.first.map { $0.isBare && Lexicon.articles.contains($0.lower) } == true ? 1 : 0
        return TargetScope(kind: kind, phrase: TargetText.joined(tokens[start...]))
    }

    private struct Place {
        var at: Int
        var length: Int
        var kind: TargetScope.Kind
    }

    private static func prepositions(in tokens: [TargetText.Token]) -> [Place] {
        var out: [Place] = []
        var at = 1
        while at < tokens.count - 1 {
            let here = tokens[at...]
            let match = Lexicon.prepositions.first { entry in
                here.count > entry.words.count
                    && zip(here, entry.words).allSatisfy { $0.isBare && $0.lower == $1 }
            }
            if let match { out.append(Place(at: at, length: match.words.count, kind: match.kind)) }
            at += match?.words.count ?? 1
        }
        return out
    }

    /// Readings without scopes: as it stands, without the noun at its end, without the noun at its start.
    private static func heads(of tokens: [TargetText.Token], ordinals: Bool) -> [TargetReading] {
        let whole = tokens[...]
        var tokens = whole
        dropArticles(&tokens)
        let hasArticle = tokens.count < whole.count
        var ordinal: Int?
        if ordinals {
            guard let (number, rest) = takeOrdinal(tokens) else { return [] }
            (ordinal, tokens) = (number, rest)
            dropArticles(&tokens)
        }
        var out = [reading(tokens, noun: nil, ordinal: ordinal)]
        if hasArticle, !ordinals { out.insert(reading(whole, noun: nil, ordinal: nil), at: 0) }
        if let (noun, length) = noun(at: .end, of: tokens) {
            var rest = tokens.dropLast(length)
            if noun == .search, rest.isEmpty, let first = tokens.first { rest = [first] }
            // "Menu" is a word on the page, "the menu" and "rows" are things.
            let isThing = hasArticle || ordinals || tokens.first?.text.first?.isLowercase == true
            if !rest.isEmpty || (isThing && noun != .text && noun != .label) {
                out.append(reading(rest, noun: noun, ordinal: ordinal))
            }
        }
        if let (noun, length) = noun(at: .start, of: tokens), length < tokens.count {
            var rest = tokens.dropFirst(length)
            while rest.count > 1, let first = rest.first, first.isBare,
                Lexicon.connectors.contains(first.lower) || Lexicon.articles.contains(first.lower)
            {
                rest = rest.dropFirst()
            }
            out.append(reading(rest, noun: noun, ordinal: ordinal))
        }
        return out
    }

    private static func reading(
        _ tokens: ArraySlice<TargetText.Token>, noun: RoleNoun?, ordinal: Int?
    ) -> TargetReading {
        TargetReading(
            words: TargetText.spoken(tokens), isQuoted: tokens.count == 1 && tokens.first?.isBare == false,
            noun: noun, ordinal: ordinal)
    }

    private static func dropArticles(_ tokens: inout ArraySlice<TargetText.Token>) {
        while tokens.count > 1, let first = tokens.first, first.isBare, Lexicon.articles.contains(first.lower)
        {
            tokens = tokens.dropFirst()
        }
    }

    private static func takeOrdinal(
        _ tokens: ArraySlice<TargetText.Token>
    ) -> (Int, ArraySlice<TargetText.Token>)? {
        guard tokens.count > 1, let first = tokens.first, let last = tokens.last else { return nil }
        if first.isBare, let number = Lexicon.ordinal(first.text) { return (number, tokens.dropFirst()) }
        guard last.isBare else { return nil }
        if last.text.hasPrefix("#"), let number = Lexicon.ordinal(last.text) {
            return (number, tokens.dropLast())
        }
        let before = tokens.dropLast()
        if let number = Int(last.text), number > 0, before.count > 1, before.last?.lower == "number" {
            return (number, before.dropLast())
        }
        return nil
    }

    private enum Side {
        case start, end
    }

    /// The longest role noun of up to three words at one side.
    private static func noun(at side: Side, of tokens: ArraySlice<TargetText.Token>) -> (RoleNoun, Int)? {
        for length in stride(from: min(3, tokens.count), through: 1, by: -1) {
            let part = side == .end ? tokens.suffix(length) : tokens.prefix(length)
            guard part.allSatisfy(\.isBare) else { continue }
            let words = part.map(\.lower).joined(separator: " ").replacing("-", with: " ")
            if let noun = RoleNoun.words[words] { return (noun, length) }
        }
        return nil
    }
}

extension TargetReading {
    /// 0 as written, 1 with an ordinal taken off, 2 with scopes.
    var rank: Int { scopes.isEmpty ? (ordinal == nil ? 0 : 1) : 2 }
}
