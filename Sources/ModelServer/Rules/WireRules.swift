import Foundation
package import Models

/// What every request must keep to, whoever sends it; most of it providers would answer with an error.
package struct WireRules: Sendable {
    /// Texts that must never be in a body, beside the key.
    package var forbidden: [String] = []
    private let table: ModelTable
    /// What the conversations so far can be continued from, by its hash.
    private var known: Set<Int> = []

    package init(table: ModelTable = .bundled) { self.table = table }

    /// What is wrong with a request, in words; empty when nothing is.
    package func violations(_ asked: AskedRequest) -> [String] {
        var found = common(asked) + images(asked)
        switch asked.wire {
        case .anthropicMessages: found += AnthropicRules.violations(asked)
        case .openAIResponses: found += OpenAIRules.responses(asked)
        case .chatCompletions: found += OpenAIRules.chat(asked)
        }
        if let edited = edits(asked) { found.append(edited) }
        return found
    }

    /// Remembers that a request was answered with these messages of the model.
    package mutating func answered(_ asked: AskedRequest, with reply: [JSON]) {
        known.insert(Self.hash(asked.preamble, asked.messages + reply))
    }

    private static let sampling = [
        "temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty", "logit_bias", "n",
        "best_of", "min_p",
    ]

    private func common(_ asked: AskedRequest) -> [String] {
        var found = Self.sampling.filter { asked.body[$0] != nil }.map { "sampling parameter \($0)" }
        if asked.model.isEmpty { found.append("no model") }
        if asked.headers["content-type"]?.hasPrefix("application/json") != true {
            found.append("not sent as JSON")
        }
        let text = String(decoding: asked.bytes, as: UTF8.self)
        for secret in forbidden + [asked.key].compactMap({ $0 })
        where secret.count > 3 && text.contains(secret) {
            found.append("a key or a secret in the body")
        }
        return found
    }

    private func images(_ asked: AskedRequest) -> [String] {
        let provider =
            [
                .anthropicMessages: "anthropic", .openAIResponses: "openai", .chatCompletions: "proxy",
            ][asked.wire] ?? ""
        guard let limits = try? table.facts(for: "\(provider)/\(asked.model)").images else { return [] }
        let images = asked.images
        return images.compactMap { image in
            guard let bytes = Data(base64Encoded: image.base64), let header = ImageHeader.read(Array(bytes))
            else {
                return "a picture that can't be read"
            }
            if header.kind.rawValue != image.kind { return "a \(header.kind) that says it is \(image.kind)" }
            if !limits.accepts(header.size) { return "a picture of \(header.size), over the limit" }
            if images.count > 20, header.size.longestEdge > limits.longestEdgeAmongMany ?? .max {
                return "a picture of \(header.size) among more than twenty"
            }
            return nil
        }
    }

    /// A conversation that goes on must begin with one that was answered, word for word.
    private func edits(_ asked: AskedRequest) -> String? {
        let messages = asked.messages
        guard let last = messages.lastIndex(where: asked.isReply) else { return nil }
        let begun = Self.hash(asked.preamble, Array(messages[...last]))
        return known.contains(begun) ? nil : "an earlier turn, the tools or the system text were edited"
    }

    private static func hash(_ preamble: JSON, _ messages: [JSON]) -> Int {
        var hasher = Hasher()
        hasher.combine(preamble)
        hasher.combine(messages)
        return hasher.finalize()
    }
}
