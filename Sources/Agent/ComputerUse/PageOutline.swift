import CDP
import Models

/// A page in lines, one for each element that can be named.
struct PageOutline: Sendable {
    let text: String

    /// - Parameters:
    ///   - isShort: Only what can be acted on and headings.
    ///   - root: Only what is within it.
    init(
        _ observation: Observation, _ book: inout ElementBook, isShort: Bool = true,
        below root: PageElement? = nil
    ) {
        let index = observation.index
        let top = root.flatMap { index.position($0.id) }
        var lines: [String] = []
        for (place, element) in observation.elements.enumerated() {
            if let top, place != top, !index.contains(top, place) { continue }
            let isNamed = element.isInteractive || element.role == "heading" || element.role == "dialog"
            guard element.isVisible,
                isNamed || !isShort && element.names.contains(where: { $0.source == .text })
            else { continue }
            let name = book.name(element, in: observation)
            lines.append("\(name) \(element.sentence(in: index, at: place))\(element.stateWords)")
        }
        text = lines.joined(separator: "\n")
    }

    /// The whole page, for people.
    static func plain(_ observation: Observation) -> String {
        let index = observation.index
        let lines = observation.elements.enumerated().compactMap { place, element -> String? in
            let isNamed = element.isInteractive || element.role == "heading" || element.role == "dialog"
            guard element.isVisible, isNamed || element.names.contains(where: { $0.source == .text }) else {
                return nil
            }
            return "\(element.sentence(in: index, at: place))\(element.stateWords)"
        }
        return ([observation.url, observation.title] + lines).joined(separator: "\n")
    }

    /// What a delta calls new or gone: what can be acted on, in words.
    static func names(_ observation: Observation) -> [String] {
        observation.elements.enumerated().compactMap { place, element in
            guard element.isVisible, element.isInteractive || element.role == "dialog" else { return nil }
            return element.sentence(in: observation.index, at: place)
        }
    }
}

extension PageElement {
    /// Behind the element in an outline: ` (disabled, checked, value "Ada")`.
    fileprivate var stateWords: String {
        var words: [String] = []
        if isInteractive, !states.contains(.enabled) { words.append("disabled") }
        let named: [(ElementStates, String)] = [
            (.checked, "checked"), (.mixed, "half checked"), (.expanded, "expanded"),
            (.collapsed, "collapsed"), (.selected, "selected"), (.focused, "focused"),
            (.readonly, "read-only"), (.required, "required"), (.offscreen, "out of view"),
        ]
        words += named.filter { states.contains($0.0) }.map(\.1)
        if let value, role != "link", !value.isEmpty { words.append("value \"\(value.prefix(80))\"") }
        return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
    }
}
