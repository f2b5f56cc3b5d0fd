/// Writes a value of a flow file as JSON, its variables filled in.
struct JSONBody {
    let reader: ValueReader

    /// Nil when a variable in it is wrong, which is then reported.
    func text(_ node: SourceNode) -> FlowText? {
        parts(node).map { FlowText(parts: $0) }
    }

    private func parts(_ node: SourceNode) -> [FlowText.Part]? {
        switch node.content {
        case .scalar(let scalar): return self.scalar(scalar, node)
        case .sequence(let elements):
            let all = elements.map(parts)
            guard !all.contains(where: { $0 == nil }) else { return nil }
            return [.literal("[")] + joined(all.compactMap { $0 }) + [.literal("]")]
        case .mapping(let entries):
            let all = entries.map { entry in
                parts(entry.value).map { [.literal(quoted(entry.key) + ":")] + $0 }
            }
            guard !all.contains(where: { $0 == nil }) else { return nil }
            return [.literal("{")] + joined(all.compactMap { $0 }) + [.literal("}")]
        }
    }

    private func joined(_ all: [[FlowText.Part]]) -> [FlowText.Part] {
        Array(all.joined(separator: [.literal(",")]))
    }

    private func scalar(_ scalar: SourceNode.Scalar, _ node: SourceNode) -> [FlowText.Part]? {
        if node.isNull { return [.literal("null")] }
        if !scalar.isQuoted {
            if scalar.text == "true" || scalar.text == "false" { return [.literal(scalar.text)] }
            if scalar.text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil {
                return [.literal(scalar.text)]
            }
        }
        guard let text = reader.filled(scalar.text, at: node.location) else { return nil }
        return [.literal("\"")] + text.parts.map(escaped) + [.literal("\"")]
    }

    private func escaped(_ part: FlowText.Part) -> FlowText.Part {
        switch part {
        case .literal(let text): .literal(inner(text))
        case .secret(let name, let secret): .secret(name: name, Secret(secret.reveal(inner)))
        case .code: part
        }
    }

    private func quoted(_ text: String) -> String { "\"" + inner(text) + "\"" }

    /// `text` as it stands between the quotes of a JSON string.
    private func inner(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20: "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()
            case _: String(scalar)
            }
        }.joined()
    }
}
