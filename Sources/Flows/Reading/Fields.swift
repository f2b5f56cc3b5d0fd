/// The keys of one mapping, checked against those it may have.
struct Fields {
    let location: SourceLocation
    /// In the order of the file; keys without a value are left out.
    let entries: [SourceNode.Entry]

    /// Reports a node that is no map and every key that is neither known nor ignored.
    ///
    /// `owner` names the map in messages, as in "a step".
    init?(
        _ node: SourceNode, owner: String, known: [String], ignored: Set<String> = [], problems: ProblemList
    ) {
        guard case .mapping(let entries) = node.content else {
            problems.add(node.location, "\(owner) must be a map, not \(node.kindInWords)")
            return nil
        }
        location = node.location
        var kept: [SourceNode.Entry] = []
        for entry in entries {
            if known.contains(entry.key) {
                if !entry.value.isNull { kept.append(entry) }
            } else if !ignored.contains(entry.key) {
                problems.add(
                    entry.keyLocation, "unknown key \"\(entry.key)\" in \(owner)",
                    hint: Nearest.hint(for: entry.key, among: known))
            }
        }
        self.entries = kept
    }

    /// The value of `key`, or nil when it is missing or null.
    subscript(key: String) -> SourceNode? {
        entries.first { $0.key == key }?.value
    }
}
