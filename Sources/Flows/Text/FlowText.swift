/// Text whose parts are literal or secret, so that it can be shown without showing the secrets.
package struct FlowText: Sendable, Hashable {
    /// A stretch of the text: written in the file, or taken from the variable `name`.
    package enum Part: Sendable, Hashable {
        case literal(String)
        case secret(name: String, Secret)
        /// The code that the secret in the variable `name` gives at the moment.
        case code(name: String, OneTimePassword)
    }

    package let parts: [Part]

    package init(_ plain: String) {
        self.init(parts: [.literal(plain)])
    }

    /// Neighbouring literals are joined and empty ones dropped, so equal texts are equal values.
    package init(parts: [Part]) {
        var joined: [Part] = []
        for part in parts {
            guard case .literal(let next) = part else {
                joined.append(part)
                continue
            }
            if next.isEmpty { continue }
            if case .literal(let previous) = joined.last {
                joined[joined.count - 1] = .literal(previous + next)
            } else {
                joined.append(part)
            }
        }
        self.parts = joined
    }

    package var isEmpty: Bool { parts.isEmpty }

    /// The text itself, or nil when a part of it is secret.
    package var plain: String? {
        secrets.isEmpty ? description : nil
    }

    package var secrets: [Secret] {
        parts.flatMap { part -> [Secret] in
            switch part {
            case .literal: []
            case .secret(_, let secret): [secret]
            case .code(_, let password): password.secrets
            }
        }
    }

    package var oneTimePasswords: [OneTimePassword] {
        parts.compactMap { part in
            if case .code(_, let password) = part { password } else { nil }
        }
    }

    /// Lends the whole text, secrets and the codes of the moment included, to `use`.
    ///
    /// What leaves the closure is the caller's responsibility.
    package func reveal<R>(_ use: (String) throws -> R) rethrows -> R {
        let whole = parts.map { part in
            switch part {
            case .literal(let text): text
            case .secret(_, let secret): secret.reveal { $0 }
            case .code(_, let password): password.next()
            }
        }
        return try use(whole.joined())
    }
}

extension FlowText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text with every secret part replaced by the name of its variable: `‹SHOP_EMAIL›`.
    package var description: String {
        let shown = parts.map { part in
            switch part {
            case .literal(let text): text
            case .secret(let name, _): "‹\(name)›"
            case .code(let name, _): "‹totp:\(name)›"
            }
        }
        return shown.joined()
    }

    package var debugDescription: String { quoted }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The masked text in double quotes on one line, as sentences about it need it.
    var quoted: String {
        "\"" + description.replacing("\n", with: "\\n") + "\""
    }
}

extension FlowText: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self.init(text)
    }
}
