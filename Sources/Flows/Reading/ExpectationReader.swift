/// Reads `expected_state`, and the same keys where a `wait_for` action has them.
struct ExpectationReader {
    static let keys = [
        "url", "title", "visible", "hidden", "text", "value", "checked", "enabled", "disabled", "focused",
        "count", "request", "download", "console", "says",
    ]

    let reader: ValueReader
    private var problems: ProblemList { reader.problems }

    init(reader: ValueReader) {
        self.reader = reader
    }

    func read(_ node: SourceNode) -> [Expectation] {
        let owner = "expected_state"
        guard let fields = Fields(node, owner: owner, known: Self.keys, problems: problems) else { return [] }
        return fields.entries.flatMap { read($0.key, $0) }
    }

    /// What one key of `expected_state` expects, in the order of the file.
    func read(_ key: String, _ entry: SourceNode.Entry) -> [Expectation] {
        let node = entry.value
        switch key {
        case "url": return one(node, reader.text(node, key).map(Expectation.Kind.url))
        case "title": return one(node, reader.text(node, key).map(Expectation.Kind.title))
        case "visible": return each(node, key) { reader.target($0, key).map(Expectation.Kind.visible) }
        case "hidden": return each(node, key) { reader.target($0, key).map(Expectation.Kind.hidden) }
        case "enabled": return each(node, key) { reader.target($0, key).map(Expectation.Kind.enabled) }
        case "disabled": return each(node, key) { reader.target($0, key).map(Expectation.Kind.disabled) }
        case "focused": return one(node, reader.target(node, key).map(Expectation.Kind.focused))
        case "says": return each(node, key) { reader.text($0, key).map(Expectation.Kind.says) }
        case "text": return texts(node)
        case "checked": return checked(node)
        case "value":
            return byTarget(node, key) { target, node in
                reader.text(node, key, canBeEmpty: true).map { .value(target, $0) }
            }
        case "count":
            return byTarget(node, key) { target, node in
                reader.integer(node, key, in: 0...1_000_000).map { .count(target, $0) }
            }
        case "request": return each(node, key) { request($0).map(Expectation.Kind.request) }
        case "download": return each(node, key) { download($0).map(Expectation.Kind.download) }
        case "console": return each(node, key) { console($0).map(Expectation.Kind.console) }
        case _: return []
        }
    }

    // MARK: Shapes

    private func one(_ node: SourceNode, _ kind: Expectation.Kind?) -> [Expectation] {
        kind.map { [Expectation($0, location: node.location)] } ?? []
    }

    private func each(
        _ node: SourceNode, _ key: String, _ read: (SourceNode) -> Expectation.Kind?
    ) -> [Expectation] {
        let elements = reader.list(node)
        if elements.isEmpty { problems.add(node.location, "\(key) is empty") }
        return elements.flatMap { one($0, read($0)) }
    }

    private func byTarget(
        _ node: SourceNode, _ key: String, _ read: (Target, SourceNode) -> Expectation.Kind?
    ) -> [Expectation] {
        guard case .mapping(let entries) = node.content else {
            problems.add(
                node.location, "\(key) must be a map, not \(node.kindInWords)",
                hint: "for example {\(key): {\(key == "count" ? "Cart row: 2" : "Email: ann@example.com")}}")
            return []
        }
        if entries.isEmpty { problems.add(node.location, "\(key) is empty") }
        return entries.flatMap { entry -> [Expectation] in
            let place = entry.keyLocation
            guard let target = reader.filled(entry.key, at: place).map({ Target($0, location: place) }),
                let kind = read(target, entry.value)
            else { return [] }
            return [Expectation(kind, location: place)]
        }
    }

    // MARK: Keys with a shape of their own

    private func texts(_ node: SourceNode) -> [Expectation] {
        guard case .mapping(let entries) = node.content else {
            return each(node, "text") { reader.text($0, "text").map { .text(in: nil, $0) } }
        }
        if entries.isEmpty { problems.add(node.location, "text is empty") }
        return entries.flatMap { entry -> [Expectation] in
            guard let words = reader.filled(entry.key, at: entry.keyLocation) else { return [] }
            let target = Target(words, location: entry.keyLocation)
            return each(entry.value, "text") { reader.text($0, "text").map { .text(in: target, $0) } }
        }
    }

    private func checked(_ node: SourceNode) -> [Expectation] {
        guard case .mapping = node.content else {
            return each(node, "checked") { reader.target($0, "checked").map { .checked($0, true) } }
        }
        return byTarget(node, "checked") { target, node in
            if let isChecked = node.bool { return .checked(target, isChecked) }
            problems.add(node.location, "checked must be true or false, not \(node.kindInWords)")
            return nil
        }
    }

    private func console(_ node: SourceNode) -> ConsoleRule? {
        reader.text(node, "console").map { $0.plain == "clean" ? .clean : .contains($0) }
    }

    private func download(_ node: SourceNode) -> DownloadPattern? {
        guard case .mapping = node.content else {
            return reader.text(node, "download").map { DownloadPattern(name: $0) }
        }
        let known = ["name", "content", "minimum_bytes"]
        guard let fields = Fields(node, owner: "a download", known: known, problems: problems) else {
            return nil
        }
        if fields.entries.isEmpty { problems.add(node.location, "download is empty") }
        return DownloadPattern(
            name: fields["name"].flatMap { reader.text($0, "name") },
            content: fields["content"].flatMap { reader.text($0, "content") },
            minimumBytes: fields["minimum_bytes"].flatMap {
                reader.integer($0, "minimum_bytes", in: 0 ... .max)
            })
    }
}
