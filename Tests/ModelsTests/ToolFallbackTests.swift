import HTTP
import Testing

@testable import Models

@Suite struct ToolFallbackTests {
    private func next(_ fallback: inout ToolFallback, _ accepted: [String]) -> ToolGeneration? {
        fallback.refuse(fallback.current, accepted: accepted) ? fallback.current : nil
    }

    @Test(
        "a refusal of the tools is told from other bad requests, with what it accepts",
        arguments: [
            (
                "tools.0: Input tag 'browser_toolset_20260801' found using 'type' does not match any of the expected tags: "
                    + "'bash_20250124', 'computer_20251124', 'custom'", ["computer_20251124"]
            ),
            (
                "'claude-opus-5-5' does not support tool types: computer_20251124. Did you mean one of "
                    + "computer_toolset_20260801, browser_toolset_20260801?",
                ["computer_20251124", "computer_toolset_20260801"]
            ),
            ("Tool 'computer' is not supported with gpt-5.3.", []),
            ("registry.ollama.ai/library/llama3.2-vision:11b does not support tools", []),
            ("No endpoints found that support tool use.", []),
            ("messages.1: all messages must have non-empty content", nil),
            ("max_tokens: 99999999 > 128000", nil),
        ] as [(String, [String]?)])
    func refusals(message: String, accepted: [String]?) {
        #expect(ToolFallback.accepted(in: message, offered: .browserToolset) == accepted)
    }

    @Test("each refusal leads to the best tool that is left, until none is")
    func order() {
        var fallback = ToolFallback(
            .browserToolset, known: [.browserToolset, .computerToolset, .computer20251124],
            wire: .anthropicMessages)
        #expect(next(&fallback, ["computer_20251124"]) == .computer20251124)
        #expect(next(&fallback, []) == .computerToolset)
        #expect(next(&fallback, ["computer_20250124"]) == .computer20250124)
        #expect(next(&fallback, []) == .functions)
        #expect(next(&fallback, []) == nil)
    }

    @Test("a model without tools is spoken to in words at last")
    func words() {
        var fallback = ToolFallback(.functions, known: [.functions], wire: .chatCompletions)
        #expect(next(&fallback, []) == .written)
        #expect(next(&fallback, []) == nil)
    }

    @Test("a tool we have no words for is not taken up")
    func unknownTool() {
        var fallback = ToolFallback(.computerToolset, known: [.computerToolset], wire: .anthropicMessages)
        #expect(next(&fallback, ["computer_20300101"]) == .functions)
    }

    @Test("the wire tells the refusal as such")
    func wire() throws {
        let wire = AnthropicWire(facts: try ModelTable.bundled.facts(for: "claude-sonnet-5-5"))
        let body =
            #"{"type":"error","error":{"type":"invalid_request_error","message":"tools.0: Input tag "#
            + #"'browser_toolset_20260801' found using 'type' does not match any of the expected tags: 'computer_20251124'"}}"#
        let error = wire.failure(
            status: 400, headers: HTTPHeaders([("request-id", "req_7")]), body: Array(body.utf8))
        #expect(error.code == .unsupportedTool(accepted: ["computer_20251124"]) && error.requestID == "req_7")
    }
}
