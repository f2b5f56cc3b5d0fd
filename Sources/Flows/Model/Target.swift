/// What an action or an expectation is about, in the words of the flow file.
///
/// The same words are the same target wherever they stand.
package struct Target: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: FlowText
    package let location: SourceLocation

    package init(_ text: FlowText, location: SourceLocation = SourceLocation(file: "")) {
        self.text = text
        self.location = location
    }

    package init(stringLiteral text: String) {
        self.init(FlowText(text))
    }

    /// The masked words in double quotes.
    package var description: String { text.quoted }
}

extension Target {
    package static func == (left: Target, right: Target) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
