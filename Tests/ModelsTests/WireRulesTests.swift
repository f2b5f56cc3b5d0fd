import Foundation
import ModelServer
import Testing

@testable import Models

/// That the servers notice what they are there to notice.
@Suite struct WireRulesTests {
    private func asked(
        _ wire: Models.Provider.Wire, _ conversation: Conversation? = nil, headers: [String: String] = [:],
        _ change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> AskedRequest {
        let facts = try wire.sampleFacts()
        let settings = CallSettings(tool: facts.tools[0], maxOutputTokens: 100, streams: false)
        let request = try wire.speak(to: facts).request(for: conversation ?? .sample(), settings)
        var fields = request.body.object ?? [:]
        change(&fields)
        let usual = [
            "content-type": "application/json", "anthropic-version": "2023-06-01",
            "x-api-key": "sk-key-123456",
        ]
        let body = JSON.object(fields)
        return AskedRequest(
            number: 0, wire: wire, headers: usual.merging(headers) { $1 }, bytes: body.bytes, body: body)
    }

    private func violations(
        _ wire: Models.Provider.Wire, _ conversation: Conversation? = nil, headers: [String: String] = [:],
        _ change: (inout [String: JSON]) -> Void
    ) throws -> [String] {
        WireRules().violations(try asked(wire, conversation, headers: headers, change))
    }

    @Test("what we send breaks no rule", arguments: Models.Provider.Wire.all)
    func clean(wire: Models.Provider.Wire) throws {
        #expect(try violations(wire) { _ in } == [])
    }

    @Test(
        "sampling parameters, keys and wrong pictures are noticed on every wire",
        arguments: Models.Provider.Wire.all)
    func common(wire: Models.Provider.Wire) throws {
        #expect(try violations(wire) { $0["temperature"] = 0 } == ["sampling parameter temperature"])
        #expect(try violations(wire) { $0["top_p"] = 1 } == ["sampling parameter top_p"])
        #expect(
            try violations(wire) { $0["metadata"] = ["note": "sk-key-123456"] } == [
                "a key or a secret in the body"
            ])
        #expect(
            try violations(wire, headers: ["content-type": "text/plain"]) { _ in } == ["not sent as JSON"])
        #expect(try violations(wire) { $0["model"] = nil }.contains("no model"))
        let tooLarge = try Conversation.sample(display: PixelSize(7000, 7000))
        #expect(try violations(wire, tooLarge) { _ in } == ["a picture of 7000×7000, over the limit"])
        var lying = Conversation(system: "s", offer: ToolOffer(display: PixelSize(9, 9)))
        try lying.ask([.image(ModelImage(.jpeg, PixelSize(9, 9), ModelImage.sample(9, 9).bytes))])
        #expect(try violations(wire, lying) { _ in }.count == 1)
    }

    @Test("an edited past is noticed, a longer one is not", arguments: Models.Provider.Wire.all)
    func edited(wire: Models.Provider.Wire) throws {
        var rules = WireRules()
        var conversation = try Conversation.sample()
        let body = try wire.writer.body(wire.sampleReply(), model: wire.sampleFacts().id)
        let reply = try wire.speak(to: wire.sampleFacts()).reply(in: body.bytes)
        rules.answered(
            try asked(wire, conversation),
            with: reply.wire.map { item in
                wire == .anthropicMessages ? ["role": "assistant", "content": .array(reply.wire)] : item
            }.prefix(wire == .anthropicMessages ? 1 : .max).map { $0 })
        try conversation.add(reply)
        try conversation.answer(reply.calls.map { .done($0, "Done.", image: .sample()) })
        #expect(rules.violations(try asked(wire, conversation)) == [])
        let name = wire == .openAIResponses ? "input" : "messages"
        let changed = try asked(wire, conversation) { fields in
            let text = (fields[name] ?? .null).description.replacing("round", with: "square")
            fields[name] = try? JSON(text: text)
        }
        #expect(rules.violations(changed) == ["an earlier turn, the tools or the system text were edited"])
        let fewerTools = try asked(wire, conversation) {
            $0["tools"] = .array(Array(($0["tools"]?.array ?? []).dropLast()))
        }
        #expect(rules.violations(fewerTools).count == 1)
    }

    @Test("what the Messages API refuses is noticed")
    func anthropic() throws {
        func with(_ change: (inout [String: JSON]) -> Void) throws -> [String] {
            try violations(.anthropicMessages, nil, change)
        }
        #expect(try with { $0["max_tokens"] = nil } == ["no max_tokens"])
        #expect(
            try with {
                $0["tools"] = [["type": "browser_toolset_20260801"], ["type": "computer_toolset_20260801"]]
            }.count == 1)
        #expect(try with { $0["tools"] = [["type": "browser_toolset_20260801", "name": "b"]] }.count == 1)
        #expect(
            try with { $0["tools"] = [["type": "computer_toolset_20260801", "configs": ["dance": [:]]]] }
                .count == 1)
        #expect(try with { $0["tools"] = [["type": "computer_20251124", "name": "computer"]] }.count == 1)
        #expect(
            try with {
                $0["messages"] = [["role": "assistant", "content": [["type": "text", "text": "a"]]]]
            }.count > 1)
        let mark: JSON = ["type": "text", "text": "a", "cache_control": ["type": "ephemeral"]]
        #expect(try with { $0["system"] = [mark, mark, mark, mark] }.count == 1)
        let question: JSON = ["role": "user", "content": [["type": "text", "text": "a"]]]
        let call: JSON = [
            "role": "assistant",
            "content": [
                ["type": "tool_use", "id": "1", "name": "key", "input": [:], "toolset_name": "browser"]
            ],
        ]
        func answered(_ result: JSON) throws -> [String] {
            try with { $0["messages"] = [question, call, ["role": "user", "content": [result]]] }
                .filter { !$0.contains("edited") }
        }
        let image: JSON = ["type": "image"]
        #expect(try answered(["type": "text", "text": "?"]).count == 1)
        #expect(
            try answered(["type": "tool_result", "tool_use_id": "1", "content": "x"])
                == ["an answer without its toolset_name"])
        #expect(
            try answered([
                "type": "tool_result", "tool_use_id": "1", "toolset_name": "browser", "is_error": true,
                "content": [image],
            ]) == ["an error with a picture"])
        #expect(
            try answered([
                "type": "tool_result", "tool_use_id": "1", "toolset_name": "browser", "content": [],
            ])
                == ["an answer without content"])
    }

    @Test("what OpenAI and its kin refuse is noticed")
    func openAI() throws {
        #expect(try violations(.openAIResponses) { $0["store"] = true } == ["the response would be stored"])
        let call: JSON = ["type": "computer_call", "call_id": "c", "actions": []]
        let lost = try violations(.openAIResponses) {
            $0["input"] = .array(($0["input"]?.array ?? []) + [call])
        }
        #expect(lost.contains("not every computer_call is answered once"))
        let blind: JSON = ["type": "computer_call_output", "call_id": "c", "output": [:]]
        let unseen = try violations(.openAIResponses) {
            $0["input"] = .array(($0["input"]?.array ?? []) + [call, blind])
        }
        #expect(unseen.contains("a computer_call without its picture"))
        let orphan: JSON = ["role": "assistant", "tool_calls": [["id": "1"]]]
        let unanswered = try violations(.chatCompletions) {
            $0["messages"] = .array(($0["messages"]?.array ?? []) + [orphan])
        }
        #expect(unanswered.contains("not every call is answered, in order"))
    }

    @Test("our own texts are told from the model's")
    func texts() throws {
        let asked = try asked(.anthropicMessages)
        #expect(asked.newTexts == ["Press the round button."])
        #expect(try self.asked(.openAIResponses).texts == ["Press the round button."])
        #expect(try self.asked(.chatCompletions).newTexts.contains("Press the round button."))
    }
}
