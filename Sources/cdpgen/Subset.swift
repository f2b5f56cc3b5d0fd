/// The commands and events somebody asked for, in the order of the text.
struct Subset: Equatable {
    enum Kind: Equatable {
        case command, event
    }

    struct Entry: Equatable {
        var kind: Kind
        var domain: String
        var name: String
        var line: Int

        var text: String { "\(kind == .event ? "event " : "")\(domain).\(name)" }
    }

    var entries: [Entry]
    /// What errors call the text.
    var source: String
}

extension Subset {
    /// Reads `Domain.command` and `event Domain.name` lines; `#` starts a comment.
    init(parsing text: String, source: String = "subset.txt") throws(CdpgenError) {
        self.source = source
        entries = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }
            let words = content.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            let entry = try Self.entry(words, at: "\(source):\(index + 1)", line: index + 1)
            if let earlier = entries.first(where: { $0.text == entry.text }) {
                throw CdpgenError(
                    code: .badSubset, what: "\(source):\(entry.line)",
                    detail: "\(entry.text) is already in line \(earlier.line)")
            }
            entries.append(entry)
        }
    }

    private static func entry(_ words: [Substring], at place: String, line: Int) throws(CdpgenError) -> Entry
    {
        let isEvent = words.first == "event"
        let names = words.dropFirst(isEvent ? 1 : 0)
        let parts = names.first?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard names.count == 1, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw CdpgenError(
                code: .badSubset, what: place, detail: "expected `Domain.command` or `event Domain.name`")
        }
        return Entry(
            kind: isEvent ? .event : .command, domain: String(parts[0]), name: String(parts[1]), line: line)
    }
}
