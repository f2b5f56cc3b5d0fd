import Crypto
package import Flows
import Foundation

/// What a step is remembered by: its words, its actions and the names of the variables in them.
///
/// An edited step is another step; a moved one is the same, and so is one with another value to type.
package enum StepKey {
    package static func of(_ step: Step) -> String {
        let lines = [FlowMemory.schema, step.name] + step.actions.map(line)
        let hash = SHA256.hash(data: Data(lines.joined(separator: "\n").utf8))
        return hash.prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func line(_ action: Action) -> String {
        let targets = action.targets.map(\.text.template)
        let variables = action.texts.flatMap(\.variables)
        return ([action.name] + targets + variables).joined(separator: "\u{1F}")
    }
}

extension FlowText {
    /// The text as a flow file would write it, with variables for secrets.
    package var template: String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .secret(let name, _): "${\(name)}"
            case .code(let name, _): "${totp:\(name)}"
            }
        }.joined()
    }

    fileprivate var variables: [String] {
        parts.compactMap { part in
            switch part {
            case .literal: nil
            case .secret(let name, _), .code(let name, _): "${\(name)}"
            }
        }
    }
}

extension Action {
    /// The elements it names.
    var targets: [Target] {
        switch kind {
        case .click(let target), .doubleClick(let target), .rightClick(let target), .hover(let target),
            .clear(let target), .check(let target), .uncheck(let target), .upload(let target, _),
            .scroll(.into(let target)), .fill(let target, _), .select(let target, _):
            [target]
        case .type(let target, _), .press(key: _, let target): [target].compactMap { $0 }
        case .drag(let target, let end): [target, end]
        case .navigate, .scroll, .waitFor, .back, .forward, .reload, .acceptDialog, .dismissDialog,
            .switchTab, .closeTab, .screenshot, .emulate:
            []
        }
    }
}
