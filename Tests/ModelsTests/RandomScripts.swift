import ModelServer
import Models

extension ScriptedReply {
    /// Any reply that a model could give on `wire`.
    static func random(_ wire: Models.Provider.Wire, _ number: Int) -> ScriptedReply {
        var random = SeededNumbers(seed: UInt64(number) &* 7919)
        func text() -> String {
            let words = [
                "Ω", "click", "\"quoted\"", "back\\slash", "line\nbreak", "😀", "\u{2028}", "data: x", "{",
                "é", "",
            ]
            return (0..<Int.random(in: 0...8, using: &random))
                .map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        }
        var pieces: [Piece] = []
        if wire != .chatCompletions, Bool.random(using: &random) {
            pieces.append(.thought(text(), seal: "c2VhbA=="))
        }
        if Bool.random(using: &random) { pieces.append(.text("I see: " + text())) }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let x = JSON.integer(.random(in: 0...1279, using: &random))
            switch wire {
            case .anthropicMessages:
                let point: JSON = ["type": "coordinate", "x": x, "y": 5]
                pieces.append(
                    [
                        Piece.call("left_click", ["target": point], family: .browser),
                        .call("type", ["text": .string(text())], family: .browser),
                        .call("screenshot", [:], family: .browser),
                        .call(
                            "report_step",
                            ["outcome": "done", "observed": .string(text()), "evidence_text": []]),
                    ].randomElement(using: &random) ?? .text("?"))
            case .openAIResponses:
                pieces.append(
                    [
                        Piece.call("computer", ["type": "click", "button": "left", "x": x, "y": 5]),
                        .call("computer", ["type": "type", "text": .string(text())]),
                        .call(
                            "report_step",
                            ["outcome": "done", "observed": .string(text()), "evidence_text": []]),
                    ].randomElement(using: &random) ?? .text("?"))
            case .chatCompletions:
                pieces.append(
                    [
                        Piece.call("left_click", ["coordinate": [x, 5]]),
                        .call("type", ["text": .string(text())]),
                        .call("screenshot", [:]),
                    ].randomElement(using: &random) ?? .text("?"))
            }
        }
        if pieces.isEmpty { pieces = [.text("Nothing to do.")] }
        let usage = Usage(
            input: .random(in: 0...5000, using: &random), cacheWrite: .random(in: 0...900, using: &random),
            cacheRead: .random(in: 0...9000, using: &random), output: .random(in: 1...900, using: &random))
        return ScriptedReply(pieces, usage: usage, id: "\(number)")
    }
}
