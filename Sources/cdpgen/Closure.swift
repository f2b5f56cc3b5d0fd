/// The full name of a type of the protocol.
struct TypeName: Hashable, Comparable {
    var domain: String
    var id: String

    /// A reference as the schema spells it: bare inside its own domain, `Domain.id` otherwise.
    init(_ reference: String, in domain: String) {
        let parts = reference.split(separator: ".")
        self.domain = parts.count == 2 ? String(parts[0]) : domain
        id = String(parts.last ?? "")
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.domain, left.id) < (right.domain, right.id)
    }
}

/// The part of the protocol that has to exist in Swift: the subset and every type it leads to.
struct Closure: Equatable {
    struct Domain: Equatable {
        var commands: [Schema.Command] = []
        var events: [Schema.Event] = []
        var types: [Schema.Definition] = []
    }

    var domains: [String: Domain] = [:]
    /// Types that commands send.
    var written: Set<TypeName> = []
    /// Types that replies and events bring.
    var decoded: Set<TypeName> = []
    /// Which types each type holds by value, that is: not in an array.
    var held: [TypeName: Set<TypeName>] = [:]
}

extension Closure {
    init(of subset: Subset, in schema: Schema) throws(CdpgenError) {
        let index = SchemaIndex(schema)
        for entry in subset.entries {
            switch entry.kind {
            case .command:
                let command = try index.command(entry, of: subset)
                domains[entry.domain, default: Domain()].commands.append(command)
                try reach(command.parameters, from: entry.domain, \.written, index)
                try reach(command.returns, from: entry.domain, \.decoded, index)
            case .event:
                let event = try index.event(entry, of: subset)
                domains[entry.domain, default: Domain()].events.append(event)
                try reach(event.parameters, from: entry.domain, \.decoded, index)
            }
        }
        for name in written.union(decoded) {
            let definition = try index.type(name)
            domains[name.domain, default: Domain()].types.append(definition)
            held[name] = Self.heldTypes(of: definition.type, in: name.domain)
        }
        sort()
    }

    /// Whether a value of `name` would contain another one of `name`, going through its member of type `member`.
    func isEndless(_ name: TypeName, through member: TypeName) -> Bool {
        var waiting = [member]
        var seen: Set<TypeName> = []
        while let next = waiting.popLast() {
            if next == name { return true }
            if seen.insert(next).inserted { waiting += held[next] ?? [] }
        }
        return false
    }

    private mutating func reach(
        _ fields: [Schema.Field], from domain: String, _ use: WritableKeyPath<Closure, Set<TypeName>>,
        _ index: SchemaIndex
    ) throws(CdpgenError) {
        var waiting = fields.flatMap { Self.references(in: $0.type, domain) }
        while let name = waiting.popLast() {
            guard self[keyPath: use].insert(name).inserted else { continue }
            waiting += Self.references(in: try index.type(name).type, name.domain)
        }
    }

    /// The order of the schema says nothing and may change; the order of names does not.
    private mutating func sort() {
        for domain in domains.keys {
            domains[domain]?.commands.sort { $0.name < $1.name }
            domains[domain]?.events.sort { $0.name < $1.name }
            domains[domain]?.types.sort { $0.id < $1.id }
        }
    }

    private static func references(in type: Schema.ValueType, _ domain: String) -> [TypeName] {
        switch type {
        case .any, .boolean, .integer, .number, .string, .binary, .enumeration: []
        case .reference(let name): [TypeName(name, in: domain)]
        case .array(let element): references(in: element, domain)
        case .object(let fields): fields.flatMap { references(in: $0.type, domain) }
        }
    }

    private static func heldTypes(of type: Schema.ValueType, in domain: String) -> Set<TypeName> {
        guard case .object(let fields) = type else { return [] }
        return Set(
            fields.compactMap { field in
                guard case .reference(let name) = field.type else { return nil }
                return TypeName(name, in: domain)
            })
    }
}
