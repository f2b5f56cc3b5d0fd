/// What a model has answered, on whatever wire.
package struct ModelReply: Sendable, Hashable {
    package enum Block: Sendable, Hashable {
        case text(String)
        case call(ToolCall)
        /// What only its maker can read, such as signed thoughts.
        case opaque
    }

    package enum Stop: Sendable, Hashable {
        /// It has said what it had to say.
        case finished
        /// It waits for the answers to its calls.
        case calls
        /// The limit of output tokens was reached: the last call may be cut off and must not be carried out.
        case truncated
        /// The provider's rules forbid an answer, for this reason.
        case refused(String)
        /// To be asked again with the turn so far.
        case paused
        /// The conversation has become too long.
        case contextFull
        case other(String)
    }

    /// The provider's name for the answer.
    package let id: String
    package let model: String
    package let blocks: [Block]
    package let stop: Stop
    package let usage: Usage
    /// What attempts that broke off had counted before this one; it is paid for too.
    package var lost = Usage()
    /// The answer's pieces as they came; they go back to the model unchanged.
    package let wire: [JSON]

    package init(id: String, model: String, blocks: [Block], stop: Stop, usage: Usage, wire: [JSON]) {
        self.id = id
        self.model = model
        self.blocks = blocks
        self.stop = stop
        self.usage = usage
        self.wire = wire
    }

    package var calls: [ToolCall] { blocks.compactMap { if case .call(let call) = $0 { call } else { nil } } }

    package var text: String {
        blocks.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: "\n")
    }

    /// Why nothing can be done with the answer; it has been paid for all the same.
    package var problem: ModelError.Code? {
        switch stop {
        case .refused(let category): .refused(category)
        case .truncated: .truncated
        case .contextFull: .contextFull
        case .finished, .calls, .paused, .other: calls.isEmpty && text.isBlank ? .empty : nil
        }
    }
}

extension String {
    /// Nothing but white space.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
