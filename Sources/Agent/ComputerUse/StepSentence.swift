import Flows
import Models

/// What a step's sentence is for: to be done, or to be found true.
struct StepSentence: Sendable, Equatable {
    let text: String

    init(_ text: String) { self.text = text }

    /// Whether it says how things are, so that nothing may be done to make it so.
    var isStatement: Bool {
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
        guard let first = words.first else { return true }
        if Self.openings.contains(first) { return true }
        return Self.checks.contains(first) && !Self.deeds.contains(words.dropFirst().first ?? "")
    }

    private static let openings: Set = [
        "the", "a", "an", "it", "there", "this", "that", "these", "those", "no", "nothing", "all", "every",
        "its", "my", "their", "i", "they", "we", "he", "she", "is", "are",
        "see", "read", "notice", "observe",
    ]
    private static let checks: Set = [
        "verify", "assert", "expect", "check", "ensure", "confirm", "make", "should",
    ]
    /// What follows a word for checking that means a deed here: check the box, make a copy, confirm the order.
    private static let deeds: Set = [
        "the", "a", "an", "out", "in", "off", "my", "your", "all", "both", "every", "it", "this", "box",
        "boxes",
    ]

    /// What a model may use to do it: addresses only where the sentence speaks of one.
    var gate: GateProfile {
        let words = text.lowercased()
        let hasAddress = words.contains("http://") || words.contains("https://") || words.contains(" /")
        let goes = ["navigate to", "go to /", "open /", "visit ", "go to the address", "open the address"]
        return hasAddress || goes.contains { words.contains($0) } ? .navigate : .act
    }
}
