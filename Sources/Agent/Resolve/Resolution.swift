/// An element that answers to a target, how well, and in words why.
package struct Match: Sendable, Hashable, CustomStringConvertible {
    package var element: PageElement
    /// From 0 to 1.
    package var score: Double
    /// Lead over the next best; 1 when there is none.
    package var margin: Double
    /// The target is the element's whole name, not a part of it.
    package var isExact: Bool
    /// The words, or a selector, say which of several it is.
    package var isPlaced = false
    /// `name exact 1.00 via label · role 1.00 · …`.
    package var why: String
    /// `button "Add to cart" in card "Red mug"`.
    package var description: String
}

/// What became of a target.
package enum Resolution: Sendable, Hashable {
    case found(Match)
    /// Several elements answer equally well; none may be acted on.
    case ambiguous([Match])
    /// Nothing answers well enough; the closest misses, best first.
    case notFound(nearest: [Match])

    package var match: Match? {
        if case .found(let match) = self { match } else { nil }
    }
}

extension PageElement {
    /// `button "Add to cart" in card "Red mug"`: what a person would call it.
    func sentence(in index: PageIndex, at position: Int) -> String {
        let kind = spokenRole
        let name = names.first { $0.source != .href && $0.source != .icon }?.text ?? names.first?.text
        var words = name.map { "\(kind) \"\(Self.short($0))\"" } ?? kind
        if let place = place(in: index, at: position) { words += " in \(place)" }
        return words
    }

    private func place(in index: PageIndex, at position: Int) -> String? {
        if !isContainer, let unit = index.position(of: unit, near: position) {
            let around = index.elements[unit]
            let kind = around.role == "row" ? "row" : nil
            if let title = title(of: unit, in: index) { return "\(kind ?? "card") \"\(Self.short(title))\"" }
            let text = around.names.first?.text ?? ""
            if !text.isEmpty,
                !text.hasPrefix(names.first?.text ?? " ") || kind != nil || around.role == "listitem"
            {
                return "\(kind ?? "item") \"\(Self.short(text))\""
            }
        }
        if !context.dialog.isEmpty, role != "dialog" { return "dialog \"\(context.dialog)\"" }
        if !context.legend.isEmpty, context.legend != names.first?.text {
            return "group \"\(context.legend)\""
        }
        if !context.heading.isEmpty, context.heading != names.first?.text {
            return "section \"\(context.heading)\""
        }
        return context.landmark.isEmpty || isContainer ? nil : Self.short(context.landmark)
    }

    /// What a person would call a row or card: its own title, a heading or link in it.
    func title(of unit: Int, in index: PageIndex) -> String? {
        let own = index.elements[unit].names
        if let title = own.first(where: { $0.source == .aria || $0.source == .caption }) { return title.text }
        guard index.elements[unit].role != "row" else { return nil }
        var link: String?
        for at in (unit + 1)..<index.elements.count {
            guard index.contains(unit, at) else { break }
            let element = index.elements[at]
            guard element.id != id, let name = element.names.first(where: { $0.source == .text })?.text else {
                continue
            }
            if element.role == "heading" { return name }
            if element.role == "link", link == nil { link = name }
        }
        return link
    }

    private var spokenRole: String {
        switch role {
        case "": isInteractive ? "clickable \(tag)" : "text"
        case "textbox", "searchbox", "spinbutton": "field"
        case "combobox": tag == "select" ? "dropdown" : "field"
        case "item", "listitem", "article": "item"
        case "img": "image"
        case "contentinfo": "footer"
        case "banner": "header"
        case "paragraph": "text"
        case "file": "file field"
        default: role
        }
    }

    private static func short(_ text: String) -> String {
        text.count > 50 ? text.prefix(49).trimmingSuffix(while: \.isWhitespace) + "…" : text
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, condition(last) { text.removeLast() }
        return String(text)
    }
}
