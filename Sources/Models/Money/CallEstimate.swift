/// The most that a call can cost, before it is made.
package struct CallEstimate: Sendable, Hashable {
    package let inputTokens: Int
    package let outputTokens: Int

    /// Words count a token for every two bytes, which no tokenizer exceeds for text a page has.
    package init(
        _ conversation: Conversation, facts: ModelFacts, tool: ToolGeneration, outputTokens: Int? = nil
    ) {
        var bytes = conversation.system.utf8.count
        for function in conversation.offer.functions {
            bytes += function.description.utf8.count + function.schema.bytes.count
        }
        for turn in conversation.turns {
            switch turn {
            case .asked(let blocks): bytes += Self.bytes(blocks)
            case .replied(let reply): bytes += reply.wire.reduce(0) { $0 + $1.bytes.count }
            case .answered(let results, let blocks):
                bytes += results.reduce(Self.bytes(blocks)) { $0 + $1.text.utf8.count + 100 }
            }
        }
        let pictures = conversation.images.reduce(0) { $0 + facts.images.tokens(of: $1.size) }
        inputTokens = bytes / 2 + pictures + Self.definition(of: tool)
        self.outputTokens = outputTokens ?? facts.maxOutputTokens
    }

    /// nil when what the model costs is not known.
    package func most(_ price: Price?) -> Money? { price?.most(input: inputTokens, output: outputTokens) }

    private static func bytes(_ blocks: [Conversation.Block]) -> Int {
        blocks.reduce(0) { sum, block in
            if case .text(let text) = block { sum + text.utf8.count } else { sum }
        }
    }

    /// What the provider makes of the tool we name, in its documentation's round numbers and a little more.
    package static func definition(of tool: ToolGeneration) -> Int {
        switch tool {
        case .browserToolset: 7600
        case .computerToolset: 4600
        case .functions, .written: 3000
        default: 1500
        }
    }
}
