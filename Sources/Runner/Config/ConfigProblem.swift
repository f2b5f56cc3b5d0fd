package import Flows

/// One thing wrong with the configuration: the layer's file and place, and the key as a JSON pointer.
package struct ConfigProblem: Sendable, Hashable, CustomStringConvertible {
    package let location: SourceLocation
    /// Empty for the whole file.
    package let pointer: String
    package let message: String
    /// What would put it right.
    package let hint: String?

    package init(_ location: SourceLocation, pointer: String = "", _ message: String, hint: String? = nil) {
        self.location = location
        self.pointer = pointer
        self.message = message
        self.hint = hint
    }

    /// One line, such as `.perceo/config.json:4:12: /run/parallel must be a whole number …, not "five"`.
    package var description: String {
        "\(location): " + (pointer.isEmpty ? "" : pointer + " ") + message + (hint.map { " (\($0))" } ?? "")
    }
}

/// The configuration cannot be used; everything found wrong with it, in the order of the files.
package struct ConfigError: Error, Sendable, Hashable, CustomStringConvertible {
    package let problems: [ConfigProblem]

    package init(_ problems: [ConfigProblem]) {
        self.problems = problems.sorted { $0.location < $1.location }
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
