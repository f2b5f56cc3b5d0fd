/// How names of the protocol become Swift names.
enum Naming {
    /// `captureScreenshot` → `CaptureScreenshot`.
    static func typeName(_ name: String) -> String {
        name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The type of a member that brings its own vocabulary, nested in the type of the member's owner.
    static func nestedTypeName(_ member: String) -> String {
        let name = typeName(member)
        return reservedTypeNames.contains(name) ? name + "Kind" : name
    }

    /// Quotes names that are words of Swift, of members and of types alike.
    static func quoted(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// The static members for the words of a vocabulary, in their order.
    ///
    /// Two words that come out the same get a number, so that nothing depends on who came first in a set.
    static func words(_ rawValues: [String]) -> [SwiftShape.Word] {
        var uses: [String: Int] = [:]
        return rawValues.map { raw in
            let name = word(raw)
            let use = uses[name, default: 0] + 1
            uses[name] = use
            return SwiftShape.Word(name: quoted(use == 1 ? name : "\(name)_\(use)"), rawValue: raw)
        }
    }

    /// `form_submit` → `formSubmit`, `XHR` → `xhr`, `CSPViolation` → `cspViolation`, `-0` → `negative0`.
    ///
    /// `none` becomes `noneValue`, because `.none` would mean "no value" wherever an optional is expected.
    private static func word(_ raw: String) -> String {
        var parts = raw.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        if raw.hasPrefix("-") { parts.insert("negative", at: 0) }
        guard let first = parts.first else { return "empty" }
        let name = lowercasingStart(of: first) + parts.dropFirst().map { typeName($0) }.joined()
        if name == "none" { return "noneValue" }
        return name.first?.isNumber == true ? "value" + name : name
    }

    private static func lowercasingStart(of word: String) -> String {
        let capitals = word.prefix { $0.isUppercase || $0.isNumber }
        guard capitals.count > 1, capitals.count < word.count else {
            return capitals.count == word.count
                ? word.lowercased() : word.prefix(1).lowercased() + word.dropFirst()
        }
        let next = word.dropFirst(capitals.count - 1)
        return capitals.dropLast().lowercased() + next
    }

    /// What the language forbids, and what generated code refers to by its bare name.
    private static let reservedTypeNames: Set = [
        "Any", "Base64", "Bool", "Decodable", "DevTools", "Double", "EmptyReply", "Indirect", "Int",
        "JSONValue",
        "JSONWriter", "Protocol", "Reply", "Self", "Sendable", "String", "Type",
    ]

    private static let keywords = Set(
        """
        Any Protocol Self Type as associatedtype break case catch class continue default defer deinit do else \
        enum extension fallthrough false fileprivate for func guard if import in init inout internal is let nil \
        operator precedencegroup private protocol public repeat rethrows return self static struct subscript \
        super switch throw throws true try typealias var where while
        """.split(separator: " ").map(String.init))
}
