/// Someone who answers conversations: a provider over the network, or a script in a test.
package protocol Model: Sendable {
    /// The facts that decide how pictures are sized and points are read.
    var facts: ModelFacts { get }

    /// - Parameters:
    ///   - within: For everything, including waiting for one's turn and asking again.
    ///   - outputTokens: The most the reply may have, when the last one was cut off; nil: what the model's facts say.
    func reply(
        to conversation: Conversation, within: Duration, outputTokens: Int?
    ) async throws(ModelError) -> ModelReply
}

extension Model {
    /// - Parameter within: For everything, including waiting for one's turn and asking again.
    package func reply(
        to conversation: Conversation, within limit: Duration
    ) async throws(ModelError) -> ModelReply {
        try await reply(to: conversation, within: limit, outputTokens: nil)
    }
}
