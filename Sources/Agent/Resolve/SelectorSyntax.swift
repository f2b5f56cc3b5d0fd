import Foundation

/// The prefix, Playwright and CSS forms of a target.
enum SelectorSyntax {
    /// Nil when the text is plain words.
    static func parse(_ text: String, original: String) throws(TargetError) -> TargetSpec.Selector? {
        if let (prefix, rest) = prefixed(text) {
            guard !rest.isEmpty else {
                throw TargetError(code: .badSelector, target: original, detail: "nothing follows \(prefix)=")
            }
            return selector(prefix, rest)
        }
        if text.hasPrefix("//") || text.hasPrefix("(//") || text.hasPrefix("./") { return .xpath(text) }
        return playwright(text) ?? (looksLikeCSS(text) ? .maybeCSS(text) : nil)
    }

    private static let prefixes: Set<String> = [
        "css", "xpath", "text", "role", "label", "placeholder", "testid",
    ]

    private static func prefixed(_ text: String) -> (prefix: String, rest: String)? {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let prefix = text[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
        guard prefixes.contains(prefix) else { return nil }
        return (prefix, text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces))
    }

    private static func selector(_ prefix: String, _ rest: String) -> TargetSpec.Selector {
        switch prefix {
        case "css": return .css(rest)
        case "xpath": return .xpath(rest)
        case "text": return .text(rest)
        case "label": return .label(rest)
        case "placeholder": return .placeholder(rest)
        case "testid": return .testid(rest)
        default: return role(rest)
        }
    }

    /// `button[name="Save"]`, `button Save`, `button: "Save"`, `button`.
    private static func role(_ text: String) -> TargetSpec.Selector {
        let name = text.prefix { $0.isLetter || $0 == "-" }
        var rest = text.dropFirst(name.count).trimmingCharacters(in: CharacterSet(charactersIn: " :"))
        if rest.hasPrefix("["), rest.hasSuffix("]") {
            rest = String(rest.dropFirst().dropLast())
            rest = rest.firstIndex(of: "=").map { String(rest[rest.index(after: $0)...]) } ?? rest
        }
        rest = rest.trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
        return .role(name.lowercased(), name: rest.isEmpty ? nil : rest)
    }

    /// `getByRole('button', {name: 'Save'})`, `page.getByLabel("Email")`, as models like to write.
    private static func playwright(_ text: String) -> TargetSpec.Selector? {
        guard let start = text.range(of: "getBy"), text.hasSuffix(")"), let open = text.firstIndex(of: "(")
        else {
            return nil
        }
        let kind = text[start.upperBound..<open]
        let quoted = quotedRuns(in: text[open...])
        guard let first = quoted.first else { return nil }
        switch kind {
        case "Role": return .role(first, name: quoted.count > 1 ? quoted[1] : nil)
        case "Text": return .text(first)
        case "Label": return .label(first)
        case "Placeholder": return .placeholder(first)
        case "TestId": return .testid(first)
        case "AltText", "Title": return .css("[\(kind == "Title" ? "title" : "alt")=\"\(first)\"]")
        default: return nil
        }
    }

    private static func quotedRuns(in text: Substring) -> [String] {
        var runs: [String] = []
        var quote: Character?
        var run = ""
        for character in text {
            if let open = quote {
                if character == open {
                    runs.append(run)
                    quote = nil
                } else {
                    run.append(character)
                }
            } else if character == "'" || character == "\"" || character == "`" {
                quote = character
                run = ""
            }
        }
        return runs
    }

    /// CSS punctuation where CSS has it: `#email`, `.card > button`, `input[name=q]`, `li:nth-child(2)`.
    private static func looksLikeCSS(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || "#.[*:".contains(first), !text.hasSuffix(".") else {
            return false
        }
        if first == "#", text.dropFirst().first?.isNumber ?? true { return false }
        if first == ".", !(text.dropFirst().first?.isLetter ?? false) { return false }
        if text.contains("["), text.contains("]"), !text.contains("[ ") { return true }
        var before: Character = " "
        for (character, after) in zip(text, text.dropFirst()) {
            if character == "#" || character == ".", after.isLetter || after == "_" || after == "-",
                before != " " || first == character
            {
                return !text.contains("@")
            }
            if character == ":", after.isLetter || after == ":", before != " " { return true }
            if character == ">", before == " ", after == " " { return true }
            before = character
        }
        return false
    }
}
