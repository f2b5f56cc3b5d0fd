/// The key to a provider.
///
/// It comes from the environment and goes into one header; it can't be printed.
package struct ModelKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package static let mark = "‹key›"

    private let text: String

    /// nil: there is none, or nothing but white space.
    package init?(_ text: String?) {
        guard let text = text?.trimmingSpaces, !text.isEmpty else { return nil }
        self.text = text
    }

    package var description: String { Self.mark }
    package var debugDescription: String { Self.mark }
    package var customMirror: Mirror { Mirror(self, children: []) }

    func header(_ name: String) -> (name: String, value: String) {
        name.lowercased() == "authorization" ? (name, "Bearer \(text)") : (name, text)
    }

    /// `other` without the key, for what providers say about it.
    package func removed(from other: String) -> String {
        var found = other.replacing(text, with: Self.mark)
        // Providers quote a part of a wrong key: its first characters, dots or stars, and its last.
        if text.count > 12 {
            for part in [text.prefix(8), text.suffix(4)] { found = found.replacing(part, with: Self.mark) }
        }
        return found
    }
}
