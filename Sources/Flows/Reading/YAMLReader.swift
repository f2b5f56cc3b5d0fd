import Yams

/// Reads YAML into nodes that know their place.
enum YAMLReader {
    /// A flow has some hundreds of nodes; aliases of aliases can stand for billions.
    static let mostNodes = 20_000
    private static let deepest = 200

    /// Throws the first syntax error; nil when the text holds nothing but blanks and comments.
    static func read(text: String, file: String) throws(FlowFileError) -> SourceNode? {
        if let place = keyAlias(in: text, file: file) {
            throw FlowFileError(place, "a key must be plain text, not an alias, a list or a map")
        }
        let root: Node?
        do {
            root = try compose(yaml: text, .basic, .default, .utf8)
        } catch {
            throw YAMLProblem(text: text, file: file).explain(error)
        }
        guard let root else { return nil }
        var converter = Converter(text: text, file: file)
        return try converter.convert(root, depth: 0)
    }

    /// The parser hashes every key, and a key made of aliases of aliases would never finish.
    private static func keyAlias(in text: String, file: String) -> SourceLocation? {
        guard text.contains(/[\s\[,{]\*\S/), text.contains(/[\s\[,{]&\S/) else { return nil }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let aliasKey = /^[\s\-?{,\[]*\*[^\s,\[\]{}]+\s*:(\s|$)/
            let otherKey = /(^[\s\-{\[]*\?(\s|$))|([{,\[]\s*\?\s)|(^[\s\-]*[\[{].*[\]}]\s*:(\s|$))/
            guard line.firstMatch(of: aliasKey) != nil || line.firstMatch(of: otherKey) != nil else {
                continue
            }
            let column = line.prefix { " \t-".contains($0) }.unicodeScalars.count + 1
            return SourceLocation(file: file, line: index + 1, column: column)
        }
        return nil
    }

    private struct Converter {
        let text: String
        let file: String
        var nodes = 0

        init(text: String, file: String) {
            self.text = text
            self.file = file
        }

        mutating func convert(_ node: Node, depth: Int) throws(FlowFileError) -> SourceNode {
            let place = place(of: node)
            nodes += 1
            guard nodes <= YAMLReader.mostNodes else {
                throw FlowFileError(
                    place, "more than \(YAMLReader.mostNodes) values, counting what aliases repeat")
            }
            guard depth <= YAMLReader.deepest else {
                throw FlowFileError(place, "nested more than \(YAMLReader.deepest) levels deep")
            }
            switch node {
            case .scalar(let scalar):
                return SourceNode(
                    .scalar(.init(scalar.string, isQuoted: scalar.style != .plain)), location: place)
            case .sequence(let sequence):
                var elements: [SourceNode] = []
                for element in sequence { elements.append(try convert(element, depth: depth + 1)) }
                return SourceNode(.sequence(elements), location: place)
            case .mapping(let mapping):
                return SourceNode(.mapping(try entries(of: mapping, depth: depth)), location: place)
            case .alias:
                throw FlowFileError(place, "an alias that leads nowhere")
            }
        }

        private mutating func entries(
            of mapping: Node.Mapping, depth: Int
        ) throws(FlowFileError) -> [SourceNode.Entry] {
            var entries: [SourceNode.Entry] = []
            for (key, value) in mapping {
                let place = place(of: key)
                guard case .scalar(let scalar) = key else {
                    throw FlowFileError(place, "a key must be text, not a list or a map")
                }
                let node = try convert(value, depth: depth + 1)
                entries.append(.init(key: scalar.string, keyLocation: place, value: node))
            }
            return entries
        }

        private func place(of node: Node) -> SourceLocation {
            SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        }
    }
}
