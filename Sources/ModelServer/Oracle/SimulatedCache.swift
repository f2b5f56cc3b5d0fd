package import Models

/// Counts tokens roughly as providers do, and remembers beginnings of conversations as their caches do.
///
/// The Messages API keeps what ends with a mark; the others keep every beginning.
package struct SimulatedCache: Sendable {
    private var known: Set<Int> = []

    package init() {}

    package mutating func usage(_ asked: AskedRequest, output: Int) -> Usage {
        var hasher = Hasher()
        var tokens = 0
        var kept = 0
        var read = 0
        let preamble = (
            asked.preamble, Self.isMarked(asked.body["system"]) || Self.isMarked(asked.body["tools"])
        )
        for (part, isMarked) in [preamble] + zip(asked.messages, asked.rawMessages.map { Self.isMarked($0) })
        {
            hasher.combine(part)
            tokens += Self.tokens(part)
            if known.contains(hasher.finalize()) { read = tokens }
            if isMarked || asked.wire != .anthropicMessages {
                known.insert(hasher.finalize())
                kept = tokens
            }
        }
        kept = max(kept, read)
        return Usage(input: tokens - kept, cacheWrite: kept - read, cacheRead: read, output: output)
    }

    private static func isMarked(_ value: JSON?) -> Bool {
        switch value {
        case .array(let items): items.contains { isMarked($0) }
        case .object(let fields): fields["cache_control"] != nil || fields.values.contains { isMarked($0) }
        case .null, .bool, .integer, .decimal, .string, nil: false
        }
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
