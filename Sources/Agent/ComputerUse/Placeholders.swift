import Flows
import Models

/// Puts values where a model has typed their names; only here does it ever come near them.
struct Placeholders: Sendable {
    private let values: [String: FlowText]

    init(_ values: [String: FlowText]) { self.values = values }

    /// - Throws: When there is no such value.
    func fill(_ text: String) throws(ActionProblem) -> FlowText {
        var parts: [FlowText.Part] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            parts.append(.literal(String(rest[..<start.lowerBound])))
            let name = String(rest[start.upperBound..<end])
            guard let value = values[name] else {
                let known = values.keys.sorted().map { "${\($0)}" }.joined(separator: ", ")
                throw ActionProblem(
                    "There is no value ${\(name)}" + (known.isEmpty ? "." : "; there are \(known)."))
            }
            parts += value.parts
            rest = rest[rest.index(after: end)...]
        }
        parts.append(.literal(String(rest)))
        return FlowText(parts: parts)
    }
}
