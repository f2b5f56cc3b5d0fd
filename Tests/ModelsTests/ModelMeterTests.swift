import Testing

@testable import Models

@Suite struct ModelMeterTests {
    /// Reads 900 tokens and writes 100 with every reply, and fails when it is told to.
    private struct Fake: Model {
        var facts: ModelFacts
        var isBroken = false

        init() throws { facts = try ModelTable.bundled.facts(for: "claude-sonnet-5-5") }

        func reply(
            to conversation: Conversation, within limit: Duration, outputTokens: Int?
        ) async throws(ModelError) -> ModelReply {
            if isBroken { throw ModelError(.serverFault(500), "no") }
            return ModelReply(
                id: "1", model: facts.id, blocks: [], stop: .finished,
                usage: Usage(input: 900, output: 100), wire: [])
        }
    }

    /// How many of ten calls are made, and why the next is not.
    private func calls(_ meter: ModelMeter, _ fake: Fake) async throws -> (made: Int, reason: String?) {
        let model = MeteredModel(fake, meter)
        let conversation = try Conversation.sample()
        for made in 0..<10 {
            do throws(ModelError) {
                _ = try await model.reply(to: conversation, within: .seconds(1), outputTokens: nil)
            } catch {
                if error.code == .budget { return (made, error.description) }
            }
        }
        return (10, nil)
    }

    @Test(
        "a limit that is reached is told before the next call",
        arguments: [
            (ModelLimits(turns: 3), 3, "3 turns"), (ModelLimits(tokens: 2500), 3, "2500 tokens"),
            (ModelLimits(tokens: 2000), 2, "2000 tokens"), (ModelLimits(time: .zero), 0, "0 s"),
            (ModelLimits(), 10, nil),
        ] as [(ModelLimits, Int, String?)])
    func limits(limits: ModelLimits, made: Int, words: String?) async throws {
        let found = try await calls(ModelMeter(limits: limits, of: "the flow's"), try Fake())
        #expect(found.made == made)
        #expect((found.reason == nil) == (words == nil))
        if let words { #expect(found.reason?.contains("the flow's \(words) of models are used up") == true) }
    }

    @Test("what a flow asks counts for the run, and the run's limit holds for all flows")
    func chain() async throws {
        let run = ModelMeter(limits: ModelLimits(turns: 5), of: "the run's")
        let one = ModelMeter(partOf: run, limits: ModelLimits(turns: 3), of: "the flow's")
        let other = ModelMeter(partOf: run, limits: ModelLimits(turns: 3), of: "the flow's")
        #expect(try await calls(one, try Fake()).made == 3)
        let second = try await calls(other, try Fake())
        #expect(second.made == 2)
        #expect(second.reason?.contains("the run's 5 turns") == true)
        #expect(run.reading.calls == 5 && run.reading.usage.wholeInput == 4500)
        #expect(other.reading.calls == 2)
    }

    @Test("calls that come to nothing do not count, and give back what was held for them")
    func broken() async throws {
        let meter = ModelMeter(limits: ModelLimits(turns: 2), of: "the flow's")
        var fake = try Fake()
        fake.isBroken = true
        #expect(try await calls(meter, fake).made == 10)
        #expect(meter.reading.calls == 0 && meter.reading.usage == Usage())
        fake.isBroken = false
        #expect(try await calls(meter, fake).made == 2)
    }

    @Test("of many at once no more are let through than there are turns")
    func atOnce() async throws {
        let meter = ModelMeter(limits: ModelLimits(turns: 7), of: "the run's")
        let model = MeteredModel(try Fake(), meter)
        let conversation = try Conversation.sample()
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    (try? await model.reply(to: conversation, within: .seconds(1), outputTokens: nil)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 7 && meter.reading.calls == 7)
    }
}
