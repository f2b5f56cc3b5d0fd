/// A model whose calls are paid from a purse: reserved before they are made, booked with what they have really cost.
package struct PricedModel: Model {
    private let base: any Model
    private let tool: @Sendable (ToolOffer.Perception) -> ToolGeneration
    private let purse: Purse
    private let account: Ledger.Account
    private let price: Price

    /// - Throws: `budget` when what the model costs is not known: a cap could not hold.
    package init(_ client: ModelClient, purse: Purse, account: Ledger.Account) throws(ModelError) {
        guard let price = client.facts.price else {
            throw ModelError(.budget, "the price of \(client.facts.id) is not known; add it to models.json")
        }
        base = client
        tool = { client.tool(for: $0) }
        self.purse = purse
        self.account = account
        self.price = price
    }

    package var facts: ModelFacts { base.facts }

    /// - Throws: `budget` when a cap is reached, and what the call throws.
    package func reply(
        to conversation: Conversation, within limit: Duration, outputTokens: Int?
    ) async throws(ModelError) -> ModelReply {
        let estimate = CallEstimate(
            conversation, facts: facts, tool: tool(conversation.offer.perception), outputTokens: outputTokens)
        let deadline = ContinuousClock.now + limit
        do {
            return try await purse.spend(atMost: estimate.most(price) ?? .zero, for: account) {
                do throws(ModelError) {
                    // Waiting for money is part of the time there is.
                    let reply = try await base.reply(
                        to: conversation, within: deadline - .now, outputTokens: outputTokens)
                    return (price.cost(of: reply.usage) + price.cost(of: reply.lost), .success(reply))
                } catch {
                    return (price.cost(of: error.usage), .failure(error))
                }
            }
        } catch let error as ModelError {
            throw error
        } catch let spent as Purse.Spent {
            throw ModelError(.budget, spent.description)
        } catch {
            throw ModelError(.cancelled, "the task was cancelled")
        }
    }
}
