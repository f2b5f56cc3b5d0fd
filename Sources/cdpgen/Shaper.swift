/// Turns the protocol's declarations into Swift's.
struct Shaper {
    let closure: Closure

    init(_ closure: Closure) {
        self.closure = closure
    }

    func files() throws(CdpgenError) -> [SwiftShape.File] {
        var files: [SwiftShape.File] = []
        for (name, domain) in closure.domains.sorted(by: { $0.key < $1.key }) {
            files.append(SwiftShape.File(domain: name, declarations: try declarations(of: domain, name)))
        }
        return files
    }

    /// Types keep their names; a command that would take one gets the suffix `Command`.
    private func declarations(
        of domain: Closure.Domain, _ name: String
    ) throws(CdpgenError) -> [SwiftShape.Declaration] {
        var taken = Set(domain.types.map(\.id))
        var declarations = domain.types.map { declaration(of: $0, in: name) }
        for command in domain.commands {
            let wanted = Naming.typeName(command.name)
            let free = taken.contains(wanted) ? wanted + "Command" : wanted
            try claim(free, for: "\(name).\(command.name)", in: &taken)
            declarations.append(.structure(structure(of: command, named: free, in: name)))
        }
        for event in domain.events {
            let free = Naming.typeName(event.name) + "Event"
            try claim(free, for: "\(name).\(event.name)", in: &taken)
            declarations.append(.structure(structure(of: event, named: free, in: name)))
        }
        return declarations
    }

    private func claim(_ name: String, for what: String, in taken: inout Set<String>) throws(CdpgenError) {
        guard taken.insert(name).inserted else {
            throw CdpgenError(
                code: .unsupportedSchema, what: what, detail: "the Swift name \(name) is taken")
        }
    }
}

extension Shaper {
    private func declaration(of definition: Schema.Definition, in domain: String) -> SwiftShape.Declaration {
        let name = TypeName(definition.id, in: domain)
        let swiftName = Naming.quoted(definition.id)
        switch definition.type {
        case .string: return .text(SwiftShape.Text(name: swiftName, words: nil))
        case .enumeration(let words):
            return .text(SwiftShape.Text(name: swiftName, words: Naming.words(words)))
        case .object(let fields) where !fields.isEmpty:
            return .structure(structure(of: fields, as: name))
        case .any, .boolean, .integer, .number, .binary, .reference, .array, .object:
            let scope = Scope(domain: domain)
            return .alias(name: swiftName, target: scope.spelling(of: definition.type))
        }
    }

    private func structure(of fields: [Schema.Field], as name: TypeName) -> SwiftShape.Structure {
        let isWritten = closure.written.contains(name)
        let isDecoded = closure.decoded.contains(name)
        var conformances = isDecoded ? ["Decodable"] : []
        if isWritten { conformances.append("JSONWritable") }
        let members = members(fields, in: name.domain, of: name)
        return SwiftShape.Structure(
            name: Naming.quoted(name.id), conformances: conformances + ["Sendable"], nested: members.nested,
            fields: members.fields, writing: isWritten ? .object : .none)
    }

    private func structure(
        of command: Schema.Command, named name: String, in domain: String
    ) -> SwiftShape.Structure {
        let members = members(command.parameters, in: domain)
        return SwiftShape.Structure(
            name: name, conformances: ["DevToolsCommand"],
            nested: [reply(command.returns, in: domain)] + members.nested,
            method: "\(domain).\(command.name)", fields: members.fields, writing: .members)
    }

    private func structure(
        of event: Schema.Event, named name: String, in domain: String
    ) -> SwiftShape.Structure {
        let members = members(event.parameters, in: domain)
        return SwiftShape.Structure(
            name: name, conformances: ["DevToolsEvent"], nested: members.nested,
            method: "\(domain).\(event.name)", fields: members.fields)
    }

    private func reply(_ fields: [Schema.Field], in domain: String) -> SwiftShape.Declaration {
        if fields.isEmpty { return .alias(name: "Reply", target: "EmptyReply") }
        let members = members(fields, in: domain)
        return .structure(
            SwiftShape.Structure(
                name: "Reply", conformances: ["Decodable", "Sendable"], nested: members.nested,
                fields: members.fields))
    }
}

extension Shaper {
    private func members(
        _ fields: [Schema.Field], in domain: String, of owner: TypeName? = nil
    ) -> (fields: [SwiftShape.Field], nested: [SwiftShape.Declaration]) {
        let vocabularies = fields.compactMap { field in
            words(of: field.type).map {
                SwiftShape.Text(name: Naming.nestedTypeName(field.name), words: Naming.words($0))
            }
        }
        let scope = Scope(domain: domain, shadowing: Set(vocabularies.map(\.name)))
        let shaped = fields.map { field in
            var type = scope.spelling(of: field.type, member: field.name)
            if let owner, case .reference(let name) = field.type,
                closure.isEndless(owner, through: TypeName(name, in: domain))
            {
                type = "Indirect<\(type)>"
            }
            return SwiftShape.Field(name: field.name, type: type, isOptional: field.isOptional)
        }
        return (shaped, vocabularies.map { .text($0) })
    }

    private func words(of type: Schema.ValueType) -> [String]? {
        switch type {
        case .enumeration(let words): words
        case .array(let element): words(of: element)
        case .any, .boolean, .integer, .number, .string, .binary, .reference, .object: nil
        }
    }
}
