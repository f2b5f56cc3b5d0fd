import Agent
import Models
import Testing

@testable import Runner

@Suite struct ModelForecastTests {
    private func plan(_ id: String) throws -> ModelPlan {
        let facts = try ModelTable.bundled.facts(for: id)
        return ModelPlan(act: facts, verify: facts)
    }

    @Test("a run that needs no model, or pays for none, has no forecast")
    func none() throws {
        var plan = try plan("claude-sonnet-5-5")
        #expect(ModelForecast(ModelNeeds(), plan) == nil)
        plan.mode = .replay
        #expect(ModelForecast(ModelNeeds(deeds: 1), plan) == nil)
    }

    // What steps of one and of three turns came to on the oracle server, as docs/models.md has it.
    @Test(
        "what a step has cost lies within what was told",
        arguments: [
            ("claude-haiku-5-5", 0.0005, 0.0014), ("claude-sonnet-5-5", 0.0095, 0.027),
            ("claude-opus-5-5", 0.019, 0.055), ("gpt-6.1-terra", 0.0042, 0.0085),
            ("gpt-6-sol", 0.009, 0.018),
        ])
    func within(id: String, least: Double, most: Double) throws {
        let forecast = try #require(ModelForecast(ModelNeeds(deeds: 1), try plan(id)))
        let usd = try #require(forecast.usd)
        #expect(usd.least <= 2 * least && usd.least > least / 4)
        #expect(usd.most >= most && usd.most <= 0.15)
        #expect(forecast.calls == .init(least: 1, most: 4))
    }

    @Test("what is judged is counted by itself, and all is said in one line")
    func words() throws {
        let plan = try plan("claude-sonnet-5-5")
        let one = try #require(ModelForecast(ModelNeeds(judgements: 1), plan)?.usd)
        let three = try #require(ModelForecast(ModelNeeds(judgements: 3), plan))
        #expect(abs((three.usd?.most ?? 0) - 3 * one.most) < 1e-9)
        #expect(three.description.hasPrefix("3 to judge: probably 3 to 6 calls, $0.0"))
        let both = try #require(ModelForecast(ModelNeeds(deeds: 2, judgements: 1), plan))
        #expect(both.description.hasPrefix("2 to carry out, 1 to judge: probably 3 to 10 calls, $0.0"))
    }

    @Test("without a price only calls are told")
    func unpriced() throws {
        var plan = try plan("claude-sonnet-5-5")
        plan.act?.price = nil
        plan.verify.price = nil
        let forecast = try #require(ModelForecast(ModelNeeds(deeds: 1), plan))
        #expect(forecast.usd == nil && forecast.description == "1 to carry out: probably 1 to 4 calls")
    }
}
