package import Flows

/// Keeps secrets out of what is remembered: the value of a variable is `${NAME}` there.
///
/// What is compared with it is masked too, so that a greeting is known again whoever signed in.
package struct MemoryMask: Sendable {
    private let secrets: [(name: String, secret: Secret)]
    private let redactor: Redactor

    /// - Parameter redactor: Knows the forms a value may take on the way, and the secrets of other flows.
    package init(_ secrets: [String: Secret] = [:], redactor: Redactor = Redactor([])) {
        self.redactor = redactor
        let telling = secrets.filter { $0.value.reveal { $0.count >= 3 } }
        // Of two values that begin alike the longer is meant.
        self.secrets = telling.map { (name: $0.key, secret: $0.value) }.sorted { one, other in
            let (a, b) = (one.secret.reveal(\.count), other.secret.reveal(\.count))
            return (b, one.name) < (a, other.name)
        }
    }

    package func masked(_ text: String) -> String {
        guard !secrets.isEmpty || !redactor.isEmpty else { return text }
        var text = text
        for (name, secret) in secrets {
            secret.reveal { text = text.replacing($0, with: "${\(name)}") }
        }
        return redactor.redact(text)
    }

    func changes(_ text: String) -> Bool {
        (!secrets.isEmpty || !redactor.isEmpty) && masked(text) != text
    }
}
