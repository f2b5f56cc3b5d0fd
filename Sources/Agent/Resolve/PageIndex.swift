/// The elements of all frames at one moment, with everything the resolver looks up more than once.
///
/// Build it once per observation and ask it any number of targets.
package struct PageIndex: Sendable {
    struct Name: Sendable {
        let text: NormalText
        let source: NameSource
    }

    package let elements: [PageElement]
    let names: [[Name]]
    let hasModal: Bool
    /// Positions of the nearest listed ancestor and the nearest interactive one.
    let parents: [Int?]
    let widgets: [Int?]
    /// Interactive elements that have other interactive elements inside.
    let nests: Set<Int>
    /// Form of the focused element.
    let activeForm: ElementID?
    private let positions: [ElementID: Int]

    /// - Parameter texts: What was compared in earlier looks.
    package init(_ elements: [PageElement], texts: TextBook = TextBook()) {
        self.elements = elements
        var positions: [ElementID: Int] = [:]
        for (index, element) in elements.enumerated() { positions[element.id] = index }
        var parents: [Int?] = []
        var widgets: [Int?] = []
        var nests: Set<Int> = []
        for (index, element) in elements.enumerated() {
            let up = element.parent.flatMap { positions[ElementID(frame: element.frame, ref: $0)] }
            // Parents come first in a scan; anything else could be a cycle.
            let parent = up.flatMap { $0 < index ? $0 : nil }
            let widget = parent.flatMap { elements[$0].isInteractive ? $0 : widgets[$0] }
            parents.append(parent)
            widgets.append(widget)
            if element.isInteractive, let widget, element.role != "img" { nests.insert(widget) }
        }
        self.positions = positions
        self.parents = parents
        self.widgets = widgets
        self.nests = nests
        hasModal = elements.contains { $0.states.contains(.inModal) }
        let focused = elements.first { $0.states.contains(.focused) }
        activeForm = focused.flatMap { element in
            element.form.map { ElementID(frame: element.frame, ref: $0) }
        }
        names = Self.names(of: elements, texts, widgets: widgets, nests: nests)
    }

    func position(_ id: ElementID) -> Int? { positions[id] }

    func position(of ref: Int?, near index: Int) -> Int? {
        ref.flatMap { positions[ElementID(frame: elements[index].frame, ref: $0)] }
    }

    /// From the parent up.
    func ancestors(of index: Int) -> some Sequence<Int> {
        sequence(state: parents[index]) { at in
            guard let here = at else { return nil }
            at = parents[here]
            return here
        }
    }

    func contains(_ outer: Int, _ inner: Int) -> Bool { ancestors(of: inner).contains(outer) }

    /// Text within a control is a name of that control: pressing the text presses the control.
    func standIn(for index: Int) -> Int? {
        guard !elements[index].isInteractive, let widget = widgets[index] else { return nil }
        return elements[widget].states.contains(.clickableOnly) && nests.contains(widget) ? nil : widget
    }

    private static func names(
        of elements: [PageElement], _ texts: TextBook, widgets: [Int?], nests: Set<Int>
    ) -> [[Name]] {
        var all = elements.map { element in
            element.names.map { Name(text: texts.normal($0.text), source: $0.source) }
        }
        for (index, element) in elements.enumerated() where !element.isInteractive {
            guard let widget = widgets[index], !element.isContainer || element.role == "item" else {
                continue
            }
            for name in all[index] where [.text, .alt, .aria, .caption].contains(name.source) {
                guard !all[widget].contains(where: { $0.text.plain == name.text.plain }) else { continue }
                all[widget].append(Name(text: name.text, source: .inner))
            }
        }
        return all
    }
}
