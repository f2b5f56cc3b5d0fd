/// A pattern for addresses in which `*` stands for anything.
///
/// One that begins with `/` is about paths, at `origin` when there is one; any other is about the whole address. A query
/// counts only where the pattern has a `?`, a fragment never.
package struct URLGlob: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    private let origin: Origin?

    /// - Parameter origin: Whose paths are meant.
    package init(_ text: String, origin: Origin? = nil) {
        self.text = text
        self.origin = text.hasPrefix("/") ? origin : nil
    }

    package var description: String { text }

    /// The pattern for a whole address.
    var whole: String {
        guard text.hasPrefix("/") else { return text }
        return (origin?.description ?? "*://*") + text
    }

    package func matches(_ url: String) -> Bool {
        let address = url.prefix { $0 != "#" }
        if Self.matches(Array(whole.utf8), Array(address.utf8)) { return true }
        guard !whole.contains("?"), let query = address.firstIndex(of: "?") else { return false }
        return Self.matches(Array(whole.utf8), Array(address[..<query].utf8))
    }

    /// Patterns that match the same in `Fetch`'s wildcard syntax, where a question mark stands for any character.
    var wildcards: [String] {
        let escaped = whole.replacing("\\", with: "\\\\").replacing("?", with: "\\?")
        return whole.contains("?") || whole.hasSuffix("*") ? [escaped] : [escaped, escaped + "\\?*"]
    }

    private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, at) = (0, 0)
        // Where to go on when what follows the last star turns out not to fit.
        var retry: (place: Int, at: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == star {
                place += 1
                retry = (place, at)
            } else if place < pattern.count, pattern[place] == text[at] {
                place += 1
                at += 1
            } else if let last = retry {
                retry = (last.place, last.at + 1)
                (place, at) = (last.place, last.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}
