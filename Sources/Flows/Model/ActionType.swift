/// The words a flow file may write after `type:`.
enum ActionType: String, CaseIterable {
    case navigate, click
    case doubleClick = "double_click"
    case rightClick = "right_click"
    case hover, fill, type, press, clear, check, uncheck, select, upload, drag, scroll
    case waitFor = "wait_for"
    case back, forward, reload
    case acceptDialog = "accept_dialog"
    case dismissDialog = "dismiss_dialog"
    case switchTab = "switch_tab"
    case closeTab = "close_tab"
    case screenshot, emulate

    /// The type itself or one of the words people and models write instead.
    ///
    /// Case, dashes and spaces do not count.
    init?(written word: String) {
        let plain = Self.normalized(word)
        guard let type = Self(rawValue: plain) ?? Self.synonyms[plain] else { return nil }
        self = type
    }

    /// Words that state an expectation, which belongs under `expected_state`.
    static func isExpectation(_ word: String) -> Bool {
        ["expect", "verify", "assert", "should", "check_that"].contains(normalized(word))
    }

    private static func normalized(_ word: String) -> String {
        word.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
    }

    private static let synonyms: [String: ActionType] = [
        "goto": .navigate, "go_to": .navigate, "visit": .navigate, "open": .navigate,
        "tap": .click,
        "dblclick": .doubleClick, "doubleclick": .doubleClick, "double_tap": .doubleClick,
        "rightclick": .rightClick, "context_click": .rightClick, "contextmenu": .rightClick,
        "mouseover": .hover, "mouse_over": .hover,
        "input": .fill, "enter": .fill, "set": .fill,
        "type_text": .type, "enter_text": .type,
        "key": .press, "keypress": .press, "key_press": .press, "press_key": .press,
        "tick": .check, "untick": .uncheck,
        "choose": .select, "pick": .select, "select_option": .select,
        "attach": .upload, "upload_file": .upload,
        "drag_and_drop": .drag, "dragdrop": .drag,
        "scroll_to": .scroll,
        "wait": .waitFor, "waitfor": .waitFor, "wait_until": .waitFor,
        "go_back": .back, "go_forward": .forward, "refresh": .reload,
        "switch_to_tab": .switchTab,
        "take_screenshot": .screenshot,
    ]
}

extension Action {
    var type: ActionType {
        switch kind {
        case .navigate: .navigate
        case .click: .click
        case .doubleClick: .doubleClick
        case .rightClick: .rightClick
        case .hover: .hover
        case .fill: .fill
        case .type: .type
        case .press: .press
        case .clear: .clear
        case .check: .check
        case .uncheck: .uncheck
        case .select: .select
        case .upload: .upload
        case .drag: .drag
        case .scroll: .scroll
        case .waitFor: .waitFor
        case .back: .back
        case .forward: .forward
        case .reload: .reload
        case .acceptDialog: .acceptDialog
        case .dismissDialog: .dismissDialog
        case .switchTab: .switchTab
        case .closeTab: .closeTab
        case .screenshot: .screenshot
        case .emulate: .emulate
        }
    }
}
