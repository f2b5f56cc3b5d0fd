/// Reads single values and reports what they should have been.
struct ValueReader {
    let problems: ProblemList
    var values: Template.Values

    /// Text with its variables filled in.
    func text(_ node: SourceNode, _ key: String, canBeEmpty: Bool = false) -> FlowText? {
        guard let source = source(node, key) else { return nil }
        if source.isEmpty, !canBeEmpty {
            problems.add(node.location, "\(key) is empty")
            return nil
        }
        return filled(source, at: node.location)
    }

    func filled(_ source: String, at place: SourceLocation) -> FlowText? {
        do {
            return try Template(source).filled(from: values)
        } catch {
            problems.add(place, error.message, hint: error.hint)
            return nil
        }
    }

    /// Text in which variables cannot stand, such as a name.
    func word(_ node: SourceNode, _ key: String) -> String? {
        guard let source = source(node, key) else { return nil }
        if source.allSatisfy(\.isWhitespace) {
            problems.add(node.location, "\(key) is empty")
            return nil
        }
        if source.contains("${") {
            problems.add(
                node.location, "variables cannot stand in \(key)", hint: "put them into actions or data")
            return nil
        }
        return source
    }

    func words(_ node: SourceNode, _ key: String) -> [(word: String, location: SourceLocation)] {
        list(node).compactMap { element in
            word(element, key).map { ($0, element.location) }
        }
    }

    /// The elements of a list; a value that stands alone is a list of one.
    func list(_ node: SourceNode) -> [SourceNode] {
        guard case .sequence(let elements) = node.content else { return [node] }
        return elements
    }

    func target(_ node: SourceNode, _ key: String) -> Target? {
        text(node, key).map { Target($0, location: node.location) }
    }

    func integer(_ node: SourceNode, _ key: String, in range: ClosedRange<Int>, _ unit: String = "") -> Int? {
        if let number = node.integer, range.contains(number) { return number }
        let bounds =
            range.upperBound == .max
            ? "of at least \(range.lowerBound)" : "between \(range.lowerBound) and \(range.upperBound)"
        problems.add(
            node.location, "\(key) must be a whole number\(unit) \(bounds), not \(node.kindInWords)")
        return nil
    }

    private func source(_ node: SourceNode, _ key: String) -> String? {
        guard case .scalar(let scalar) = node.content, !node.isNull else {
            problems.add(node.location, "\(key) must be text, not \(node.kindInWords)")
            return nil
        }
        return scalar.text
    }
}
