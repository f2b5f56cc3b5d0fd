import Foundation

/// Reads one entry of `actions`.
struct ActionReader {
    let reader: ValueReader
    /// The folder that files to upload are looked up in.
    let folder: URL

    private var problems: ProblemList { reader.problems }

    func read(_ node: SourceNode) -> Action? {
        guard let type = type(of: node) else { return nil }
        let keys = Self.keys(of: type)
        let owner =
            "\("aeiou".contains(type.rawValue.prefix(1)) ? "an" : "a") \(type.rawValue) action"
        guard case .mapping(let entries) = node.content else { return nil }
        // A row of a table has a null in every column it does not use.
        let used = entries.filter { !($0.value.isNull && Self.everyKey.contains($0.key)) }
        if type == .waitFor, let pause = used.first(where: { Self.pauses.contains($0.key) }) {
            problems.add(
                pause.keyLocation, "a pause of fixed length is not an action",
                hint: "wait for something: visible, hidden, text or url")
            return nil
        }
        let trimmed = SourceNode(.mapping(used), location: node.location)
        let before = problems.errors.count
        guard
            let fields = Fields(
                trimmed, owner: owner, known: ["type"] + keys.flatMap { $0 }, problems: problems)
        else { return nil }
        for alternatives in keys {
            let given = fields.entries.filter { alternatives.contains($0.key) }
            guard given.count > 1 else { continue }
            problems.add(given[1].keyLocation, "\(given[0].key) and \(given[1].key) mean the same; give one")
        }
        let form = Form(type: type, keys: keys, fields: fields, reader: reader, owner: owner, folder: folder)
        guard let kind = form.kind(), problems.errors.count == before else { return nil }
        return Action(kind, location: node.location)
    }

    private static let everyKey = Set(ActionType.allCases.flatMap { keys(of: $0).flatMap { $0 } })
    private static let pauses: Set<String> = [
        "ms", "seconds", "duration", "time", "timeout", "value", "amount", "for",
    ]

    private func type(of node: SourceNode) -> ActionType? {
        guard case .mapping(let entries) = node.content else {
            problems.add(
                node.location, "an action must be a map, not \(node.kindInWords)",
                hint: "for example {type: click, target: Sign in}")
            return nil
        }
        guard let written = entries.first(where: { $0.key == "type" })?.value, !written.isNull else {
            let shorthand = entries.lazy.compactMap { ActionType(written: $0.key) }.first
            problems.add(
                node.location, "the action has no type",
                hint: shorthand.map { "write {type: \($0.rawValue), …}" })
            return nil
        }
        guard let word = reader.word(written, "type") else { return nil }
        if let type = ActionType(written: word) { return type }
        if ActionType.isExpectation(word) {
            problems.add(
                written.location, "\"\(word)\" is not an action",
                hint: "what must be true belongs under expected_state")
        } else {
            problems.add(
                written.location, "unknown action type \"\(word)\"",
                hint: Nearest.hint(for: word, among: ActionType.allCases.map(\.rawValue)))
        }
        return nil
    }

    /// The keys a type takes, each with the other words for it.
    private static func keys(of type: ActionType) -> [[String]] {
        switch type {
        case .navigate: [["url", "target", "value", "to"]]
        case .click, .doubleClick, .rightClick, .hover, .clear, .check, .uncheck: [["target"]]
        case .fill, .type: [["target"], ["value", "text"]]
        case .press: [["key", "keys", "value"], ["target"]]
        case .select: [["target"], ["value", "values", "option", "options"]]
        case .upload: [["target"], ["file", "files", "path", "paths", "value"]]
        case .drag: [["target", "from"], ["to"]]
        case .scroll: [["target", "to", "by"]]
        case .waitFor: [["visible", "target"], ["hidden"], ["text"], ["url"]]
        case .acceptDialog: [["value", "text"]]
        case .switchTab: [["tab", "target", "value"]]
        case .screenshot: [["name", "value"]]
        case .emulate: BrowserReader.changing.map { [$0] } + [["unmock"]]
        case .back, .forward, .reload, .dismissDialog, .closeTab: []
        }
    }
}
