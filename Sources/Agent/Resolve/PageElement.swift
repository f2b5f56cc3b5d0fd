/// Which element: the frame it lives in and its number in that frame's element table.
package struct ElementID: Hashable, Sendable {
    package var frame: Int
    package var ref: Int

    package init(frame: Int, ref: Int) {
        self.frame = frame
        self.ref = ref
    }
}

/// A rectangle in CSS pixels of the frame's viewport.
package struct ElementBox: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var w: Int
    package var h: Int

    package init(x: Int, y: Int, w: Int, h: Int) {
        self.x = x
        self.y = y
        self.w = w
        self.h = h
    }
}

/// Where a name of an element came from; raw values are the letters of the wire format.
package enum NameSource: String, Sendable, CaseIterable {
    case aria = "a"
    case label = "l"
    case value = "v"
    case text = "x"
    case title = "t"
    case caption = "g"
    case beside = "b"
    case placeholder = "p"
    case alt = "i"
    case testID = "d"
    case identifier = "n"
    case inputType = "y"
    case icon = "c"
    case href = "h"
    /// The text of something inside the element; never on the wire.
    case inner = "."
}

/// One thing a person could call an element.
package struct ElementName: Hashable, Sendable {
    package var text: String
    package var source: NameSource

    package init(_ text: String, _ source: NameSource) {
        self.text = text
        self.source = source
    }
}

/// The state bits of the wire format.
package struct ElementStates: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let visible = ElementStates(rawValue: 1 << 0)
    package static let enabled = ElementStates(rawValue: 1 << 1)
    package static let checked = ElementStates(rawValue: 1 << 2)
    package static let mixed = ElementStates(rawValue: 1 << 3)
    package static let expanded = ElementStates(rawValue: 1 << 4)
    package static let collapsed = ElementStates(rawValue: 1 << 5)
    package static let selected = ElementStates(rawValue: 1 << 6)
    package static let focused = ElementStates(rawValue: 1 << 7)
    package static let editable = ElementStates(rawValue: 1 << 8)
    package static let readonly = ElementStates(rawValue: 1 << 9)
    package static let offscreen = ElementStates(rawValue: 1 << 10)
    package static let inModal = ElementStates(rawValue: 1 << 11)
    package static let transparent = ElementStates(rawValue: 1 << 12)
    package static let inert = ElementStates(rawValue: 1 << 13)
    package static let required = ElementStates(rawValue: 1 << 14)
    /// Interactive only by cursor, handler, tab stop or draggability, not by role.
    package static let clickableOnly = ElementStates(rawValue: 1 << 15)
    package static let interactive = ElementStates(rawValue: 1 << 16)
    /// Stands for a part of the page: a row, a card, a section, a dialog.
    package static let container = ElementStates(rawValue: 1 << 17)
}

/// The surroundings of an element in words; empty where there are none.
package struct ElementContext: Hashable, Sendable {
    package var landmark = ""
    package var heading = ""
    package var dialog = ""
    package var legend = ""
    package var row = ""
    package var column = ""
    package var item = ""

    package init() {}
}

/// One entry of the in-page scan.
package struct PageElement: Hashable, Sendable {
    /// Index of the frame; set by whoever merges the scans of several frames.
    package var frame = 0
    package var ref: Int
    package var tag: String
    package var role: String
    package var type = ""
    package var states: ElementStates
    package var box: ElementBox
    package var context = ElementContext()
    /// Nearest listed ancestor, nearest row or card around, what a label labels, its form.
    ///
    /// All are numbers in the same frame.
    package var parent: Int?
    package var unit: Int?
    package var control: Int?
    package var form: Int?
    /// Value of a control (never a password's), or the `href` of a link.
    package var value: String?
    package var names: [ElementName]

    package init(
        ref: Int, tag: String, role: String, states: ElementStates = [.visible, .enabled],
        box: ElementBox = ElementBox(x: 0, y: 0, w: 100, h: 20), names: [ElementName] = []
    ) {
        self.ref = ref
        self.tag = tag
        self.role = role
        self.states = states
        self.box = box
        self.names = names
    }

    package var id: ElementID { ElementID(frame: frame, ref: ref) }
    package var isVisible: Bool { states.contains(.visible) }
    package var isInteractive: Bool { states.contains(.interactive) }
    package var isContainer: Bool { states.contains(.container) }
}
