import Synchronization

/// What models were asked and what it cost, for as long as it is held: a flow's, and through it the run's.
package final class ModelMeter: Sendable {
    package struct Reading: Sendable, Hashable {
        package var calls = 0
        package var usage = Usage()
        package var cost = Money.zero

        package init() {}

        package static func + (one: Reading, other: Reading) -> Reading {
            var sum = one
            sum.calls += other.calls
            sum.usage += other.usage
            sum.cost += other.cost
            return sum
        }

        /// What has come to it since an earlier reading of the same meter.
        package func since(_ earlier: Reading) -> Reading {
            var rest = self
            rest.calls -= earlier.calls
            rest.usage.input -= earlier.usage.input
            rest.usage.cacheWrite -= earlier.usage.cacheWrite
            rest.usage.cacheRead -= earlier.usage.cacheRead
            rest.usage.output -= earlier.usage.output
            rest.cost -= earlier.cost
            return rest
        }
    }

    private let whole: ModelMeter?
    private let state = Mutex(Reading())

    /// - Parameter whole: Counts this one's calls too.
    package init(partOf whole: ModelMeter? = nil) { self.whole = whole }

    package var reading: Reading { state.withLock { $0 } }

    func book(_ usage: Usage, _ cost: Money) {
        state.withLock { reading in
            reading.calls += 1
            reading.usage += usage
            reading.cost += cost
        }
        whole?.book(usage, cost)
    }
}

/// A model whose calls are counted: those that were answered, and those that broke off after they had cost something.
package struct MeteredModel: Model {
    private let base: any Model
    private let meter: ModelMeter

    package init(_ base: any Model, _ meter: ModelMeter) {
        self.base = base
        self.meter = meter
    }

    package var facts: ModelFacts { base.facts }

    package func reply(
        to conversation: Conversation, within limit: Duration, outputTokens: Int?
    ) async throws(ModelError) -> ModelReply {
        do {
            let reply = try await base.reply(to: conversation, within: limit, outputTokens: outputTokens)
            meter.book(reply.usage + reply.lost, facts.cost(of: reply))
            return reply
        } catch {
            if error.usage != Usage() {
                meter.book(error.usage, facts.price?.cost(of: error.usage) ?? .zero)
            }
            throw error
        }
    }
}

extension ModelFacts {
    /// What a reply has cost, with what was lost on the way to it; nothing when the price is not known.
    package func cost(of reply: ModelReply) -> Money {
        guard let price else { return .zero }
        return price.cost(of: reply.usage) + price.cost(of: reply.lost)
    }
}
