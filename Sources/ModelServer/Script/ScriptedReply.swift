package import Models

/// What a scripted model says, on whatever wire it is asked.
package struct ScriptedReply: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case text(String)
        /// Thoughts with the seal under which they must come back.
        case thought(String, seal: String)
        /// A member of a toolset where the wire has them, a function elsewhere.
        case call(String, JSON, family: ToolFamily? = nil)
    }

    package var pieces: [Piece]
    package var stop: ModelReply.Stop
    package var usage: Usage
    /// Names the answer and everything in it, so that no two replies of a script share an id.
    package var id: String

    package init(
        _ pieces: [Piece], stop: ModelReply.Stop? = nil,
        usage: Usage = Usage(input: 900, cacheWrite: 0, cacheRead: 0, output: 60), id: String = "1"
    ) {
        let hasCalls = pieces.contains { if case .call = $0 { true } else { false } }
        self.pieces = pieces
        self.stop = stop ?? (hasCalls ? .calls : .finished)
        self.usage = usage
        self.id = id
    }

    package static func report(
        _ outcome: StepReport.Outcome = .done, _ observed: String = "Done.", evidence: [String] = []
    ) -> ScriptedReply {
        let input: JSON = [
            "outcome": .string(outcome.rawValue), "observed": .string(observed),
            "evidence_text": .array(evidence.map(JSON.string)),
        ]
        return ScriptedReply([.call(FunctionTool.reportStep.name, input)])
    }
}

/// Writes replies as one wire has them.
package protocol ReplyWriter: Sendable {
    /// The whole answer.
    func body(_ reply: ScriptedReply, model: String) -> JSON
    /// The same as events, each with its name where the wire has names.
    func events(_ reply: ScriptedReply, model: String) -> [(name: String?, data: String)]
    /// What an answer with a bad status holds.
    func failure(status: Int, message: String) -> JSON
}

extension ReplyWriter {
    package func stream(_ reply: ScriptedReply, model: String, lineEnd: String = "\n") -> [UInt8] {
        Self.stream(events(reply, model: model), lineEnd: lineEnd)
    }

    package static func stream(_ events: [(name: String?, data: String)], lineEnd: String = "\n") -> [UInt8] {
        let text = events.map { event in
            (event.name.map { "event: \($0)\(lineEnd)" } ?? "") + "data: \(event.data)\(lineEnd)\(lineEnd)"
        }
        return Array(text.joined().utf8)
    }
}

extension Provider.Wire {
    package var writer: any ReplyWriter {
        switch self {
        case .anthropicMessages: AnthropicWriter()
        case .openAIResponses: ResponsesWriter()
        case .chatCompletions: ChatWriter()
        }
    }
}

extension String {
    /// The text in pieces of so many characters.
    func pieces(of length: Int) -> [String] {
        var rest = self[...]
        var found: [String] = []
        while !rest.isEmpty {
            found.append(String(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return found
    }
}
