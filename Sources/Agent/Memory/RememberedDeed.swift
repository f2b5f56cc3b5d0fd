package import CDP

/// One thing that a model did on a page, so that it can be done again without one.
package struct RememberedDeed: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable {
        case click, hover, drag, type, press
    }

    package var does: Kind
    /// What it was done to; nil for what goes to whatever has the focus.
    package var on: Locator?
    /// Where, from the element's top left corner in whole CSS pixels; for a drag the way, for others one point.
    ///
    /// Only together with the element: what is drawn by script has no elements of its own.
    package var points: [String]?
    package var button: String?
    package var count: Int?
    /// What is typed, with `${NAME}` for values, or the keys that are pressed.
    package var text: String?

    init(does: Kind, on: Locator? = nil) {
        self.does = does
        self.on = on
    }

    /// The points, when they are ones.
    var offsets: [CSSPoint]? {
        let pairs = (points ?? []).map { $0.split(separator: " ").compactMap { Int32($0) }.map(Double.init) }
        guard pairs.allSatisfy({ $0.count == 2 }) else { return nil }
        return pairs.map { CSSPoint(x: $0[0], y: $0[1]) }
    }

    /// The left one goes without saying.
    fileprivate static let buttons: [String: MouseButton] = ["right": .right, "middle": .middle]

    var mouseButton: MouseButton { button.flatMap { Self.buttons[$0] } ?? .left }

    static func written(_ point: CSSPoint) -> String { "\(Int(point.x.rounded())) \(Int(point.y.rounded()))" }

    /// In words.
    var sentence: String {
        let object = on.map { " \($0.sentence)" } ?? ""
        switch does {
        case .click, .hover, .drag: return does.rawValue + object
        case .type: return "type \"\(text ?? "")\""
        case .press: return "press \(text ?? "")"
        }
    }
}

extension ModelDeed {
    /// What it was, as far as it can be done again.
    package enum Move: Sendable {
        case click(MouseButton, count: Int)
        case hover
        /// From the element's top left corner.
        case drag(to: [CSSPoint])
        /// As the model wrote it, values by their names.
        case type(String)
        case press([String])
    }

    /// Nil for what could not be done again just so.
    ///
    /// - Parameter words: The step's own: nothing else that a model types is written down.
    func remembered(_ mask: MemoryMask, words: String) -> RememberedDeed? {
        switch move {
        case nil: return nil
        case .click(let button, let count)?:
            var deed = RememberedDeed(does: .click, on: touched.flatMap { $0.locator(mask) })
            deed.points = touched.map { [RememberedDeed.written($0.offset)] }
            deed.button = RememberedDeed.buttons.first { $0.value == button }?.key
            deed.count = count == 1 ? nil : count
            return deed.on == nil ? nil : deed
        case .hover?:
            var deed = RememberedDeed(does: .hover, on: touched.flatMap { $0.locator(mask) })
            deed.points = touched.map { [RememberedDeed.written($0.offset)] }
            return deed.on == nil ? nil : deed
        case .drag(let path)?:
            var deed = RememberedDeed(does: .drag, on: touched.flatMap { $0.locator(mask) })
            deed.points = touched.map { ([$0.offset] + path).map(RememberedDeed.written) }
            return deed.on == nil ? nil : deed
        case .type(let text)?:
            guard Self.isOwn(text, words), mask.masked(text) == text else { return nil }
            var deed = RememberedDeed(does: .type)
            deed.text = text
            return deed
        case .press(let keys)?:
            var deed = RememberedDeed(does: .press)
            deed.text = keys.joined(separator: " ")
            return deed
        }
    }

    /// Whether the text consists of values by their names and of words that the step itself says.
    private static func isOwn(_ text: String, _ words: String) -> Bool {
        text.split(separator: /\$\{[^}]*\}/).allSatisfy { part in
            part.allSatisfy(\.isWhitespace) || words.contains(part)
        }
    }
}

extension ModelDeed.Touched {
    /// Nil for what would not be known again on the very page it was on.
    fileprivate func locator(_ mask: MemoryMask) -> Locator? {
        guard let place = observation.index.position(element.id) else { return nil }
        let recall = Recall(index: observation.index, mask: mask)
        let locator = recall.reader.locator(at: place)
        return recall.places(of: locator) == [place] ? locator : nil
    }
}
