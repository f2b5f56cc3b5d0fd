/// Why a target string is not one.
package struct TargetError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case empty, badSelector
    }

    package var code: Code
    package var target: String
    package var detail: String

    package var description: String { "target \"\(target)\": \(detail)" }
}

/// Where a target is said to be, relative to something else.
package struct TargetScope: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case inside, nextTo, below, above, leftOf, rightOf
        /// "for X", "in the row X": shares a row, item or card with X.
        case row
    }

    package var kind: Kind
    package var phrase: String
}

/// One way to understand a target's words.
package struct TargetReading: Sendable, Hashable {
    package var words = ""
    /// The words were in quotes: only a name equal to them will do.
    package var isQuoted = false
    package var noun: RoleNoun?
    /// From 1; -1 is the last one.
    package var ordinal: Int?
    package var scopes: [TargetScope] = []
}

/// A target as written in a flow, understood as far as that is possible without the page.
package struct TargetSpec: Sendable, Hashable {
    package enum Selector: Sendable, Hashable {
        case css(String), xpath(String), text(String), role(String, name: String?), label(String)
        case placeholder(String), testid(String)
        /// Looks like CSS: a selector if the page has a match, else words.
        case maybeCSS(String)
    }

    package var source: String
    package var selector: Selector?
    /// Possible readings from the most literal to the most taken apart.
    package var readings: [TargetReading]

    /// Throws `TargetError` for blank text and for a prefix with nothing behind it.
    package init(parsing text: String) throws(TargetError) {
        source = text
        let trimmed = TargetText.tidy(text)
        guard !trimmed.isEmpty else {
            throw TargetError(code: .empty, target: text, detail: "is blank")
        }
        selector = try SelectorSyntax.parse(trimmed, original: text)
        switch selector {
        case nil, .maybeCSS: readings = TargetGrammar.readings(of: trimmed)
        default: readings = []
        }
    }

    /// What to hand to `__perceo.query(kind, expression)`; nil when the target is plain words.
    package var query: (kind: String, expression: String)? {
        switch selector {
        case nil: nil
        case .css(let text), .maybeCSS(let text): ("css", text)
        case .xpath(let text): ("xpath", text)
        case .text(let text): ("text", text)
        case .role(let role, let name): ("role", name.map { "\(role)[name=\"\($0)\"]" } ?? role)
        case .label(let text): ("label", text)
        case .placeholder(let text): ("placeholder", text)
        case .testid(let text): ("testid", text)
        }
    }

    private var parts: TargetReading { readings.last ?? TargetReading() }
    package var words: String { parts.words }
    package var quoted: Bool { parts.isQuoted }
    package var roleNoun: RoleNoun? { parts.noun }
    package var ordinal: Int? { parts.ordinal }
    package var scope: [TargetScope] { parts.scopes }
}
