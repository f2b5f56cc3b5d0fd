import Synchronization

/// What models were asked and what it cost, for as long as it is held: a flow's, and through it the run's.
package final class ModelMeter: Sendable {
    package struct Reading: Sendable, Hashable {
        package var calls = 0
        package var usage = Usage()
        package var cost = Money.zero
        /// For which answers were waited for, broken ones too.
        package var time = Duration.zero

        package init() {}

        package static func + (one: Reading, other: Reading) -> Reading {
            var sum = one
            sum.calls += other.calls
            sum.usage += other.usage
            sum.cost += other.cost
            sum.time += other.time
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
            rest.time -= earlier.time
            return rest
        }
    }

    private struct State {
        var reading = Reading()
        var underWay = 0
    }

    private let whole: ModelMeter?
    private let name: String
    private let limits: ModelLimits
    private let state = Mutex(State())

    /// - Parameters:
    ///   - whole: Counts this one's calls too.
    ///   - name: Whose limits they are, as in `the flow's`.
    package init(
        partOf whole: ModelMeter? = nil, limits: ModelLimits = ModelLimits(), of name: String = ""
    ) {
        self.whole = whole
        self.limits = limits
        self.name = name
    }

    package var reading: Reading { state.withLock { $0.reading } }

    /// Begins a call; each must be ended.
    ///
    /// - Throws: `budget` when nothing is left for it.
    func begin() throws(ModelError) {
        let spent = state.withLock { state -> String? in
            if let spent = limits.spent(state.reading, underWay: state.underWay) { return spent }
            state.underWay += 1
            return nil
        }
        if let spent { throw ModelError(.budget, "\(name) \(spent) of models are used up") }
        do throws(ModelError) {
            try whole?.begin()
        } catch {
            state.withLock { $0.underWay -= 1 }
            throw error
        }
    }

    /// - Parameter used: Nil when the call has come to nothing.
    func end(after time: Duration, _ used: (usage: Usage, cost: Money)?) {
        state.withLock { state in
            state.underWay -= 1
            state.reading.time += time
            guard let used else { return }
            state.reading.calls += 1
            state.reading.usage += used.usage
            state.reading.cost += used.cost
        }
        whole?.end(after: time, used)
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
        try meter.begin()
        let start = ContinuousClock.now
        do throws(ModelError) {
            let reply = try await base.reply(to: conversation, within: limit, outputTokens: outputTokens)
            meter.end(after: .now - start, (reply.usage + reply.lost, facts.cost(of: reply)))
            return reply
        } catch {
            let cost = facts.price?.cost(of: error.usage) ?? .zero
            meter.end(after: .now - start, error.usage == Usage() ? nil : (error.usage, cost))
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
