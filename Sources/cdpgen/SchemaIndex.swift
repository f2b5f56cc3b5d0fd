/// Finds the parts of a schema by name.
struct SchemaIndex {
    private var domains: [String: Schema.Domain]
    private var types: [TypeName: Schema.Definition] = [:]

    init(_ schema: Schema) {
        domains = Dictionary(schema.domains.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for domain in schema.domains {
            for type in domain.types { types[TypeName(type.id, in: domain.name)] = type }
        }
    }

    func type(_ name: TypeName) throws(CdpgenError) -> Schema.Definition {
        guard let type = types[name] else {
            throw CdpgenError(
                code: .unsupportedSchema, what: "\(name.domain).\(name.id)",
                detail: "referred to, but not defined")
        }
        return type
    }

    func command(_ entry: Subset.Entry, of subset: Subset) throws(CdpgenError) -> Schema.Command {
        guard let command = domains[entry.domain]?.commands.first(where: { $0.name == entry.name }) else {
            throw unknown(entry, of: subset)
        }
        return command
    }

    func event(_ entry: Subset.Entry, of subset: Subset) throws(CdpgenError) -> Schema.Event {
        guard let event = domains[entry.domain]?.events.first(where: { $0.name == entry.name }) else {
            throw unknown(entry, of: subset)
        }
        return event
    }

    private func unknown(_ entry: Subset.Entry, of subset: Subset) -> CdpgenError {
        CdpgenError(
            code: .badSubset, what: "\(subset.source):\(entry.line)", detail: reason(entry))
    }

    private func reason(_ entry: Subset.Entry) -> String {
        let name = "\(entry.domain).\(entry.name)"
        guard let domain = domains[entry.domain] else { return "the protocol has no domain \(entry.domain)" }
        switch entry.kind {
        case .command where domain.events.contains { $0.name == entry.name }:
            return "\(name) is an event; write `event \(name)`"
        case .event where domain.commands.contains { $0.name == entry.name }:
            return "\(name) is a command; write it without `event`"
        case .command: return "the protocol has no command \(name)"
        case .event: return "the protocol has no event \(name)"
        }
    }
}
