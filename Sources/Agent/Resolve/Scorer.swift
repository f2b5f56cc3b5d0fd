import Foundation

/// How well one element answers to one reading, in the four parts of the score.
struct Score: Sendable {
    enum Tier: Int, Comparable {
        case partial, hidden, synonym, exact

        static func < (one: Tier, other: Tier) -> Bool { one.rawValue < other.rawValue }
    }

    var name: Double
    var role: Double
    var context: Double
    var state: Double
    var bonus = 0.0
    /// Exact visible names beat names only the source shows, whatever the margin.
    var tier: Tier
    /// Nil when the target names no words.
    var source: NameSource?
    var via: String
    var demotion = 1.0

    var total: Double {
        min(1, 0.62 * name + 0.18 * role + 0.12 * context + 0.08 * state + bonus) * demotion
    }

    var why: String {
        var parts = [
            "name \(via)", "role \(Self.digits(role))", "place \(Self.digits(context))",
            "state \(Self.digits(state))",
        ]
        if demotion < 1 { parts.append("behind an open dialog") }
        return parts.joined(separator: " · ")
    }

    static func digits(_ number: Double) -> String { String(format: "%.2f", number) }
}

/// Scores elements against readings of a target; knows nothing of margins and ties.
struct Scorer: Sendable {
    let index: PageIndex
    let intent: Intent

    /// Nil when the element is out of the question.
    func score(_ at: Int, for reading: TargetReading, _ words: NormalText) -> Score? {
        let element = index.elements[at]
        guard let role = role(element, reading.noun), let state = state(element) else { return nil }
        guard var score = named(at, reading, words, role: role) else { return nil }
        score.role = role
        score.state = state
        if index.hasModal, !intent.isLooking, !element.states.contains(.inModal) { score.demotion = 0.5 }
        return score
    }

    private func role(_ element: PageElement, _ noun: RoleNoun?) -> Double? {
        let able = intent.fit(element)
        guard able > 0 else { return nil }
        guard let noun else { return able }
        let meant = noun.fit(element)
        guard meant > 0 else { return nil }
        return meant
    }

    private func state(_ element: PageElement) -> Double? {
        if !element.isVisible {
            // Hidden file, check and radio inputs are worked without being seen.
            let works = (intent == .upload && element.role == "file") || intent == .check
            return works && ["file", "checkbox", "radio", "switch"].contains(element.role) ? 0.9 : nil
        }
        if intent.isLooking { return 1 }
        if !element.states.contains(.enabled) || element.states.contains(.inert) { return 0.2 }
        if element.states.contains(.transparent) { return 0.5 }
        return element.states.contains(.offscreen) ? 0.6 : 1
    }

    private func named(_ at: Int, _ reading: TargetReading, _ words: NormalText, role: Double) -> Score? {
        if words.isEmpty {
            // Without a name only the thing itself will do: "the dialog" is not just any block.
            guard role == 1 else { return nil }
            return Score(name: 1, role: role, context: 0.5, state: 1, tier: .exact, via: "not asked for")
        }
        var best: Score?
        let names = index.names[at]
        let isMute = !names.contains { $0.source.isRead }
        for name in names {
            // Whether a text is shown is a question of that text, not of ids or of words that mean the same.
            let isShown = intent == .assertVisible && reading.noun == nil
            if isShown, !name.source.isRead { continue }
            guard let match = TextMatch(of: words, in: name.text, isVerbatim: isShown) else { continue }
            if reading.isQuoted, match.grade < 0.97 { continue }
            let weight = name.source.weight(isMute: isMute, noun: reading.noun)
            let value = weight * match.grade
            guard value > best?.name ?? 0 else { continue }
            let tier: Score.Tier =
                match.grade < 0.88
                ? .partial : weight < 0.9 ? .hidden : match.grade < 0.95 ? .synonym : .exact
            best = Score(
                name: value, role: role, context: 0.5, state: 1, tier: tier, source: name.source,
                via: "\(match.kind.rawValue) \(Score.digits(value)) via \(name.source)")
        }
        return best
    }
}

extension NameSource {
    /// Something a person can read on or beside the element.
    fileprivate var isRead: Bool {
        switch self {
        case .aria, .label, .value, .text, .title, .caption, .beside, .placeholder, .alt, .inner: true
        case .testID, .identifier, .inputType, .icon, .href: false
        }
    }

    /// An element that says nothing in words is known by its picture, so those sources count for more there.
    fileprivate func weight(isMute: Bool, noun: RoleNoun?) -> Double {
        switch self {
        case .aria, .label, .value, .text, .caption: 1
        case .beside, .inner: 0.93
        case .placeholder: 0.92
        case .title, .alt: 0.90
        case .inputType: 0.85
        case .testID, .identifier: 0.80
        case .icon: noun == .icon ? 0.86 : isMute ? 0.80 : 0.65
        case .href: noun == .icon && isMute ? 0.80 : 0.55
        }
    }
}
