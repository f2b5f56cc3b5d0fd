import HTTP
import ModelServer
import Testing

@testable import Models

@Suite struct AnthropicTests {
    private func body(
        _ conversation: Conversation, model: String = "claude-sonnet-5-5", tool: ToolGeneration? = nil
    ) throws -> JSON {
        let facts = try ModelTable.bundled.facts(for: model)
        let tool = tool ?? facts.tool(for: conversation.offer.perception)
        return try AnthropicWire(facts: facts)
            .request(for: conversation, CallSettings(tool: tool, maxOutputTokens: 2048, streams: true)).body
    }

    @Test("a request is what the Messages API reads")
    func request() throws {
        let body = try body(.sample())
        #expect(body["max_tokens"] == 2048 && body["stream"] == true)
        #expect(body["output_config"] == ["effort": "medium"])
        #expect(
            body["system"] == [
                [
                    "type": "text", "text": "You carry out one step of a test.",
                    "cache_control": ["type": "ephemeral"],
                ]
            ])
        let content = try #require(body["messages"]?.array?.first?["content"]?.array)
        #expect(content[0] == ["type": "text", "text": "Press the round button."])
        #expect(content[1]["source"]?["media_type"] == "image/png")
        #expect(content[1]["cache_control"] == ["type": "ephemeral"])
    }

    @Test("a toolset is offered without what the gate closes, and without what is closed anyway")
    func toolset() throws {
        let tools = try #require(try body(.sample())["tools"]?.array)
        #expect(tools[0]["type"] == "browser_toolset_20260801" && tools[0]["name"] == nil)
        let closed = try #require(tools[0]["configs"]?.object)
        #expect(
            closed.keys.sorted() == [
                "close_tab", "form_input", "list_tabs", "navigate", "new_tab", "switch_tab",
            ])
        #expect(closed.values.allSatisfy { $0 == ["enabled": false] })
        #expect(tools[1]["name"] == "report_step" && tools.count == 2)
        let open = try body(.sample(gate: .navigate))["tools"]?.array?[0]["configs"]
        #expect(open?["navigate"] == nil && open?["form_input"] != nil)
        let pixels = try #require(try body(.sample(perception: .pixels))["tools"]?.array?[0])
        #expect(pixels == ["type": "computer_toolset_20260801"])
    }

    @Test("an older model gets its dated tool with the screen's size and its header")
    func dated() throws {
        let facts = try ModelTable.bundled.facts(for: "claude-opus-4-6")
        let request = try AnthropicWire(facts: facts).request(
            for: .sample(), CallSettings(tool: .computer20251124, maxOutputTokens: 9, streams: false))
        #expect(
            request.body["tools"]?.array?[0] == [
                "type": "computer_20251124", "name": "computer", "display_width_px": 1280,
                "display_height_px": 720, "enable_zoom": true,
            ])
        #expect(request.headers == ["anthropic-beta": "computer-use-2025-11-24"])
        #expect(request.body["stream"] == nil)
        let older = try body(.sample(), model: "claude-haiku-4-5")["tools"]?.array?[0]
        #expect(older?["enable_zoom"] == nil)
    }

    @Test("answers repeat their toolset, errors carry no picture, and at most four places are marked")
    func answers() throws {
        let wire = AnthropicWire(facts: try ModelTable.bundled.facts(for: "claude-sonnet-5-5"))
        var conversation = try Conversation.sample()
        for round in 1...5 {
            let script = Provider.Wire.anthropicMessages.sampleReply(id: "\(round)")
            let reply = try wire.reply(in: AnthropicWriter().body(script, model: "m").bytes)
            try conversation.add(reply)
            try conversation.answer(
                [.failed(reply.calls[0], "Nothing there."), .halted(reply.calls[1])],
                adding: [.text("Go on.")])
        }
        let body = try body(conversation)
        let messages = try #require(body["messages"]?.array)
        #expect(
            messages.map { $0["role"]?.string }
                == (0..<11).map { $0.isMultiple(of: 2) ? "user" : "assistant" })
        let results = try #require(messages[2]["content"]?.array)
        #expect(
            results[0] == [
                "type": "tool_result", "tool_use_id": "toolu_1_2", "toolset_name": "browser",
                "is_error": true,
                "content": [["type": "text", "text": "Nothing there."]],
            ])
        #expect(results[1]["content"]?.array?[0]["text"]?.string?.hasPrefix("Not executed:") == true)
        #expect(body.description.components(of: "cache_control") == 4)
        // Thoughts come back as they came, seal and all.
        #expect(messages[1]["content"]?.array?[0]["signature"] == "c2VhbA==")
    }

    @Test("an error within a stream keeps what was counted")
    func midStream() throws {
        let start = AnthropicWriter().events(ScriptedReply([.text("Hi")]), model: "m")[0]
        let failure = AnthropicWriter().failure(status: 529, message: "Overloaded").description
        var reader = AnthropicStream()
        try reader.take(ServerSentEvent(name: "message_start", data: start.data))
        let error = #expect(throws: ModelError.self) {
            try reader.take(ServerSentEvent(name: "error", data: failure))
        }
        #expect(error?.code == .overloaded && error?.usage.input == 900 && error?.isPassing == true)
    }

    @Test(
        "events out of order are malformed",
        arguments: [
            #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
            #"{"type":"content_block_delta","index":3,"delta":{}}"#, #"{"type":"message_start"}"#, "{",
        ])
    func disorder(data: String) {
        var reader = AnthropicStream()
        #expect(throws: ModelError.self) { try reader.take(ServerSentEvent(data: data)) }
    }

    @Test("a call cut off by the limit of tokens is told as truncated, not as malformed")
    func truncatedCall() throws {
        let script = ScriptedReply(
            [.call("type", ["text": "a long text that will be cut"], family: .browser)], stop: .truncated)
        let events = AnthropicWriter().events(script, model: "m")
        var reader = AnthropicStream()
        for event in events where !event.data.contains("be cut") {
            try reader.take(ServerSentEvent(name: event.name ?? "", data: event.data))
        }
        let reply = try reader.finish()
        #expect(reply.problem == .truncated)
    }

    @Test("unknown events, pieces and blocks are passed over")
    func unknown() throws {
        var events = AnthropicWriter().events(ScriptedReply([.text("Hello there")]), model: "m")
        events.insert(("weather", #"{"type":"weather","sun":true}"#), at: 1)
        events.insert(
            (nil, #"{"type":"content_block_delta","index":0,"delta":{"type":"mood_delta","mood":"good"}}"#),
            at: 4)
        let wire = AnthropicWire(facts: try ModelTable.bundled.facts(for: "claude-sonnet-5-5"))
        let reply = try readStream(wire, AnthropicWriter.stream(events), pieces: 11)
        #expect(reply.text == "Hello there")
        let plain = try wire.reply(
            in: Array(
                #"{"content":[{"type":"server_thing","x":1},{"type":"text","text":"a"}],"stop_reason":"end_turn"}"#
                    .utf8))
        #expect(plain.blocks == [.opaque, .text("a")])
    }
}

extension String {
    func components(of part: String) -> Int { ranges(of: part).count }
}
