/// Text with places for variables: `${NAME}`, `${NAME:-default}`, `${data.key}`, `${totp:NAME}`; `$${` is a literal `${`.
package struct Template: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case literal(String)
        case environment(name: String, fallback: String?)
        case data(key: String)
        /// A code of the moment, from the secret in the variable `name`.
        case oneTimePassword(name: String)
    }

    /// Why a template cannot be read or filled in.
    package struct Problem: Error, Sendable, Hashable {
        package let message: String
        package let hint: String?

        package init(_ message: String, hint: String? = nil) {
            self.message = message
            self.hint = hint
        }
    }

    package let pieces: [Piece]

    package init(_ source: String) throws(Problem) {
        var pieces: [Piece] = []
        var rest = source[...]
        while let start = rest.firstRange(of: "${") {
            let before = rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            if before.hasSuffix("$") {
                pieces.append(.literal(before.dropLast() + "${"))
                continue
            }
            pieces.append(.literal(String(before)))
            guard let end = rest.firstIndex(of: "}") else {
                throw Problem("\"${\" without its \"}\"", hint: Self.escapeHint)
            }
            pieces.append(try Self.variable(String(rest[..<end])))
            rest = rest[rest.index(after: end)...]
        }
        pieces.append(.literal(String(rest)))
        self.pieces = pieces
    }

    private static let escapeHint = "write $${ for a literal ${"

    private static func variable(_ inside: String) throws(Problem) -> Piece {
        if inside.hasPrefix("data.") {
            let key = String(inside.dropFirst("data.".count))
            guard !key.isEmpty else { throw Problem("\"${data.}\" names no key") }
            return .data(key: key)
        }
        if inside.hasPrefix("totp:") {
            let name = String(inside.dropFirst("totp:".count))
            guard isName(name) else { throw Problem("\"${\(inside)}\" names no variable") }
            return .oneTimePassword(name: name)
        }
        let split = inside.firstRange(of: ":-")
        let name = String(split.map { inside[..<$0.lowerBound] } ?? inside[...])
        guard isName(name) else {
            throw Problem("\"${\(inside)}\" is not a variable", hint: escapeHint)
        }
        return .environment(name: name, fallback: split.map { String(inside[$0.upperBound...]) })
    }

    /// Whether a shell would take `text` as the name of a variable.
    package static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
    }
}

extension Template {
    /// What templates are filled in from.
    package struct Values: Sendable {
        package var environment: [String: String]
        /// Variables whose values may be shown.
        package var publicNames: Set<String>
        package var data: [String: FlowText]

        package init(
            environment: [String: String], publicNames: Set<String> = [], data: [String: FlowText] = [:]
        ) {
            self.environment = environment
            self.publicNames = publicNames
            self.data = data
        }
    }

    /// Fills in every piece.
    ///
    /// A variable that is set but empty counts as missing: so CI systems pass a secret they lack.
    package func filled(from values: Values) throws(Problem) -> FlowText {
        var parts: [FlowText.Part] = []
        for piece in pieces {
            switch piece {
            case .literal(let text): parts.append(.literal(text))
            case .environment(let name, let fallback):
                parts.append(try Self.part(name, fallback: fallback, from: values))
            case .data(let key):
                guard let text = values.data[key] else {
                    throw Problem(
                        "unknown data \"\(key)\"", hint: Nearest.hint(for: key, among: values.data.keys))
                }
                parts += text.parts
            case .oneTimePassword(let name): parts.append(try Self.code(name, from: values))
            }
        }
        return FlowText(parts: parts)
    }

    private static func code(_ name: String, from values: Values) throws(Problem) -> FlowText.Part {
        guard let value = values.environment[name], !value.isEmpty else {
            throw Problem("the environment variable \(name), for one-time passwords, is not set")
        }
        guard let password = OneTimePassword(value) else {
            throw Problem(
                "the environment variable \(name) holds no secret for one-time passwords",
                hint: "base 32, or an otpauth://totp/ address")
        }
        return .code(name: name, password)
    }

    private static func part(
        _ name: String, fallback: String?, from values: Values
    ) throws(Problem) -> FlowText.Part {
        let value = values.environment[name]
        if let value, !value.isEmpty {
            return values.publicNames.contains(name) ? .literal(value) : .secret(name: name, Secret(value))
        }
        if let fallback { return .literal(fallback) }
        throw Problem(
            "the environment variable \(name) is \(value == nil ? "not set" : "empty")",
            hint: "set it, or give a default: ${\(name):-…}")
    }
}
