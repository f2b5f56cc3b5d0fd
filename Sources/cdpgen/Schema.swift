/// The protocol description as a browser serves it at `/json/protocol`, without its prose.
struct Schema: Decodable, Equatable {
    var domains: [Domain]

    struct Domain: Equatable {
        var name: String
        var types: [Definition]
        var commands: [Command]
        var events: [Event]
    }

    struct Definition: Equatable {
        var id: String
        var type: ValueType
    }

    struct Command: Equatable {
        var name: String
        var parameters: [Field]
        var returns: [Field]
    }

    struct Event: Equatable {
        var name: String
        var parameters: [Field]
    }

    struct Field: Equatable {
        var name: String
        var isOptional: Bool
        var type: ValueType
    }

    indirect enum ValueType: Equatable {
        case any, boolean, integer, number, string, binary
        case enumeration([String])
        case reference(String)
        case array(ValueType)
        case object([Field])
    }
}

extension Schema.Domain: Decodable {
    private enum CodingKeys: String, CodingKey {
        case domain, types, commands, events
    }

    init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        name = try json.decode(String.self, forKey: .domain)
        types = try json.decodeIfPresent([Schema.Definition].self, forKey: .types) ?? []
        commands = try json.decodeIfPresent([Schema.Command].self, forKey: .commands) ?? []
        events = try json.decodeIfPresent([Schema.Event].self, forKey: .events) ?? []
    }
}

extension Schema.Definition: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id
    }

    init(from decoder: any Decoder) throws {
        id = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
        type = try Schema.ValueType(from: decoder)
    }
}

extension Schema.Command: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, parameters, returns
    }

    init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        name = try json.decode(String.self, forKey: .name)
        parameters = try json.decodeIfPresent([Schema.Field].self, forKey: .parameters) ?? []
        returns = try json.decodeIfPresent([Schema.Field].self, forKey: .returns) ?? []
    }
}

extension Schema.Event: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, parameters
    }

    init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        name = try json.decode(String.self, forKey: .name)
        parameters = try json.decodeIfPresent([Schema.Field].self, forKey: .parameters) ?? []
    }
}

extension Schema.Field: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, optional
    }

    init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        name = try json.decode(String.self, forKey: .name)
        isOptional = try json.decodeIfPresent(Bool.self, forKey: .optional) ?? false
        type = try Schema.ValueType(from: decoder)
    }
}

extension Schema.ValueType: Decodable {
    private enum CodingKeys: String, CodingKey {
        case type, reference = "$ref", words = "enum", items, properties
    }

    init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        if let name = try json.decodeIfPresent(String.self, forKey: .reference) {
            self = .reference(name)
            return
        }
        switch try json.decode(String.self, forKey: .type) {
        case "any": self = .any
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = .number
        case "binary": self = .binary
        case "array": self = .array(try json.decodeIfPresent(Self.self, forKey: .items) ?? .any)
        case "object":
            self = .object(try json.decodeIfPresent([Schema.Field].self, forKey: .properties) ?? [])
        case "string":
            let words = try json.decodeIfPresent([String].self, forKey: .words)
            self = words.map { .enumeration($0) } ?? .string
        case let unknown:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: json, debugDescription: "the protocol has a new kind of type, \(unknown)")
        }
    }
}
