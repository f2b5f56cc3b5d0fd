package import Foundation

/// What is remembered of a flow: for each step the elements its actions were about.
package struct FlowMemory: Sendable, Hashable {
    package var flow: String
    package var steps: [RememberedStep]

    package init(flow: String, steps: [RememberedStep]) {
        self.flow = flow
        self.steps = steps
    }

    /// What is remembered of a step, given the keys of those before it: of equal steps each has its own.
    package func step(_ key: String, after earlier: [String]) -> RememberedStep? {
        let equal = steps.filter { $0.key == key }
        let place = earlier.count { $0 == key }
        return equal.indices.contains(place) ? equal[place] : nil
    }
}

/// What is remembered of one step.
package struct RememberedStep: Sendable, Hashable, Codable {
    /// Tells whether the step is still the one it was; see `StepKey`.
    package var key: String
    /// Its sentence, for those who read the file.
    package var step: String
    package var actions: [RememberedAction]

    package init(key: String, step: String, actions: [RememberedAction]) {
        self.key = key
        self.step = step
        self.actions = actions
    }
}

/// What is remembered of one action: each element by the words that asked for it.
package struct RememberedAction: Sendable, Hashable, Codable {
    /// The type as flow files write it; never a value that was typed.
    package var does: String
    package var targets: [String: Locator]
    /// What a model did instead, in order.
    package var deeds: [RememberedDeed]

    package init(does: String, targets: [String: Locator] = [:], deeds: [RememberedDeed] = []) {
        self.does = does
        self.targets = targets
        self.deeds = deeds
    }
}

extension FlowMemory: Codable {
    package static let schema = "perceo-memory/1"

    /// Why a file can't be used.
    package enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        case tooBig
        case unreadable
        /// It was written by another version, and is left to it.
        case otherVersion(String)

        package var description: String {
            switch self {
            case .tooBig: "it is too big"
            case .unreadable: "it is damaged"
            case .otherVersion(let schema): "its schema is \(schema.prefix(40)), not \(FlowMemory.schema)"
            }
        }
    }

    package static let mostBytes = 4 << 20

    private enum Key: String, CodingKey {
        case schema, flow, steps
    }

    /// Reads a file's content; never trusts it.
    package init(reading data: Data) throws(Problem) {
        guard data.count <= Self.mostBytes else { throw .tooBig }
        do {
            self = try JSONDecoder().decode(Self.self, from: data)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw .unreadable
        }
    }

    /// The same memory is always the same bytes, in lines that a review can show.
    package func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    package init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: Key.self)
        let schema = try all.decode(String.self, forKey: .schema)
        guard schema == Self.schema else { throw Problem.otherVersion(schema) }
        flow = try all.decode(String.self, forKey: .flow)
        steps = try all.decode([RememberedStep].self, forKey: .steps)
    }

    package func encode(to encoder: any Encoder) throws {
        var all = encoder.container(keyedBy: Key.self)
        try all.encode(Self.schema, forKey: .schema)
        try all.encode(flow, forKey: .flow)
        try all.encode(steps, forKey: .steps)
    }
}

extension RememberedAction {
    private enum Key: String, CodingKey {
        case does, targets, deeds
    }

    package init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: Key.self)
        does = try all.decode(String.self, forKey: .does)
        targets = try all.decodeIfPresent([String: Locator].self, forKey: .targets) ?? [:]
        deeds = try all.decodeIfPresent([RememberedDeed].self, forKey: .deeds) ?? []
    }

    package func encode(to encoder: any Encoder) throws {
        var all = encoder.container(keyedBy: Key.self)
        try all.encode(does, forKey: .does)
        if !targets.isEmpty { try all.encode(targets, forKey: .targets) }
        if !deeds.isEmpty { try all.encode(deeds, forKey: .deeds) }
    }
}
