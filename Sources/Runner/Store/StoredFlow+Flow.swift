import CDP
import Flows
import Foundation

extension StoredFlow {
    /// The flow as the `flows` and `steps` tables keep it; secrets stand there by the names of their variables.
    init(_ flow: Flow) {
        self.init(
            id: flow.id.rawValue.uuidString.lowercased(), name: flow.name, description: flow.description,
            priority: flow.priority.rawValue, persona: flow.persona, steps: flow.steps.map(Step.init))
    }
}

extension StoredFlow.Step {
    init(_ step: Flows.Step) {
        self.init(
            name: step.name, actionsJSON: Self.json(step.actions.map(StoredAction.init)),
            expectedStateJSON: Self.json(step.expectations.map { $0.description }),
            timeoutMs: step.timeout?.inMilliseconds ?? 5000)
    }

    private static func json<Value: Encodable>(_ values: [Value]) -> String? {
        guard !values.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(values)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// An action as the `actions` column has it.
private struct StoredAction: Encodable {
    let type: String
    let text: String

    init(_ action: Action) {
        type = action.name
        text = action.description
    }
}
