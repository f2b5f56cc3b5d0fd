/// What is said between us and a model about one step, from its first word on.
///
/// It only ever grows at its end: providers refuse a conversation whose past was edited, and everything before the
/// newest turn can be read from their cache.
package struct Conversation: Sendable, Hashable {
    /// One contribution by either side.
    package enum Turn: Sendable, Hashable {
        case asked([Block])
        case replied(ModelReply)
        /// The answers to the calls of the reply before, in their order, and what else there is to say.
        case answered([ToolResult], [Block])
    }

    package enum Block: Sendable, Hashable {
        case text(String)
        case image(ModelImage)
    }

    /// What a conversation can't become.
    package enum Mistake: Error, Sendable, Hashable {
        /// Calls wait for their answers.
        case unanswered
        /// These are not the answers that are waited for, one for each call in their order.
        case otherAnswers
        /// The model can't speak first, nor twice.
        case notAsked
        /// There is nothing in it.
        case empty
    }

    package let system: String
    package let offer: ToolOffer
    package private(set) var turns: [Turn] = []

    package init(system: String, offer: ToolOffer) {
        self.system = system
        self.offer = offer
    }

    /// The calls that wait for an answer.
    package var openCalls: [ToolCall] {
        if case .replied(let reply) = turns.last { reply.calls } else { [] }
    }

    /// Says something to the model; instructions belong before the picture they speak of.
    package mutating func ask(_ blocks: [Block]) throws(Mistake) {
        guard openCalls.isEmpty else { throw .unanswered }
        guard !blocks.isEmpty else { throw .empty }
        turns.append(.asked(blocks))
    }

    /// Adds what the model has said; an empty reply can't be added, only asked about anew.
    package mutating func add(_ reply: ModelReply) throws(Mistake) {
        switch turns.last {
        case .asked, .answered: break
        case .replied, nil: throw .notAsked
        }
        guard !reply.wire.isEmpty, reply.problem != .empty else { throw .empty }
        turns.append(.replied(reply))
    }

    /// Answers every open call.
    package mutating func answer(_ results: [ToolResult], adding blocks: [Block] = []) throws(Mistake) {
        guard !openCalls.isEmpty, results.map(\.call.id) == openCalls.map(\.id) else { throw .otherAnswers }
        turns.append(.answered(results, blocks))
    }

    /// Turns up to whose end the provider is asked to remember, beside what comes before the first turn.
    ///
    /// Each of our last three turns, because four marks are allowed in all: the newest writes, the others are read.
    package var cacheMarks: Set<Int> {
        let ours = turns.indices.filter { if case .replied = turns[$0] { false } else { true } }
        return Set(ours.suffix(3))
    }

    package var images: [ModelImage] {
        turns.flatMap { turn -> [ModelImage] in
            switch turn {
            case .asked(let blocks): blocks.compactMap(\.image)
            case .replied: []
            case .answered(let results, let blocks):
                results.compactMap(\.image) + blocks.compactMap(\.image)
            }
        }
    }
}

extension Conversation.Block {
    package var image: ModelImage? { if case .image(let image) = self { image } else { nil } }
}
