import HTTP
import ModelServer
import Models

extension Provider.Wire {
    static let all: [Provider.Wire] = [.anthropicMessages, .openAIResponses, .chatCompletions]

    /// A model that is spoken to like this.
    var sampleModel: String {
        switch self {
        case .anthropicMessages: "claude-sonnet-5-5"
        case .openAIResponses: "gpt-6-sol"
        case .chatCompletions: "ollama/qwen3-vl"
        }
    }

    func sampleFacts() throws -> ModelFacts { try ModelTable.bundled.facts(for: sampleModel) }

    /// Clicks as this wire has them, among thoughts and words where it has those.
    func sampleReply(id: String = "1") -> ScriptedReply {
        let usage = Usage(input: 1200, cacheWrite: 300, cacheRead: 5000, output: 77)
        return switch self {
        case .anthropicMessages:
            ScriptedReply(
                [
                    .thought("The button is “round”, I see — 丸い.", seal: "c2VhbA=="),
                    .text("I press it: ⏺ «OK»"),
                    .call(
                        "left_click", ["target": ["type": "coordinate", "x": 640, "y": 360]], family: .browser
                    ),
                    .call("screenshot", [:], family: .browser),
                ], usage: usage, id: id)
        case .openAIResponses:
            ScriptedReply(
                [
                    .thought("Round — 丸い.", seal: "c2VhbA=="), .text("I press it: ⏺"),
                    .call("computer", ["type": "click", "button": "left", "x": 640, "y": 360]),
                    .call("computer", ["type": "type", "text": "é\n"]),
                    .call("report_step", ["outcome": "done", "observed": "⏺", "evidence_text": ["OK"]]),
                ], usage: usage, id: id)
        case .chatCompletions:
            ScriptedReply(
                [
                    .text("I press it: ⏺ 丸い"), .call("left_click", ["coordinate": [500, 500]]),
                    .call("type", ["text": "é\n\"x\""]),
                ], usage: usage, id: id)
        }
    }
}

extension StreamReader {
    mutating func takeAll(_ events: [ServerSentEvent]) throws(ModelError) {
        for event in events { try take(event) }
    }
}

/// Reads a stream in pieces that end where `cuts` says.
func readStream(_ wire: any ModelWire, _ bytes: [UInt8], pieces length: Int) throws(ModelError) -> ModelReply
{
    var parser = EventStreamParser()
    var reader = wire.streamReader()
    for start in stride(from: 0, to: bytes.count, by: length) {
        try reader.takeAll(parser.take(bytes[start..<min(start + length, bytes.count)]))
    }
    return try reader.finish()
}
