package import Flows

/// A text of the configuration whose variables are looked up when it is used.
///
/// A variable that is missing only stops who needs it.
package struct ConfigText: Sendable, Hashable, CustomStringConvertible {
    /// As written, with its `${…}`.
    package let source: String
    package let location: SourceLocation
    package let pointer: String
    private let environment: ConfigEnvironment

    init(
        _ source: String, location: SourceLocation, pointer: String, environment: ConfigEnvironment
    ) {
        self.source = source
        self.location = location
        self.pointer = pointer
        self.environment = environment
    }

    /// A text that holds no variables.
    package init(literal: String) {
        self.init(
            literal.replacing("${", with: "$${"), location: SourceLocation(file: "default"), pointer: "",
            environment: ConfigEnvironment([:]))
    }

    /// The text with its variables filled in; throws `ConfigError` naming one that is missing.
    package func string() throws(ConfigError) -> String {
        try text().reveal { $0 }
    }

    /// The same, with what came from the environment kept secret unless its name is public.
    package func text() throws(ConfigError) -> FlowText {
        do {
            let template = try Template(source)
            return try template.filled(from: environment.values(for: template))
        } catch {
            throw ConfigError([
                ConfigProblem(location, pointer: pointer, "needs a value: \(error.message)", hint: error.hint)
            ])
        }
    }

    /// The text as written, never a value from the environment.
    package var description: String { source }
}

/// A key or password of the configuration: secret even when it is written into the file.
package struct ConfigSecret: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    private let text: ConfigText

    init(_ text: ConfigText) {
        self.text = text
    }

    /// Throws `ConfigError` naming a variable that is missing.
    package func secret() throws(ConfigError) -> Secret {
        Secret(try text.string())
    }

    package var location: SourceLocation { text.location }
    package var description: String { "‹secret›" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether the file holds the secret itself instead of the name of a variable.
    var isWrittenOut: Bool { !text.source.contains("${") && !text.source.isEmpty }
}
