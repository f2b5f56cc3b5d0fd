import Agent
import Flows
import Models

/// What models will probably be asked in a run, and cost, told before it starts.
///
/// Pure. It knows sentences and memory; what only the page shows, such as a target that is not there, it can't.
package struct ModelForecast: Sendable, Equatable, Codable {
    /// The least and the most.
    package struct Span<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
        package var least: Value
        package var most: Value
    }

    /// Sentences, or actions, that a model will carry out.
    package var deeds: Int
    /// Sentences that a model will judge.
    package var judgements: Int
    package var calls: Span<Int>
    /// Nil when a price is not known.
    package var usd: Span<Double>?

    /// Nil when no model is needed.
    init?(_ needs: ModelNeeds, _ plan: ModelPlan) {
        guard needs != ModelNeeds(), plan.mode != .replay else { return nil }
        deeds = needs.deeds
        judgements = needs.judgements
        calls = Span(
            least: needs.deeds + needs.judgements,
            most: needs.deeds * Self.turns + needs.judgements * Self.answers)
        let act = plan.act.flatMap { Self.deed($0, plan) }
        guard let judge = Self.judgement(plan.verify), let act = needs.deeds == 0 ? Span.none : act else {
            return
        }
        func sum(_ path: KeyPath<Span<Double>, Double>) -> Double {
            act[keyPath: path] * Double(needs.deeds) + judge[keyPath: path] * Double(needs.judgements)
        }
        usd = Span(least: sum(\.least), most: sum(\.most))
    }

    /// `3 sentences to carry out and 1 to judge: 4 to 14 calls, $0.041 to $0.48`.
    var description: String {
        let parts = [
            deeds > 0 ? "\(deeds) to carry out" : nil, judgements > 0 ? "\(judgements) to judge" : nil,
        ]
        let cost = usd.map { ", \(Money(dollars: $0.least)) to \(Money(dollars: $0.most))" } ?? ""
        let list = parts.compactMap { $0 }.joined(separator: ", ")
        return "\(list): probably \(calls.least) to \(calls.most) calls\(cost)"
    }

    // What a usual conversation comes to.
    private static let turns = 4
    private static let answers = 2
    private static let instructions = 1000
    private static let outline = 1750
    private static let words = 200
    private static let picture = PixelSize(1280, 720)

    /// At the least one turn after a step that has filled the cache, at the most some without any.
    private static func deed(_ facts: ModelFacts, _ plan: ModelPlan) -> Span<Double>? {
        guard let price = facts.price else { return nil }
        let tool = CallEstimate.definition(of: facts.tool(for: plan.perception))
        let picture = facts.images.tokens(of: Self.picture)
        let own = outline + picture
        let least = price.cost(
            of: Usage(input: 0, cacheWrite: own, cacheRead: tool + instructions, output: words / 2))
        let most = (0..<turns).map { turn in
            price.most(
                input: tool + instructions + own + turn * (picture + words), output: 2 * words)
        }.reduce(Money.zero, +)
        return Span(least: least.dollars, most: max(least, min(most, plan.limits.step.money)).dollars)
    }

    private static func judgement(_ facts: ModelFacts) -> Span<Double>? {
        guard let price = facts.price else { return nil }
        let pictures = 2 * facts.images.tokens(of: picture)
        let least = price.cost(
            of: Usage(input: instructions + pictures / 2, cacheWrite: 0, cacheRead: 0, output: words / 2))
        let most = price.most(input: instructions + 4 * outline + pictures, output: 2 * words)
        return Span(least: least.dollars, most: (most + most).dollars)
    }
}

extension ModelForecast.Span<Double> {
    /// Of what is not done at all.
    fileprivate static var none: Self? { Self(least: 0, most: 0) }
}
