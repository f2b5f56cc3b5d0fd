/// What is to be done with the element, which decides what may answer to a target.
package enum Intent: String, Sendable, CaseIterable {
    case click, fill, select, check, hover, press, upload, drag, dropTarget, scroll, assertVisible, read

    /// The page is only looked at: text is as good as a control, and nothing is out of reach.
    var isLooking: Bool { self == .assertVisible || self == .read }

    /// Whole parts of the page are meant rather than what they contain.
    var prefersContainers: Bool { self == .dropTarget || self == .scroll }

    /// From 1, made for it, to 0, impossible.
    func fit(_ element: PageElement) -> Double {
        switch self {
        case .click: Self.click(element)
        case .fill: Self.fill(element)
        case .select: Self.select(element)
        case .check: Self.check(element)
        case .hover: element.isInteractive ? 1 : element.isContainer ? 0.85 : 0.9
        case .press: element.states.contains(.editable) ? 1 : element.isInteractive ? 0.95 : 0.6
        case .upload: Self.upload(element)
        case .drag: element.isInteractive ? 1 : element.isContainer ? 0.9 : 0.85
        case .dropTarget: element.isContainer ? 1 : element.isInteractive ? 0.9 : 0.8
        case .scroll: element.isContainer ? 1 : 0.9
        case .assertVisible: 1
        case .read: element.role == "label" ? 0.9 : 1
        }
    }

    private static func click(_ element: PageElement) -> Double {
        if element.isInteractive {
            if element.states.contains(.clickableOnly) { return 0.7 }
            if element.role == "label" { return 0.85 }
            return element.states.contains(.editable) || element.role == "combobox" ? 0.8 : 1
        }
        // Handlers can sit anywhere, so bare text is clicked when nothing better has exactly that name.
        switch element.role {
        case "heading", "status", "alert", "log", "columnheader", "cell", "rowheader", "caption", "paragraph",
            "label":
            return 0.2
        default: return element.isContainer ? 0.2 : 0.3
        }
    }

    private static func fill(_ element: PageElement) -> Double {
        switch element.role {
        case "textbox", "searchbox", "spinbutton": 1
        case "combobox": element.tag == "select" ? 0.85 : 1
        case "slider", "listbox": 0.85
        default: element.states.contains(.editable) ? 1 : element.type == "color" ? 0.85 : 0
        }
    }

    private static func select(_ element: PageElement) -> Double {
        switch element.role {
        case "combobox", "listbox": 1
        case "radio", "radiogroup", "tablist", "menu": 0.85
        case "button", "textbox", "searchbox":
            element.states.isDisjoint(with: [.expanded, .collapsed]) ? 0 : 0.9
        default: element.states.contains(.clickableOnly) ? 0.5 : 0
        }
    }

    private static func check(_ element: PageElement) -> Double {
        switch element.role {
        case "checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio": 1
        case "label": element.control == nil ? 0 : 0.95
        case "option", "treeitem", "row": 0.7
        default:
            if !element.states.isDisjoint(with: [.checked, .mixed]) {
                0.85
            } else {
                element.isInteractive && (element.role == "button" || element.role == "") ? 0.6 : 0
            }
        }
    }

    private static func upload(_ element: PageElement) -> Double {
        switch element.role {
        case "file": 1
        case "label": element.control == nil ? 0 : 0.9
        case "button": 0.85
        default: element.states.contains(.clickableOnly) || element.isContainer ? 0.6 : 0
        }
    }
}
