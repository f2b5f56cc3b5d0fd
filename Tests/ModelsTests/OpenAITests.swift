import ModelServer
import Testing

@testable import Models

@Suite struct OpenAITests {
    private func request(_ conversation: Conversation, _ tool: ToolGeneration = .openAIComputer) throws
        -> JSON
    {
        let facts = try ModelTable.bundled.facts(for: "gpt-6-sol")
        return try ResponsesWire(facts: facts)
            .request(for: conversation, CallSettings(tool: tool, maxOutputTokens: 900, streams: false)).body
    }

    @Test("a request is what the Responses API reads, and nothing is stored there")
    func request() throws {
        let body = try request(.sample())
        #expect(body["store"] == false && body["include"] == ["reasoning.encrypted_content"])
        #expect(body["tools"]?.array?[0] == ["type": "computer"])
        #expect(body["tools"]?.array?[1]["strict"] == true)
        let content = try #require(body["input"]?.array?[0]["content"]?.array)
        #expect(content[0] == ["type": "input_text", "text": "Press the round button."])
        #expect(content[1]["detail"] == "original")
        let preview = try request(.sample(), .openAIPreview)
        #expect(preview["truncation"] == "auto" && preview["tools"]?.array?[0]["environment"] == "browser")
    }

    @Test("a computer call is answered with a picture, the newest where it has none, and words behind it")
    func answers() throws {
        let facts = try ModelTable.bundled.facts(for: "gpt-6-sol")
        let wire = ResponsesWire(facts: facts)
        let script = Provider.Wire.openAIResponses.sampleReply()
        let reply = try wire.reply(in: ResponsesWriter().body(script, model: "m").bytes)
        var conversation = try Conversation.sample()
        try conversation.add(reply)
        try conversation.answer([.failed(reply.calls[0], "Nothing there."), .done(reply.calls[1], "Noted.")])
        let items = try #require(try request(conversation)["input"]?.array)
        #expect(Array(items[1...4]) == reply.wire)
        #expect(items[5]["type"] == "computer_call_output" && items[5]["call_id"] == "call_1_2")
        #expect(items[5]["output"]?["image_url"]?.string?.hasPrefix("data:image/png;base64,") == true)
        #expect(items[6]["content"]?.array?[0]["text"] == "Nothing there.")
        #expect(items[7] == ["type": "function_call_output", "call_id": "call_1_3", "output": "Noted."])
    }

    @Test("a computer call can't be answered before there is any picture")
    func noPicture() throws {
        var conversation = Conversation(system: "", offer: ToolOffer(display: PixelSize(9, 9)))
        try conversation.ask([.text("Go.")])
        let call = ToolCall(id: "c", name: "computer", input: [:])
        try conversation.add(.sample([.call(call)]))
        try conversation.answer([.done(call, "")])
        #expect(throws: ModelError.self) { try request(conversation) }
    }

    @Test("doubts of the provider's come with the call, and one action alone is a batch of one")
    func concerns() throws {
        let body = """
            {"output": [{"type": "computer_call", "call_id": "c1", "action": {"type": "wait"}, "pending_safety_checks":
            [{"id": "s1", "code": "sensitive_domain", "message": "a bank"}]}], "status": "completed"}
            """
        let facts = try ModelTable.bundled.facts(for: "computer-use-preview")
        let call = try #require(try ResponsesWire(facts: facts).reply(in: Array(body.utf8)).calls.first)
        #expect(call.concerns == [SafetyConcern(id: "s1", code: "sensitive_domain", message: "a bank")])
        #expect(call.input["actions"]?.array?.count == 1)
    }

    @Test("a response that failed is an error with what it has cost")
    func failed() throws {
        let body = """
            {"status": "failed", "output": [], "error": {"code": "rate_limit_exceeded", "message": "slow down"},
            "usage": {"input_tokens": 12, "output_tokens": 3}}
            """
        let facts = try ModelTable.bundled.facts(for: "gpt-6-sol")
        let error = #expect(throws: ModelError.self) {
            try ResponsesWire(facts: facts).reply(in: Array(body.utf8))
        }
        #expect(error?.code == .rateLimited && error?.usage == Usage(input: 12, output: 3))
    }

    @Test("the output is taken from the items where the last event leaves it out")
    func itemsOnly() throws {
        let facts = try ModelTable.bundled.facts(for: "gpt-6-sol")
        let stream = ResponsesWriter().events(Provider.Wire.openAIResponses.sampleReply(), model: "m").map {
            event in
            guard event.name == "response.completed", var fields = (try? JSON(text: event.data))?.object,
                var response = fields["response"]?.object
            else { return event }
            response["output"] = []
            fields["response"] = .object(response)
            return (event.name, JSON.object(fields).description)
        }
        let reply = try readStream(ResponsesWire(facts: facts), ResponsesWriter.stream(stream), pieces: 9)
        #expect(reply.calls.count == 2)
    }
}
