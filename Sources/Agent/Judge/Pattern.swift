/// A text that may hold `*` for any run of characters.
struct Pattern: Sendable, Equatable {
    let text: String

    /// Whether the whole of `candidate` fits.
    func matches(_ candidate: String) -> Bool {
        Self.matches(Array(text.unicodeScalars), Array(candidate.unicodeScalars))
    }

    private static func matches(_ pattern: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
        var (p, t) = (0, 0)
        var star: (p: Int, t: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p, t)
                p += 1
            } else if p < pattern.count, pattern[p] == text[t] {
                p += 1
                t += 1
            } else if let last = star {
                p = last.p + 1
                t = last.t + 1
                star = (last.p, last.t + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}

/// An address as an expectation writes it: a path, or a whole URL; what it leaves out may be anything.
struct AddressPattern: Sendable, Equatable {
    let text: String

    /// A path is held against the path alone; a query or fragment counts only when the pattern has one.
    func matches(_ url: String) -> Bool {
        guard !text.contains("://") else {
            return Pattern(text: text).matches(url) || Pattern(text: text).matches(Self.cut(url, at: "#"))
        }
        let whole = Self.pathOnwards(url)
        let page = Self.cut(whole, at: "#")
        let fragment = text.contains("#") ? String(whole.dropFirst(page.count)) : ""
        // A fragment may be a route with a query of its own.
        let shown =
            text.contains("?") ? page + fragment : Self.cut(page, at: "?") + Self.cut(fragment, at: "?")
        let wanted = Pattern(text: text.hasPrefix("/") || text.hasPrefix("*") ? text : "/" + text)
        return wanted.matches(shown)
            || (shown.count > 1 && shown.hasSuffix("/") && wanted.matches(String(shown.dropLast())))
    }

    static func pathOnwards(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        guard let end = rest.firstIndex(where: { $0 == "/" || $0 == "?" || $0 == "#" }) else { return "/" }
        let path = String(rest[end...])
        return path.hasPrefix("/") ? path : "/" + path
    }

    private static func cut(_ text: String, at mark: Character) -> String {
        text.firstIndex(of: mark).map { String(text[..<$0]) } ?? text
    }
}
