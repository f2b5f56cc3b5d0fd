import Yams

/// Says what is wrong with a YAML text in words that do not need the YAML specification beside them.
struct YAMLProblem {
    let text: String
    let file: String

    func explain(_ error: any Error) -> FlowFileError {
        guard let error = error as? YamlError else {
            return problem("unreadable: \(error)", line: 1, column: 1)
        }
        switch error {
        case .scanner(_, let message, let mark, _), .parser(_, let message, let mark, _),
            .composer(_, let message, let mark, _):
            return explain(message, line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(of: keys.first ?? "", line: context.mark.line, column: context.mark.column)
        case .reader(let message, let offset, let value, _):
            let place = place(ofByte: offset ?? 0)
            let character = value < 0 ? "" : " U+" + String(value, radix: 16, uppercase: true)
            return problem(
                "unreadable character\(character): \(message)", line: place.line, column: place.column)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return problem("unreadable: \(error)", line: 1, column: 1)
        }
    }

    private func explain(_ message: String, line: Int, column: Int) -> FlowFileError {
        if let tab = tab(near: line) {
            return FlowFileError(tab, "a tab in the indentation; YAML wants spaces")
        }
        if message.contains("another document") {
            return problem(
                "a second document starts here; one file holds one flow", line: line, column: column)
        }
        if message.contains("undefined alias") {
            return problem("an alias without its anchor", line: line, column: column)
        }
        if message.contains("nesting level") {
            return problem("nested more than 1000 levels deep", line: line, column: column)
        }
        if message.contains("mapping values are not allowed") {
            return FlowFileError(
                place(line, column), "a \":\" where YAML expects no key",
                hint: "text with a colon and a space needs quotes, and keys of one map the same indentation")
        }
        if message.contains("cannot start any token") {
            return FlowFileError(
                place(line, column), "text that starts with this character needs quotes")
        }
        return problem("not YAML: \(message)", line: line, column: column)
    }

    /// The parser names the first use of the key; the second is what has to go.
    private func duplicate(of key: String, line: Int, column: Int) -> FlowFileError {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for number in line..<max(line, lines.count) {
            let start = lines[number].prefix { " -{,".contains($0) }
            let rest = lines[number].dropFirst(start.count).drop { "\"'".contains($0) }
            guard start.unicodeScalars.count == column - 1, rest.hasPrefix(key) else { continue }
            let after = rest.dropFirst(key.count).drop { " \"'".contains($0) }
            guard after.first == ":" else { continue }
            return problem("the key \"\(key)\" is already at line \(line)", line: number + 1, column: column)
        }
        return problem("the key \"\(key)\" stands twice in this map", line: line, column: column)
    }

    /// A tab among the blanks that start this line or one next to it: what the parser stumbled over.
    private func tab(near line: Int) -> SourceLocation? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for number in [line, line - 1, line + 1] where lines.indices.contains(number - 1) {
            let blanks = lines[number - 1].prefix { $0 == " " || $0 == "\t" }
            if let spaces = blanks.firstIndex(of: "\t") {
                return place(number, blanks.distance(from: blanks.startIndex, to: spaces) + 1)
            }
        }
        return nil
    }

    private func place(ofByte offset: Int) -> (line: Int, column: Int) {
        let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
        let lines = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return (lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    private func place(_ line: Int, _ column: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column)
    }

    private func problem(_ message: String, line: Int, column: Int) -> FlowFileError {
        FlowFileError(place(line, column), message)
    }
}
