package import Models

/// Counts tokens roughly as providers do, and remembers beginnings of conversations as their caches do.
package struct SimulatedCache: Sendable {
    private var known: Set<Int> = []

    package init() {}

    package mutating func usage(_ asked: AskedRequest, output: Int) -> Usage {
        var hasher = Hasher()
        hasher.combine(asked.preamble)
        var tokens = Self.tokens(asked.preamble)
        var read = known.contains(hasher.finalize()) ? tokens : 0
        known.insert(hasher.finalize())
        for message in asked.messages {
            hasher.combine(message)
            tokens += Self.tokens(message)
            if known.contains(hasher.finalize()) { read = tokens }
            known.insert(hasher.finalize())
        }
        return Usage(input: 0, cacheWrite: tokens - read, cacheRead: read, output: output)
    }

    /// Four bytes of text are a token; pictures count by their area, toolsets by what they stand for.
    private static func tokens(_ value: JSON) -> Int {
        switch value {
        case .array(let items): return items.reduce(0) { $0 + tokens($1) }
        case .object(let fields):
            if fields["type"] == "browser_toolset_20260801" { return 6600 }
            if fields["type"] == "computer_toolset_20260801" { return 4500 }
            if fields["media_type"] != nil { return 1200 }
            return fields.values.reduce(0) { $0 + tokens($1) } + fields.count
        case .string(let text): return text.hasPrefix("data:image/") ? 1200 : text.utf8.count / 4 + 1
        case .null, .bool, .integer, .decimal: return 1
        }
    }
}
