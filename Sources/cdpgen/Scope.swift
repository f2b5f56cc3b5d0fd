/// How a type is spelt at one place of the generated code.
struct Scope {
    let domain: String
    /// Names of nested types that hide the domain's own.
    var shadowing: Set<String> = []

    /// Anonymous objects say nothing about their members in this protocol, so they are plain JSON.
    func spelling(of type: Schema.ValueType, member: String = "") -> String {
        switch type {
        case .any, .object: "JSONValue"
        case .boolean: "Bool"
        case .integer: "Int"
        case .number: "Double"
        case .string: "String"
        case .binary: "Base64"
        case .enumeration: member.isEmpty ? "String" : Naming.nestedTypeName(member)
        case .array(let element): "[\(spelling(of: element, member: member))]"
        case .reference(let name): spelling(of: TypeName(name, in: domain))
        }
    }

    private func spelling(of name: TypeName) -> String {
        name.domain == domain && !shadowing.contains(name.id)
            ? Naming.quoted(name.id) : "DevTools.\(name.domain).\(Naming.quoted(name.id))"
    }
}
