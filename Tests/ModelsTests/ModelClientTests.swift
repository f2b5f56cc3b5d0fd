import HTTP
import ModelServer
import Testing

@testable import Models

/// Everything that goes over a real socket.
@Suite(.timeLimit(.minutes(2))) struct ModelClientTests {
    static let key = "sk-test-0123456789abcdef-canary"

    /// A client of `server` for a model of `wire`.
    private func client(
        _ server: ScriptedServer, _ wire: Provider.Wire, _ http: HTTPClient, streams: Bool = true,
        stall: Duration = .seconds(60), rate: RateKeeper = RateKeeper(), policy: RetryPolicy = .quick,
        model: String? = nil
    ) throws -> ModelClient {
        var facts = try ModelTable.bundled.facts(for: model ?? wire.sampleModel)
        facts.provider.url = server.url(wire)
        facts.provider.keyVariable = "TEST_KEY"
        facts.provider.streams = streams
        let transport = try HTTPTransport(
            facts.provider, environment: ["TEST_KEY": Self.key], client: http, stallTimeout: stall)
        return ModelClient(facts, transport: transport, rate: rate, policy: policy, chance: { 0 })
    }

    private func with(
        _ answers: [ScriptedAnswer], _ body: (ScriptedServer, HTTPClient) async throws -> Void
    ) async throws {
        try await ScriptedServer.with(answers) { server in
            let http = try HTTPClient()
            defer { http.close() }
            try await body(server, http)
        }
    }

    @Test(
        "a whole conversation keeps to every rule of its wire", arguments: Provider.Wire.all, [true, false])
    func conversation(wire: Provider.Wire, streams: Bool) async throws {
        let script = (1...4).map {
            ScriptedAnswer.say(wire.sampleReply(id: "\($0)"), .pieces(of: 1 + $0 * 13))
        }
        try await with(script) { server, http in
            let model = try client(server, wire, http, streams: streams)
            var conversation = try Conversation.sample()
            for _ in 0..<4 {
                let reply = try await model.reply(to: conversation, within: .seconds(30))
                #expect(reply.calls.count == 2)
                try conversation.add(reply)
                try conversation.answer([
                    .done(reply.calls[0], "Clicked.", image: .sample()),
                    .failed(reply.calls[1], "It is gone."),
                ])
            }
            #expect(server.violations == [] && server.requests.count == 4)
            #expect(server.requests.allSatisfy { $0.key == Self.key && $0.wantsStream == streams })
        }
    }

    @Test(
        "every byte at which a stream may break off leads to a second, whole one",
        arguments: Provider.Wire.all)
    func cuts(wire: Provider.Wire) async throws {
        let script = wire.sampleReply()
        let length = wire.writer.stream(script, model: wire.sampleModel).count
        // Every byte is tried on the pure reader; here a spread of them goes over sockets.
        let places = stride(from: 0, to: length - 400, by: max(1, length / 40))
        for place in places {
            try await with([.say(script, .cut(after: place)), .say(script)]) { server, http in
                let model = try client(server, wire, http)
                let reply = try await model.reply(to: .sample(), within: .seconds(30))
                #expect(reply.calls.count == 2)
                // What the first had counted is not forgotten.
                #expect(wire != .anthropicMessages || place < 400 || reply.lost.input == 1200)
                #expect(server.requests.count == 2)
                #expect(server.requests[0].bytes == server.requests[1].bytes)
            }
        }
    }

    @Test(
        "a reply is taken as soon as it is whole, also when the connection stays open",
        arguments: Provider.Wire.all)
    func whole(wire: Provider.Wire) async throws {
        try await with([.say(wire.sampleReply(), .stall(after: .max))]) { server, http in
            let model = try client(server, wire, http)
            let reply = try await model.reply(to: .sample(), within: .seconds(30))
            #expect(reply.stop == .calls)
        }
    }

    @Test("a stream that stalls is given up and asked for anew")
    func stall() async throws {
        let wire = Provider.Wire.anthropicMessages
        try await with([.say(wire.sampleReply(), .stall(after: 300)), .say(wire.sampleReply())]) {
            server, http in
            let model = try client(server, wire, http, stall: .seconds(1))
            _ = try await model.reply(to: .sample(), within: .seconds(30))
            #expect(server.requests.count == 2)
        }
    }

    @Test("no answer in time is a timeout")
    func timeout() async throws {
        try await with([.say(Provider.Wire.anthropicMessages.sampleReply(), .stall(after: 700))]) {
            server, http in
            let model = try client(server, .anthropicMessages, http)
            let error = await #expect(throws: ModelError.self) {
                try await model.reply(to: .sample(), within: .milliseconds(300))
            }
            #expect(error?.code == .timeout)
            #expect(server.requests.count <= 1)
        }
    }

    @Test("what streams have counted until they broke off is in the error")
    func counted() async throws {
        let broken = ScriptedAnswer.say(Provider.Wire.anthropicMessages.sampleReply(), .cut(after: 700))
        try await with([broken, broken, broken]) { server, http in
            let model = try client(server, .anthropicMessages, http)
            let error = await #expect(throws: ModelError.self) {
                try await model.reply(to: .sample(), within: .seconds(60))
            }
            #expect(error?.code == .dropped && error?.usage.input == 3 * 1200)
            #expect(server.requests.count == 3)
        }
    }

    @Test(
        "what passes is asked again, what does not is told at once",
        arguments: [
            (429, ["retry-after": "0.01"], 2), (429, ["retry-after-ms": "5"], 2), (529, [:], 2),
            (500, [:], 2),
            (408, [:], 2), (409, [:], 2), (400, [:], 1), (401, [:], 1), (402, [:], 1), (404, [:], 1),
            (413, [:], 1),
            (400, ["x-should-retry": "true"], 2), (500, ["x-should-retry": "false"], 1),
            (429, ["retry-after": "3600"], 1),
        ] as [(Int, [String: String], Int)])
    func retries(status: Int, headers: [String: String], requests: Int) async throws {
        let wire = Provider.Wire.anthropicMessages
        let script: [ScriptedAnswer] = [.fail(status, headers: headers), .say(wire.sampleReply())]
        try await with(script) { server, http in
            let model = try client(server, wire, http)
            do {
                _ = try await model.reply(to: .sample(), within: .seconds(20))
                #expect(requests == 2)
            } catch {
                #expect(requests == 1)
            }
            #expect(server.requests.count == requests && server.violations == [])
        }
    }

    @Test("a model without our tool is offered the next, once for the whole process", arguments: [0, 1])
    func fallback(variant: Int) async throws {
        let message = [
            "tools.0: Input tag 'browser_toolset_20260801' found using 'type' does not match any of the expected "
                + "tags: 'bash_20250124', 'computer_20251124', 'custom'",
            "'claude-sonnet-5' does not support tool types: browser_toolset_20260801.",
        ][variant]
        let expected = [ToolGeneration.computer20251124, .computerToolset][variant]
        let reply = ScriptedReply([.text("I look.")])
        try await with([.fail(400, message), .say(reply), .say(reply)]) { server, http in
            let model = try client(server, .anthropicMessages, http, model: "claude-sonnet-5")
            _ = try await model.reply(to: .sample(), within: .seconds(20))
            _ = try await model.reply(to: .sample(), within: .seconds(20))
            #expect(server.requests.count == 3 && server.violations == [])
            #expect(model.tool(for: .hybrid) == expected)
            #expect(server.requests[2].body["tools"]?.array?[0]["type"] == .string(expected.rawValue))
        }
    }

    @Test("a model without tools at all is spoken to in words")
    func words() async throws {
        let written = ScriptedReply([.text(#"{"name": "left_click", "input": {"coordinate": [500, 500]}}"#)])
        try await with([
            .fail(400, "registry.ollama.ai/x does not support tools"), .say(written), .say(.report()),
        ]) {
            server, http in
            let model = try client(server, .chatCompletions, http)
            var conversation = try Conversation.sample()
            let reply = try await model.reply(to: conversation, within: .seconds(20))
            try conversation.add(reply)
            try conversation.answer([.done(reply.calls[0], "Clicked.", image: .sample())])
            _ = try await model.reply(to: conversation, within: .seconds(20))
            #expect(server.violations == [])
            #expect(server.requests[2].body["tools"] == nil)
        }
    }

    @Test("a provider that repeats the key in its error does not bring it into ours")
    func leak() async throws {
        let message =
            "Incorrect API key provided: \(Self.key.prefix(8))********\(Self.key.suffix(4)); you sent \(Self.key)."
        try await with([.fail(401, message)]) { server, http in
            let model = try client(server, .openAIResponses, http)
            let error = await #expect(throws: ModelError.self) {
                try await model.reply(to: .sample(), within: .seconds(20))
            }
            let text = "\(String(describing: error))"
            #expect(error?.code == .badKey && text.contains("Incorrect"))
            #expect(
                !text.contains(Self.key) && !text.contains(Self.key.suffix(4)) && !text.contains("0123456789")
            )
        }
    }

    @Test("without a key nothing is sent, and the variable is named")
    func noKey() throws {
        let http = try HTTPClient()
        defer { http.close() }
        for environment in [[:], ["ANTHROPIC_API_KEY": " \n"]] {
            let facts = try ModelTable.bundled.facts(for: "claude-sonnet-5-5")
            let error = #expect(throws: ModelError.self) {
                try HTTPTransport(facts.provider, environment: environment, client: http)
            }
            #expect(error?.code == .noKey("ANTHROPIC_API_KEY"))
        }
        let local = try ModelTable.bundled.facts(for: "ollama/qwen3-vl")
        _ = try HTTPTransport(local.provider, environment: [:], client: http)
    }

    @Test("a key shows itself nowhere")
    func keyIsSilent() throws {
        let key = try #require(ModelKey(" \(Self.key)\n"))
        #expect(!"\(key) \(String(reflecting: key))".contains("canary"))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("canary"))
        #expect(key.header("x-api-key") == ("x-api-key", Self.key))
        #expect(key.header("Authorization").value == "Bearer \(Self.key)")
    }

    @Test("a reply that was cut off may be asked for anew with more room", arguments: Provider.Wire.all)
    func moreRoom(wire: Provider.Wire) async throws {
        let cut = ScriptedReply([.text("I press")], stop: .truncated)
        try await with([.say(cut), .say(wire.sampleReply())]) { server, http in
            let model = try client(server, wire, http)
            let conversation = try Conversation.sample()
            let first = try await model.reply(to: conversation, within: .seconds(20))
            #expect(first.problem == .truncated)
            let second = try await model.reply(
                to: conversation, within: .seconds(20), outputTokens: model.facts.maxOutputTokens * 2)
            #expect(second.problem == nil && server.violations == [])
            let limits = server.requests.map { $0.body["max_tokens"] ?? $0.body["max_output_tokens"] }
            #expect(limits == [2048, 4096])
        }
    }

    @Test("an unknown model is asked how it counts", arguments: Provider.Wire.all)
    func probe(wire: Provider.Wire) async throws {
        let probe = CoordinateProbe()
        let map = CoordinateMap(profile: .thousandths, image: probe.image, viewport: (1280, 720))
        let seen = map.model(PagePoint(probe.centre.x, probe.centre.y))
        let answer = ScriptedReply([.text("It is at [\(Int(seen.x)), \(Int(seen.y))].")])
        try await with([.say(answer)]) { server, http in
            let model = try client(server, wire, http)
            let finding = try await probe.ask(model, .sample(), within: .seconds(20))
            #expect(finding == .counts(.thousandths) && server.violations == [])
        }
    }

    @Test("a picture over the limit never leaves")
    func tooLarge() async throws {
        try await with([]) { server, http in
            let model = try client(server, .anthropicMessages, http, model: "claude-opus-4-5")
            let conversation = try Conversation.sample(display: PixelSize(1920, 1080))
            let error = await #expect(throws: ModelError.self) {
                try await model.reply(to: conversation, within: .seconds(5))
            }
            #expect(error?.code == .tooLarge && server.requests.isEmpty)
        }
    }

    @Test(
        "a stream that was asked for and comes as a whole is read all the same", arguments: Provider.Wire.all)
    func wholeInstead(wire: Provider.Wire) async throws {
        let body = wire.writer.body(wire.sampleReply(), model: "m").description
        try await with([.raw(body)]) { server, http in
            let reply = try await client(server, wire, http).reply(to: .sample(), within: .seconds(20))
            #expect(reply.calls.count == 2)
        }
    }

    @Test(
        "nonsense is asked for anew, and then told with its place",
        arguments: ["{\"content\": [", "<html>", ""])
    func nonsense(body: String) async throws {
        try await with([.raw(body), .raw(body), .raw(body)]) { server, http in
            let error = await #expect(throws: ModelError.self) {
                try await client(server, .anthropicMessages, http).reply(to: .sample(), within: .seconds(20))
            }
            #expect(error?.code == .malformed(at: body.hasPrefix("<") ? 0 : body.utf8.count))
            #expect(server.requests.count == 3)
        }
    }

    @Test("cancelling the flow ends the call")
    func cancelled() async throws {
        try await with([.say(ScriptedReply([.text("Hi")]), .stall(after: 100))]) { server, http in
            let model = try client(server, .anthropicMessages, http)
            let code = await withTaskGroup(of: ModelError.Code?.self) { group in
                group.addTask {
                    do throws(ModelError) {
                        _ = try await model.reply(to: try sampleOrFail(), within: .seconds(60))
                        return nil
                    } catch {
                        return error.code
                    }
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(code == .cancelled)
        }
    }
}

private func sampleOrFail() throws(ModelError) -> Conversation {
    do {
        return try Conversation.sample()
    } catch {
        throw ModelError(.badRequest, "\(error)")
    }
}

extension RetryPolicy {
    /// Three attempts without a wait worth mentioning.
    static let quick = RetryPolicy(firstDelay: .milliseconds(1), longestDelay: .milliseconds(4))
}
