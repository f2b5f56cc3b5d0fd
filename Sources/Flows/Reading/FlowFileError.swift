/// One thing wrong with a flow file, and where.
package struct FlowFileError: Error, Sendable, Hashable, CustomStringConvertible {
    package let location: SourceLocation
    package let message: String
    /// What would put it right.
    package let hint: String?

    package init(_ location: SourceLocation, _ message: String, hint: String? = nil) {
        self.location = location
        self.message = message
        self.hint = hint
    }

    /// One line, such as `flows/a.yaml:3:7: unknown key "tragets" in a step (did you mean "target"?)`.
    package var description: String {
        "\(location): \(message)" + (hint.map { " (\($0))" } ?? "")
    }
}

/// Everything wrong with a set of flow files, in the order of the files.
package struct FlowFileErrors: Error, Sendable, Hashable, CustomStringConvertible {
    package let errors: [FlowFileError]

    package init(_ errors: [FlowFileError]) {
        self.errors = errors.sorted { ($0.location, $0.message) < ($1.location, $1.message) }
    }

    package var description: String {
        errors.map(\.description).joined(separator: "\n")
    }
}
