/// An element as a page's scan numbered it; good for as long as its document lives.
package struct ElementRef: Sendable, Hashable {
    package let frame: FrameID
    package let number: Int

    package init(frame: FrameID, number: Int) {
        self.frame = frame
        self.number = number
    }
}

/// Why an element could not be acted on in time.
package struct ActionError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case detached, invisible, inert, disabled, uneditable, readonly, outside, clipped, passive, covered,
            moving
        case missed
        case noOption = "no_option"
        case noFileInput = "no_file_input"
        case notAccepted = "not_accepted"
    }

    package let code: Code
    package let detail: String
    /// What was waited for in vain.
    package private(set) var waits: [Wait] = []

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { detail }

    /// The same after these waits, which came before its own.
    func after(_ earlier: [Wait]) -> ActionError {
        var error = self
        error.waits = earlier + waits
        return error
    }

    /// Two errors that say the same are equal, however long each took.
    package static func == (left: ActionError, right: ActionError) -> Bool {
        left.code == right.code && left.detail == right.detail
    }

    static func of(problem: String, by: String?) -> ActionError {
        let code = Code(rawValue: problem) ?? .notAccepted
        let detail =
            switch code {
            case .detached: "the element is no longer in the page"
            case .invisible: "the element is not visible" + (by.map { " (\($0))" } ?? "")
            case .inert: "the element is inert"
            case .disabled: "the element is disabled"
            case .uneditable: "\(by ?? "the element") can't be typed into"
            case .readonly: "the element is read-only"
            case .outside: "the element can't be scrolled into view"
            case .clipped: "the element is cut off by \(by ?? "what it is in")"
            case .passive: "the element lets presses through (pointer-events: none) to \(by ?? "nothing")"
            case .covered: "the element is covered by \(by ?? "another")"
            case .moving: "the element keeps moving"
            case .missed: "the press went to \(by ?? "another element")"
            case .noOption, .noFileInput, .notAccepted: by ?? problem
            }
        return ActionError(code, detail)
    }
}
