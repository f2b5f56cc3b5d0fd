extension ExpectationReader {
    private static let methods: Set<String> = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    private static let example = "for example \"POST /api/orders 201\""

    /// `"POST /api/orders 201"`, method and status optional, or a map of the three.
    func request(_ node: SourceNode) -> RequestPattern? {
        switch node.content {
        case .scalar(let scalar): sentence(scalar.text, at: node)
        case .mapping: map(node)
        case .sequence: wrong(node)
        }
    }

    private func wrong(_ node: SourceNode) -> RequestPattern? {
        reader.problems.add(
            node.location, "a request is a path with its method and status, not \(node.kindInWords)",
            hint: Self.example)
        return nil
    }

    private func sentence(_ text: String, at node: SourceNode) -> RequestPattern? {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        var method: String?
        var status: Int?
        if words.count > 1, let first = words.first?.uppercased(), Self.methods.contains(first) {
            method = first
            words.removeFirst()
        }
        if words.count > 1, let last = words.last.flatMap({ Int($0) }), (100...599).contains(last) {
            status = last
            words.removeLast()
        }
        guard words.count == 1, let path = words.first else { return wrong(node) }
        return reader.filled(path, at: node.location).map {
            RequestPattern(method: method, path: $0, status: status)
        }
    }

    private func map(_ node: SourceNode) -> RequestPattern? {
        let known = ["method", "path", "status"]
        guard let fields = Fields(node, owner: "a request", known: known, problems: reader.problems)
        else { return nil }
        var method: String?
        if let written = fields["method"], let word = reader.word(written, "method") {
            method = word.uppercased()
            if !Self.methods.contains(word.uppercased()) {
                reader.problems.add(
                    written.location, "unknown method \"\(word)\"",
                    hint: Nearest.hint(for: word, among: Self.methods))
            }
        }
        let status = fields["status"].flatMap { reader.integer($0, "status", in: 100...599) }
        guard let path = fields["path"] else {
            reader.problems.add(node.location, "a request needs a path")
            return nil
        }
        return reader.text(path, "path").map { RequestPattern(method: method, path: $0, status: status) }
    }
}
