package import CDP
import Flows

/// Where on the page a failed step went wrong, for the picture of it.
package struct FailureMarks: Sendable, Equatable {
    /// In CSS pixels of the page's viewport.
    package struct Box: Sendable, Equatable {
        package enum Kind: String, Sendable {
            /// What the step meant.
            case target
            /// What came nearest to it, or one of several that it could have meant.
            case candidate
        }

        package var kind: Kind
        package var x: Double
        package var y: Double
        package var width: Double
        package var height: Double
        /// The element in words.
        package var text: String
    }

    package var boxes: [Box]
    /// Where the mouse is; nil when the step's page has not seen it.
    package var pointer: CSSPoint?

    package var isEmpty: Bool { boxes.isEmpty && pointer == nil }
}

extension StepRun {
    /// What the step failed at, the target of its last action or of the first expectation that did not hold, and what it may
    /// be taken for, the likeliest first.
    var subject: (Target, [Intent])? {
        if let unmet = results.first(where: { $0.held != true }) { return unmet.expectation.subject }
        guard !actions.isEmpty, actions.count <= step.actions.count else { return nil }
        return step.actions[actions.count - 1].subject.map { ($0, [$1]) }
    }
}

extension Expectation {
    fileprivate var subject: (Target, [Intent])? {
        switch kind {
        case .visible(let target), .hidden(let target), .count(let target, _): (target, [.assertVisible])
        case .text(in: let target?, _): (target, [.read])
        case .value(let target, _), .enabled(let target), .disabled(let target), .focused(let target):
            (target, Judge.controls)
        case .checked(let target, _): (target, [.check])
        // The others are not about one element.
        default: nil
        }
    }
}

extension Action {
    var subject: (Target, Intent)? {
        switch kind {
        case .click(let target), .doubleClick(let target), .rightClick(let target): (target, .click)
        case .hover(let target): (target, .hover)
        case .fill(let target, _), .type(let target?, _), .clear(let target): (target, .fill)
        case .press(key: _, let target?): (target, .press)
        case .check(let target), .uncheck(let target): (target, .check)
        case .select(let target, _): (target, .select)
        case .upload(let target, _): (target, .upload)
        case .drag(let target, to: _): (target, .drag)
        case .scroll(.into(let target)): (target, .scroll)
        case .waitFor(let expectations):
            expectations.lazy.compactMap(\.subject).first.flatMap { target, intents in
                intents.first.map { (target, $0) }
            }
        // The others are not about one element.
        default: nil
        }
    }

    /// Whether it changes the page without looking for an element first.
    var changesPageAtOnce: Bool {
        switch kind {
        case .waitFor, .screenshot, .acceptDialog, .dismissDialog: false
        default: subject == nil
        }
    }
}
