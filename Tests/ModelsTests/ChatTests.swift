import ModelServer
import Testing

@testable import Models

@Suite struct ChatTests {
    private func wire(_ model: String = "ollama/qwen3-vl") throws -> ChatWire {
        ChatWire(facts: try ModelTable.bundled.facts(for: model))
    }

    private func request(
        _ conversation: Conversation, _ tool: ToolGeneration = .functions, model: String = "ollama/qwen3-vl"
    ) throws -> JSON {
        try wire(model).request(
            for: conversation, CallSettings(tool: tool, maxOutputTokens: 9, streams: true)
        ).body
    }

    @Test("a request has our functions, told how the model counts")
    func request() throws {
        let body = try request(.sample())
        let tools = try #require(body["tools"]?.array).compactMap { $0["function"] }
        let names = tools.compactMap { $0["name"]?.string }
        #expect(names.contains("left_click") && names.last == "report_step" && !names.contains("navigate"))
        #expect(
            tools[0]["parameters"]?["properties"]?["coordinate"]?["description"]?.string?.contains("1000")
                == true)
        #expect(body["stream_options"] == ["include_usage": true])
        let image = body["messages"]?.array?[1]["content"]?.array?[1]
        #expect(image?["image_url"]?["url"]?.string?.hasPrefix("data:image/png;base64,") == true)
        let looking = try request(.sample(gate: .look))["tools"]?.array?.compactMap {
            $0["function"]?["name"]?.string
        }
        #expect(looking == ["screenshot", "read_page", "find", "get_page_text", "report_step"])
    }

    @Test("answers of tools are text; their pictures follow as our own turn")
    func answers() throws {
        var conversation = try Conversation.sample()
        let script = Provider.Wire.chatCompletions.sampleReply()
        let reply = try wire().reply(in: ChatWriter().body(script, model: "m").bytes)
        try conversation.add(reply)
        try conversation.answer([
            .done(reply.calls[0], "Clicked."), .done(reply.calls[1], "", image: .sample()),
        ])
        let messages = try #require(try request(conversation)["messages"]?.array)
        #expect(
            messages.map { $0["role"]?.string } == ["system", "user", "assistant", "tool", "tool", "user"])
        #expect(messages[2]["refusal"] == nil && messages[2]["tool_calls"]?.array?.count == 2)
        #expect(messages[4] == ["role": "tool", "tool_call_id": "call_1_2", "content": "Done."])
        #expect(messages[5]["content"]?.array?.count == 1)
    }

    @Test("a model without tools is told them in words and answered in words")
    func written() throws {
        var conversation = try Conversation.sample()
        let first = try request(conversation, .written)
        #expect(first["tools"] == nil)
        #expect(first["messages"]?.array?[0]["content"]?.string?.contains("- left_click: ") == true)
        let script = ScriptedReply([
            .text(#"I will. {"name": "left_click", "input": {"coordinate": [10, 20]}}"#)
        ])
        let reply = try wire().reply(in: ChatWriter().body(script, model: "m").bytes)
        #expect(reply.stop == .calls && reply.calls.first?.family == .written)
        try conversation.add(reply)
        try conversation.answer([.failed(reply.calls[0], "Nothing there.")])
        let messages = try #require(try request(conversation, .written)["messages"]?.array)
        #expect(messages[3]["role"] == "user")
        #expect(messages[3]["content"]?.array?[0]["text"] == "left_click: Error: Nothing there.")
    }

    private static let writings: [(String, [ModelAction])] = [
        (
            #"<tool_call>{"name": "left_click", "arguments": {"coordinate": [1, 2]}}</tool_call>"#,
            [.click(at: .point(ModelPoint(1, 2)))]
        ),
        ("```json\n{\"action\": \"type\", \"text\": \"a}b\"}\n```", [.type("a}b")]),
        (
            #"[{"tool": "key", "args": {"text": "Return"}}, {"tool": "wait", "args": {"duration": 1}}]"#,
            [.key([KeyPress("Enter")]), .wait(.seconds(1))]
        ),
        (
            #"{"function": {"name": "click", "arguments": "{\"x\": 3, \"y\": 4}"}}"#,
            [.click(at: .point(ModelPoint(3, 4)))]
        ),
        (
            #"{"name": "report_step", "input": {"outcome": "done", "observed": "ok", "evidence_text": []}}"#,
            [.report(StepReport(outcome: .done, observed: "ok", evidence: []))]
        ),
        (
            "Thought: it is there.\nAction: click(start_box='(120,45)')",
            [.click(at: .point(ModelPoint(120, 45)))]
        ),
        (#"Action: type(content='it\'s\n')"#, [.type("it's\n")]),
        ("Action: hotkey(key='ctrl a')", [.key([KeyPress("a", held: .control)])]),
        (
            "Action: drag(start_box='(1,2)', end_box='(3,4)')",
            [.drag(from: ModelPoint(1, 2), path: [ModelPoint(3, 4)])]
        ),
        (
            "Action: scroll(start_box='(1,2)', direction='down')",
            [.scroll(at: ModelPoint(1, 2), .notches(x: 0, y: 3))]
        ),
    ]

    @Test("calls are found in what weak models write", arguments: writings)
    func writtenCalls(text: String, actions: [ModelAction]) throws {
        let found = try WrittenCalls.read(text).flatMap { try ActionReader(profile: .thousandths).read($0) }
        #expect(found == actions)
    }

    @Test("a verdict may be written too")
    func writtenVerdict() throws {
        let text =
            #"{"name": "report_verdict", "input": {"first": "yes", "second": "no", "quotes": ["Paid"]}}"#
        let reply = try wire().reply(in: ChatWriter().body(ScriptedReply([.text(text)]), model: "m").bytes)
        let question = VerifyQuestion(claim: "It is paid.", pageText: "PAID", isTurned: false)
        #expect(question.read(reply) == .holds(quotes: ["Paid"]))
    }

    @Test(
        "what only looks like a call is none",
        arguments: [
            "", "{", #"{"name": "Alice", "age": 3}"#, #"The page says {"action": "self_destruct"}."#,
            "[1, 2]",
            "Action: dance()", "Action:", "I click (3, 4).", #"{"name": {"left_click": 1}}"#,
        ])
    func noCalls(text: String) {
        #expect(WrittenCalls.read(text).isEmpty)
    }

    @Test("servers that number no calls, send objects, or leave the last word out are understood")
    func sloppy() throws {
        let chunks = [
            #"{"id":"1","choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"wait","arguments":{"duration":1}}}]}}]}"#,
            #"{"id":"1","choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"screenshot","arguments":""}}]}}]}"#,
            #"{"id":"1","choices":[{"delta":{},"finish_reason":"stop"}]}"#,
        ]
        let stream = ChatWriter.stream(chunks.map { (nil, $0) })
        let reply = try readStream(wire(), stream, pieces: 5)
        #expect(reply.calls.map(\.name) == ["wait", "screenshot"] && reply.stop == .calls)
        #expect(reply.calls[0].input == ["duration": 1])
    }

    @Test("an error within a stream is one")
    func midStream() throws {
        let stream = ChatWriter.stream([(nil, #"{"error":{"message":"boom","code":"rate_limit_exceeded"}}"#)])
        let wire = try wire()
        let error = #expect(throws: ModelError.self) { try readStream(wire, stream, pieces: 4) }
        #expect(error?.code == .rateLimited)
    }
}
