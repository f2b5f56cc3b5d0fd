import HTTP
import ModelServer
import Testing

@testable import Models

@Suite(.timeLimit(.minutes(2))) struct PricedModelTests {
    @Test("eight flows at once never spend more than the cap and one call", arguments: 0..<20)
    func cap(run: Int) async throws {
        let cap = Money(dollars: 0.05)
        let purse = Purse(cap: cap)
        var knobs = OracleKnobs()
        knobs.seed = UInt64(run)
        let oracle = Oracle(viewport: (1280, 720), knobs: knobs) { _ in [.click(PagePoint(5, 5))] }
        try await ScriptedServer.with({ await oracle.answer($0) }) { server in
            let http = try HTTPClient()
            defer { http.close() }
            var facts = try ModelTable.bundled.facts(for: "claude-sonnet-5-5")
            facts.provider.url = server.url(.anthropicMessages)
            facts.provider.keyVariable = nil
            let transport = try HTTPTransport(facts.provider, environment: [:], client: http)
            let client = ModelClient(facts, transport: transport, rate: RateKeeper(.init(atOnce: 8)))
            let price = try #require(facts.price)
            let most = await withTaskGroup(of: Money.self) { group in
                for flow in 0..<8 {
                    group.addTask { await Self.play("flow \(flow)", client, purse, price) }
                }
                return await group.reduce(.zero) { max($0, $1) }
            }
            #expect(purse.spent() >= cap && purse.spent() <= cap + most)
            #expect(server.violations == [])
        }
    }

    /// Plays steps until the purse is empty, and tells the dearest call.
    private static func play(_ name: String, _ client: ModelClient, _ purse: Purse, _ price: Price) async
        -> Money
    {
        var most = Money.zero
        do {
            let model = try PricedModel(client, purse: purse, account: .init(name))
            while true {
                var conversation = try Conversation.sample()
                for _ in 0..<4 {
                    let reply = try await model.reply(to: conversation, within: .seconds(60))
                    most = max(most, price.cost(of: reply.usage))
                    try conversation.add(reply)
                    try conversation.answer(reply.calls.map { .done($0, "Clicked.", image: .sample()) })
                }
            }
        } catch {
            #expect((error as? ModelError)?.code == .budget)
        }
        return most
    }

    @Test("what is reserved for a call is never less than a provider counts", arguments: [1, 3, 6])
    func estimate(turns: Int) async throws {
        let facts = try ModelTable.bundled.facts(for: "claude-sonnet-5-5")
        let wire = AnthropicWire(facts: facts)
        var conversation = try Conversation.sample()
        for round in 1...turns {
            let body = AnthropicWriter().body(
                Provider.Wire.anthropicMessages.sampleReply(id: "\(round)"), model: "m")
            let reply = try wire.reply(in: body.bytes)
            try conversation.add(reply)
            try conversation.answer(reply.calls.map { .done($0, "Clicked.", image: .sample()) })
        }
        let settings = CallSettings(tool: .browserToolset, maxOutputTokens: 9, streams: false)
        let request = try wire.request(for: conversation, settings)
        var cache = SimulatedCache()
        let counted = cache.usage(
            AskedRequest(number: 0, wire: .anthropicMessages, headers: [:], bytes: [], body: request.body),
            output: 0)
        let estimate = CallEstimate(conversation, facts: facts, tool: .browserToolset)
        #expect(estimate.inputTokens >= counted.wholeInput)
        #expect(estimate.inputTokens < counted.wholeInput * 2)
    }

    @Test("a model whose price is not known can't be paid under a cap")
    func unpriced() throws {
        let facts = try ModelTable.bundled.facts(for: "openrouter/some/model")
        let client = ModelClient(
            facts, transport: CassetteTransport(replaying: Cassette(), mask: { $0 }), rate: RateKeeper())
        let error = #expect(throws: ModelError.self) {
            try PricedModel(client, purse: Purse(cap: Money(dollars: 1)), account: .init("a"))
        }
        #expect(error?.code == .budget)
    }
}
