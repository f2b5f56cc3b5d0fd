/// The words a target may use: ordinals, prepositions, synonyms and what symbols stand for.
enum Lexicon {
    static let articles: Set<String> = ["the", "a", "an"]

    static let ordinals: [String: Int] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
        "ninth": 9, "tenth": 10, "last": -1, "final": -1,
    ]

    /// "3rd", "#2", "second", "last"; nil for anything else.
    static func ordinal(_ word: String) -> Int? {
        let word = word.lowercased()
        if let known = ordinals[word] { return known }
        if word.hasPrefix("#"), let number = Int(word.dropFirst()), number > 0 { return number }
        guard word.count > 2, ["st", "nd", "rd", "th"].contains(word.suffix(2)) else { return nil }
        return Int(word.dropLast(2)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// Longer phrases first, so that "to the left of" is not read as "of".
    static let prepositions: [(words: [String], kind: TargetScope.Kind)] = [
        (["to", "the", "left", "of"], .leftOf), (["to", "the", "right", "of"], .rightOf),
        (["on", "the", "left", "of"], .leftOf), (["on", "the", "right", "of"], .rightOf),
        (["in", "the", "row", "of"], .row), (["in", "the", "row", "for"], .row),
        (["in", "the", "row", "with"], .row),
        (["left", "of"], .leftOf), (["right", "of"], .rightOf), (["next", "to"], .nextTo),
        (["close", "to"], .nextTo), (["in", "row"], .row), (["inside", "of"], .inside),
        (["belonging", "to"], .row), (["in", "front", "of"], .nextTo),
        (["beside"], .nextTo), (["near"], .nextTo), (["alongside"], .nextTo), (["by"], .nextTo),
        (["below"], .below), (["beneath"], .below), (["underneath"], .below), (["above"], .above),
        (["inside"], .inside), (["within"], .inside), (["under"], .inside), (["in"], .inside),
        (["of"], .inside),
        (["on"], .inside), (["at"], .inside), (["from"], .inside), (["for"], .row),
    ]

    /// Words that join a role noun with a name: "button labelled Save", "row with Red mug".
    static let connectors: Set<String> = [
        "labelled", "labeled", "named", "called", "titled", "saying", "with", "containing", "for", "of",
        "marked",
    ]

    static let glyphs: [String: String] = [
        "×": "close", "✕": "close", "✖": "close", "✗": "close", "╳": "close", "🗙": "close", "❌": "close",
        "+": "add", "＋": "add", "➕": "add", "-": "minus", "−": "minus", "–": "minus", "➖": "minus",
        "☰": "menu", "≡": "menu", "🔍": "search", "🔎": "search", "⌕": "search", "🗑": "delete", "🗑️": "delete",
        "🛒": "cart", "⚙": "setting", "⚙️": "setting", "←": "back", "→": "next", "‹": "previous", "›": "next",
        "«": "previous", "»": "next", "<": "previous", ">": "next", "…": "more", "⋯": "more", "⋮": "more",
        "...": "more", "✓": "confirm", "✔": "confirm", "✎": "edit", "✏": "edit", "✏️": "edit", "♥": "like",
        "❤": "like",
        "♡": "like", "★": "star", "☆": "star", "?": "help", "ℹ": "info", "🔔": "notification", "👤": "profile",
        "▲": "up", "▼": "down", "↑": "up", "↓": "down", "▶": "play", "⏸": "pause", "⟳": "refresh",
        "↻": "refresh",
    ]

    /// Every phrase of a line means the same; the first is the representative.
    static let synonyms: [[String]] = [
        ["sign in", "log in", "login", "signin", "logon", "log on"],
        ["sign up", "signup", "register", "create account", "create an account"],
        ["sign out", "signout", "log out", "logout", "log off", "logoff"],
        ["email", "e mail", "email address", "e mail address"],
        ["password", "passcode"],
        ["cart", "basket", "bag", "shopping cart", "shopping basket", "shopping bag"],
        ["delete", "remove", "trash", "bin"],
        ["setting", "preference", "gear", "cog"],
        ["search", "find", "magnifier", "magnify", "magnifying glass"],
        ["next", "continue"],
        ["ok", "okay"],
        ["close", "dismiss", "x", "xmark", "cross"],
        ["menu", "hamburger", "bar", "burger"],
        ["add", "plus"],
        ["minus", "decrease", "subtract", "decrement"],
        ["edit", "pencil", "pen"],
        ["profile", "account", "user", "avatar", "person"],
        ["like", "heart", "favorite", "favourite", "wishlist"],
        ["phone", "telephone", "tel", "phone number", "telephone number"],
        ["quantity", "qty"],
        ["previous", "prev"],
        ["notification", "bell"],
        ["first name", "given name", "firstname", "forename"],
        ["last name", "family name", "surname", "lastname"],
        ["zip", "zip code", "postal code", "postcode", "zipcode"],
        ["refresh", "reload"],
        ["photo", "picture", "image"],
        ["more", "ellipsi", "kebab", "dot"],
        ["color", "colour"],
    ]

    /// Near in meaning, never enough to act on.
    static let weakSynonyms: [Set<String>] = [
        ["submit", "save", "send", "confirm", "apply", "done", "ok"],
        ["cancel", "close", "back"],
        ["next", "ok", "confirm", "submit"],
        ["name", "title"],
    ]

    private static let byFirstWord: [String: [(phrase: [String], representative: [String])]] = {
        var table: [String: [(phrase: [String], representative: [String])]] = [:]
        for line in synonyms {
            let phrases = line.map { $0.split(separator: " ").map(String.init) }
            for phrase in phrases.dropFirst() { table[phrase[0], default: []].append((phrase, phrases[0])) }
        }
        return table.mapValues { $0.sorted { $0.phrase.count > $1.phrase.count } }
    }()

    /// Words with every known phrase replaced by its representative, longest phrase first.
    static func canonical(_ words: [String]) -> [String] {
        guard words.contains(where: { byFirstWord[$0] != nil }) else { return words }
        var out: [String] = []
        var at = 0
        while at < words.count {
            let known = byFirstWord[words[at]]?.first { words[at...].starts(with: $0.phrase) }
            out += known?.representative ?? [words[at]]
            at += known?.phrase.count ?? 1
        }
        return out
    }
}
