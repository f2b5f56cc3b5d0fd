/// What is remembered of an element, so that it is known again: several signs that do not depend on each other.
///
/// A place on the page is never enough.
package struct Locator: Sendable, Hashable {
    package var signs: [Sign: String]
    /// Where it stood within the part of the page around it; only decides on elements without a name.
    package var box: ElementBox?
    /// It can't be seen: a file input, or a check box that is drawn by something else.
    package var isHidden = false
    /// The flow's words say which of several it is, so they are asked each time; the signs only vouch for the answer.
    package var asksWords = false

    package init(_ signs: [Sign: String], box: ElementBox? = nil) {
        self.signs = signs
        self.box = box
    }

    package subscript(sign: Sign) -> String? { signs[sign] }

    /// `button "Sign in" in dialog "Welcome"`: what a person would call it.
    package var sentence: String {
        let kind = self[.role].flatMap { $0.isEmpty ? nil : $0 } ?? self[.tag] ?? "element"
        let name = self[.name].map { " \"\($0)\"" } ?? ""
        let place = [Sign.item, .dialog, .group].compactMap { sign in
            self[sign].map { " in \(sign.rawValue) \"\($0)\"" }
        }
        return kind + name + (place.first ?? "")
    }
}

extension Locator: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }

        static let box = Key("box")
        static let hidden = Key("hidden")
        static let words = Key("words")
    }

    package init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: Key.self)
        var signs: [Sign: String] = [:]
        for sign in Sign.allCases {
            signs[sign] = try all.decodeIfPresent(String.self, forKey: Key(sign.rawValue))
        }
        self.init(signs)
        isHidden = try all.decodeIfPresent(Bool.self, forKey: .hidden) ?? false
        asksWords = try all.decodeIfPresent(Bool.self, forKey: .words) ?? false
        guard let text = try all.decodeIfPresent(String.self, forKey: .box) else { return }
        let sides = text.split(separator: " ").compactMap { Int32($0) }.map(Int.init)
        guard sides.count == 4 else {
            throw DecodingError.dataCorruptedError(
                forKey: .box, in: all, debugDescription: "a box has four numbers")
        }
        box = ElementBox(x: sides[0], y: sides[1], w: sides[2], h: sides[3])
    }

    package func encode(to encoder: any Encoder) throws {
        var all = encoder.container(keyedBy: Key.self)
        for (sign, text) in signs { try all.encode(text, forKey: Key(sign.rawValue)) }
        if let box { try all.encode("\(box.x) \(box.y) \(box.w) \(box.h)", forKey: .box) }
        if isHidden { try all.encode(true, forKey: .hidden) }
        if asksWords { try all.encode(true, forKey: .words) }
    }
}
