/// A value from outside that must never reach a log, a report or a screen.
///
/// It cannot be printed, dumped, mirrored or encoded; `reveal` is the only way to its text.
package struct Secret: Sendable, Hashable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// Lends the text to `use`; what leaves the closure is the caller's responsibility.
    package func reveal<R>(_ use: (String) throws -> R) rethrows -> R {
        try use(text)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹secret›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
