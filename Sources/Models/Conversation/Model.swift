/// Someone who answers conversations: a provider over the network, or a script in a test.
package protocol Model: Sendable {
    /// The facts that decide how pictures are sized and points are read.
    var facts: ModelFacts { get }

    /// - Parameter within: For everything, including waiting for one's turn and asking again.
    func reply(to conversation: Conversation, within: Duration) async throws(ModelError) -> ModelReply
}
