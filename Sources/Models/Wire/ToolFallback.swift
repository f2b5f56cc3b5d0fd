/// Decides what to offer when a model does not accept the tools it was offered.
package struct ToolFallback: Sendable, Hashable {
    /// What the model is offered now.
    package private(set) var current: ToolGeneration
    private let known: [ToolGeneration]
    private var refused: Set<ToolGeneration> = []

    /// - Parameter known: What the table says that the model knows, the best first.
    package init(_ current: ToolGeneration, known: [ToolGeneration], wire: Provider.Wire) {
        self.current = current
        // Functions of our own are understood by every model with tools, and words by every model.
        let last: [ToolGeneration] = wire == .chatCompletions ? [.functions, .written] : [.functions]
        self.known = known + last.filter { !known.contains($0) }
    }

    /// Takes the refusal in; false when there is nothing left to offer.
    ///
    /// - Parameters:
    ///   - offered: What was refused; another flow may have learned of it before.
    ///   - accepted: What the answer says is accepted instead, if it says so.
    package mutating func refuse(_ offered: ToolGeneration, accepted: [String]) -> Bool {
        guard refused.insert(offered).inserted, offered == current else { return !refused.contains(current) }
        let named = accepted.map(ToolGeneration.init).filter { !refused.contains($0) && Self.speaks($0) }
        let next =
            known.first { named.contains($0) } ?? named.first ?? known.first { !refused.contains($0) }
        guard let next else { return false }
        current = next
        return true
    }

    /// Whether requests can be built with it.
    private static func speaks(_ tool: ToolGeneration) -> Bool {
        [.browserToolset, .computerToolset, .computer20251124, .computer20250124, .openAIComputer].contains(
            tool)
    }

    /// The tools that a refusal names, and whether it is one at all.
    ///
    /// - Parameter offered: What the request had.
    package static func accepted(in message: String, offered: ToolGeneration) -> [String]? {
        let text = message.lowercased()
        let isAboutTools =
            text.contains("does not match any of the expected tags") && text.contains("tools.")
            || text.contains("does not support tool") || text.contains("not support function calling")
            || text.contains("function calling not support") || text.contains("unsupported tool")
            || (text.contains("is not supported with") && text.contains("tool"))
            || (text.contains(offered.rawValue) && text.contains("not supported"))
            || text.contains("no endpoints found that support tool use")
        guard isAboutTools else { return nil }
        // The words between quotes or commas that look like a type of tool.
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        let found = words.filter { word in
            word != offered.rawValue
                && ["computer_2", "computer_toolset_", "browser_toolset_"].contains { word.hasPrefix($0) }
        }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
