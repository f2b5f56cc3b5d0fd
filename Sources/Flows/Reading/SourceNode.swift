/// A piece of a YAML or JSON file together with its place: what both parsers make and every reader reads.
package struct SourceNode: Sendable, Hashable {
    /// A single value in the spelling of the source: `007` stays `007`.
    package struct Scalar: Sendable, Hashable {
        package let text: String
        /// True when the source marks it as text (quotes or a YAML block); `12`, `true` and `null` are not.
        package let isQuoted: Bool

        package init(_ text: String, isQuoted: Bool) {
            self.text = text
            self.isQuoted = isQuoted
        }
    }

    /// One key of a mapping with its value.
    package struct Entry: Sendable, Hashable {
        package let key: String
        package let keyLocation: SourceLocation
        package let value: SourceNode

        package init(key: String, keyLocation: SourceLocation, value: SourceNode) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    package indirect enum Content: Sendable, Hashable {
        case scalar(Scalar)
        case sequence([SourceNode])
        case mapping([Entry])
    }

    package let content: Content
    package let location: SourceLocation

    package init(_ content: Content, location: SourceLocation) {
        self.content = content
        self.location = location
    }
}

extension SourceNode {
    package var isNull: Bool {
        guard case .scalar(let scalar) = content, !scalar.isQuoted else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
    }

    /// The keys of a mapping.
    var keys: Set<String> {
        guard case .mapping(let entries) = content else { return [] }
        return Set(entries.map(\.key))
    }

    /// The whole number written here, or nil.
    package var integer: Int? {
        guard case .scalar(let scalar) = content, !scalar.isQuoted else { return nil }
        return Int(scalar.text)
    }

    /// The finite number written here, or nil.
    package var number: Double? {
        guard case .scalar(let scalar) = content, !scalar.isQuoted else { return nil }
        return Double(scalar.text).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The yes or no written here, in JSON's or YAML's words, or nil.
    package var bool: Bool? {
        guard case .scalar(let scalar) = content, !scalar.isQuoted else { return nil }
        switch scalar.text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        case _: return nil
        }
    }

    /// What stands here, in words for a message: `a list`, `"ten"`, `12`, `nothing`.
    package var kindInWords: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a map"
        case .scalar(let scalar) where scalar.isQuoted: "\"\(scalar.text)\""
        case .scalar where isNull: "nothing"
        case .scalar(let scalar): scalar.text
        }
    }
}
