/// Header fields in the order they were received; names compare without case.
package struct HTTPHeaders: Sendable, Equatable, RandomAccessCollection {
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    private var fields: [Field] = []

    package init() {}

    package init(_ fields: [(name: String, value: String)]) {
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    }

    package var startIndex: Int { fields.startIndex }
    package var endIndex: Int { fields.endIndex }

    package subscript(index: Int) -> Field { fields[index] }

    /// The first value under `name`.
    package subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    package func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// Takes one line as it came over the wire.
    ///
    /// A status line starts over: what came before belonged to a redirect or to an interim answer.
    mutating func receive(_ line: String) {
        if line.hasPrefix("HTTP/") {
            fields = []
            return
        }
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = line[..<colon].trimmed
        guard !name.isEmpty else { return }
        fields.append(Field(name: name, value: line[line.utf8.index(after: colon)...].trimmed))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
