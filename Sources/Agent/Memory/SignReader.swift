import Foundation

/// Reads from a page what an element is known by.
struct SignReader: Sendable {
    let index: PageIndex
    let mask: MemoryMask

    /// Everything the page says of the element at `place`.
    func locator(at place: Int) -> Locator {
        let element = index.elements[place]
        var signs: [Sign: String] = [.role: element.role]
        signs[.tag] = element.type.isEmpty ? element.tag : "\(element.tag) \(element.type)"
        let name = primaryName(at: place).map { element.names[$0].text }
        signs[.name] = name
        signs[.testID] = first(.testID, element)
        signs[.id] = first(.identifier, element)
        signs[.label] = [first(.label, element), first(.beside, element)].compactMap { $0 }.first {
            $0 != name
        }
        signs[.icon] = first(.icon, element)
        signs[.destination] = destination(of: element)
        signs[.item] = item(around: place)
        signs[.path] = path(to: place)
        signs[.frame] = element.frame == 0 ? nil : "inner"
        let context = element.context
        signs[.landmark] = context.landmark
        signs[.heading] = context.heading
        signs[.group] = context.legend
        signs[.dialog] = context.dialog
        signs[.column] = context.column
        var locator = Locator(signs.mapValues(mask.masked).filter { $0.key == .role || !$0.value.isEmpty })
        locator.box = box(of: place)
        locator.isHidden = !element.isVisible
        return locator
    }

    /// Which of its names a person reads first; what was typed into it is none.
    func primaryName(at place: Int) -> Int? {
        let element = index.elements[place]
        let isWritable = element.states.contains(.editable)
        return element.names.firstIndex { name in
            switch name.source {
            case .aria, .label, .caption, .title, .placeholder, .alt, .beside: true
            case .text, .value: !isWritable
            case .testID, .identifier, .inputType, .icon, .href, .inner: false
            }
        }
    }

    private func first(_ source: NameSource, _ element: PageElement) -> String? {
        element.names.first { $0.source == source }?.text
    }

    /// Identifiers in addresses are mostly of this run's data.
    private func destination(of element: PageElement) -> String? {
        guard element.role == "link", let address = element.value, !address.hasPrefix("javascript:"),
            let parts = URLComponents(string: address)
        else { return nil }
        if let scheme = parts.scheme, !["http", "https"].contains(scheme) { return scheme }
        let inner = parts.fragment.flatMap { $0.isEmpty ? nil : "#" + $0 } ?? ""
        let segments = (parts.path + inner).split(separator: "/", omittingEmptySubsequences: false)
        let open = segments.map { $0.contains(where: \.isNumber) ? ":id" : String($0) }.joined(separator: "/")
        return open.isEmpty ? nil : open
    }

    /// What its row or card is called: its title, or else the first text in it.
    private func item(around place: Int) -> String? {
        let element = index.elements[place]
        guard !element.isContainer, let unit = index.position(of: element.unit, near: place), unit != place
        else { return nil }
        if let title = element.title(of: unit, in: index) { return title }
        for at in (unit + 1)..<max(unit + 1, index.elements.count) {
            guard index.contains(unit, at) else { break }
            let inside = index.elements[at]
            guard !inside.isInteractive, let text = inside.names.first(where: { $0.source == .text })?.text
            else { continue }
            return text
        }
        return nil
    }

    private static let longestPath = 6

    private func path(to place: Int) -> String {
        let around = index.ancestors(of: place).map { index.elements[$0] }.filter(\.isContainer)
        return around.prefix(Self.longestPath).map { $0.role.isEmpty ? $0.tag : $0.role }.joined(
            separator: " < ")
    }

    /// Measured from the corner of what is around it, so that scrolling does not move it.
    private func box(of place: Int) -> ElementBox {
        var box = index.elements[place].box
        if let parent = index.parents[place] {
            box.x -= index.elements[parent].box.x
            box.y -= index.elements[parent].box.y
        }
        return box
    }
}
