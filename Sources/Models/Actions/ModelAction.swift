/// One thing a model wants done, the same whichever provider's words it came in.
package enum ModelAction: Sendable, Hashable {
    /// - Parameter at: nil: where the mouse is.
    case click(at: Target?, button: Button = .left, count: Int = 1, holding: KeyPress.Held = [])
    case hover(Target)
    case press(Button, at: ModelPoint?)
    case release(Button, at: ModelPoint?)
    case drag(from: ModelPoint?, path: [ModelPoint], holding: KeyPress.Held = [])
    /// - Parameter at: nil: where the mouse is.
    case scroll(at: ModelPoint?, Scroll, holding: KeyPress.Held = [])
    /// Until the element can be seen.
    case scrollTo(ElementReference)
    case type(String)
    /// One after another.
    case key([KeyPress])
    case hold(KeyPress, Duration)
    case wait(Duration)
    case screenshot
    case zoom(ModelBox)
    case cursorPosition
    case readPage(depth: Int?, interactiveOnly: Bool, below: ElementReference?)
    case find(String)
    case pageText
    case report(StepReport)
    /// Understood, but never offered: going somewhere, setting values, tabs, files, scripts, logs. The loop decides.
    case gated(Gated)
    /// A function of ours other than those above.
    case function(String, JSON)
}

extension ModelAction {
    /// An element by the name that the outline of the page has given it, such as `ref_7`.
    package struct ElementReference: RawRepresentable, Sendable, Hashable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package enum Target: Sendable, Hashable {
        case point(ModelPoint)
        case element(ElementReference)
    }

    package enum Button: String, Sendable, Hashable {
        case left, middle, right, back, forward
    }

    /// How far to scroll; only one of the two forms is ever used by a provider.
    package enum Scroll: Sendable, Hashable {
        /// Turns of the wheel, to the right and down where positive.
        case notches(x: Int, y: Int)
        /// Pixels of the screenshot, to the right and down where positive.
        case pixels(x: Double, y: Double)
    }

    package enum Gated: Sendable, Hashable {
        case navigate(String)
        case setValue(ElementReference, JSON)
        case listTabs
        case newTab
        case switchTab(String)
        case closeTab(String)
        /// Files, scripts, the console and the network's log, by the tool's name.
        case never(String)
    }

    /// Whether it can change the page.
    package var isMutating: Bool {
        switch self {
        case .click, .press, .release, .drag, .type, .key, .hold: true
        case .gated(let gated): gated != .listTabs
        case .hover, .scroll, .scrollTo, .wait, .screenshot, .zoom, .cursorPosition, .readPage, .find,
            .pageText,
            .report, .function:
            false
        }
    }

    /// The toolset member that a gate profile must allow for it; nil where no gate is needed.
    package var member: String? {
        switch self {
        case .click(_, let button, let count, _):
            count == 2 ? "double_click" : count > 2 ? "triple_click" : "\(button.rawValue)_click"
        case .hover: "hover"
        case .press: "left_mouse_down"
        case .release: "left_mouse_up"
        case .drag: "left_click_drag"
        case .scroll: "scroll"
        case .scrollTo: "scroll_to"
        case .type: "type"
        case .key: "key"
        case .hold: "hold_key"
        case .wait: "wait"
        case .screenshot: "screenshot"
        case .zoom: "zoom"
        case .cursorPosition: "cursor_position"
        case .readPage: "read_page"
        case .find: "find"
        case .pageText: "get_page_text"
        case .gated(let gated):
            switch gated {
            case .navigate: "navigate"
            case .setValue: "form_input"
            case .listTabs: "list_tabs"
            case .newTab: "new_tab"
            case .switchTab: "switch_tab"
            case .closeTab: "close_tab"
            case .never(let name): name
            }
        case .report, .function: nil
        }
    }
}

/// A call that says nothing we could do, in words for the model that made it.
package struct ActionProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
