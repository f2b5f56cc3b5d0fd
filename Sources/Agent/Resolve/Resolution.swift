/// An element that answers to a target, how well, and in words why.
package struct Match: Sendable, Hashable, CustomStringConvertible {
    package var element: PageElement
    /// From 0 to 1.
    package var score: Double
    /// Lead over the next best; 1 when there is none.
    package var margin: Double
    /// The target is the element's whole name, not a part of it.
    package var isExact: Bool
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
        if let around = titledUnit(in: index, at: position) {
            return "\(around.element.role == "row" ? "row" : "card") \"\(Self.short(around.title))\""
        }
        if !isContainer, !context.row.isEmpty, context.row != names.first?.text {
            return "row \"\(Self.short(context.row))\""
        }
        if !isContainer, !context.item.isEmpty, context.item != names.first?.text {
            return "item \"\(Self.short(context.item))\""
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

    /// The nearest row or card around with a title of its own.
    private func titledUnit(in index: PageIndex, at position: Int) -> (element: PageElement, title: String)? {
        var at = position
        while let next = index.position(of: index.elements[at].unit, near: at), next < at {
            at = next
            let titles = index.elements[at].names.filter { $0.source == .aria || $0.source == .caption }
            if let title = titles.first?.text, title != names.first?.text {
                return (index.elements[at], title)
            }
        }
        return nil
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
