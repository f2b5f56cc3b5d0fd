/// The language of the UI-TARS models: `Action: click(start_box='(120,45)')` below a line of thought.
enum UITarsAction {
    static func read(_ text: String) -> (name: String, input: JSON)? {
        guard let action = text.firstRange(of: "Action:") else { return nil }
        let rest = text[action.upperBound...].drop(while: \.isWhitespace)
        guard let open = rest.firstIndex(of: "("), let close = rest.lastIndex(of: ")"), open < close else {
            return nil
        }
        let fields = arguments(rest[rest.index(after: open)..<close])
        switch String(rest[..<open]).trimmingSpaces {
        case "click": return ("left_click", place(fields))
        case "left_double": return ("double_click", place(fields))
        case "right_single": return ("right_click", place(fields))
        case "drag":
            return (
                "left_click_drag",
                .fields([
                    "from": fields["start_box"].map(JSON.string),
                    "target": fields["end_box"].map(JSON.string),
                ])
            )
        case "scroll":
            var input = place(fields).object ?? [:]
            input["scroll_direction"] = fields["direction"].map(JSON.string)
            return ("scroll", .object(input))
        case "type": return ("type", ["text": .string(fields["content"] ?? "")])
        case "hotkey":
            let keys = (fields["key"] ?? "").split(separator: " ").joined(separator: "+")
            return ("key", ["text": .string(keys)])
        case "wait": return ("wait", ["duration": 1])
        case "finished":
            return (
                FunctionTool.reportStep.name,
                ["outcome": "done", "observed": .string(fields["content"] ?? ""), "evidence_text": []]
            )
        default: return nil
        }
    }

    private static func place(_ fields: [String: String]) -> JSON {
        .fields(["coordinate": (fields["start_box"] ?? fields["point"]).map(JSON.string)])
    }

    /// `name='value'` pairs; a backslash keeps the quote behind it.
    private static func arguments(_ text: Substring) -> [String: String] {
        var fields: [String: String] = [:]
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            let name = String(rest[..<equals].drop { !$0.isLetter })
            rest = rest[rest.index(after: equals)...]
            guard let quote = rest.first, quote == "'" || quote == "\"" else { break }
            rest = rest.dropFirst()
            var value = ""
            while let next = rest.popFirst(), next != quote {
                guard next == "\\", let kept = rest.popFirst() else {
                    value.append(next)
                    continue
                }
                value.append(kept == "n" ? "\n" : kept == "t" ? "\t" : kept)
            }
            fields[name] = value
        }
        return fields
    }
}
