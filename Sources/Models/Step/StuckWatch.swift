/// Notices that a model goes round in circles.
package struct StuckWatch: Sendable, Hashable {
    package enum Finding: Sendable, Hashable {
        case moving
        /// To be told that this leads nowhere.
        case nudge(String)
        case stuck(String)
    }

    private struct Deed: Hashable {
        let action: ModelAction
        /// What the page looked like when it was done.
        let page: Int
    }

    package struct Limits: Sendable, Hashable {
        /// The same thing on the same page.
        package var repeats = 3
        /// Deeds that go back and forth between two.
        package var alternating = 6
        /// Changing deeds that changed nothing.
        package var withoutEffect = 4
        package var errors = 3
        /// Empty or unreadable replies.
        package var unusable = 3

        package init() {}
    }

    private let limits: Limits
    private var deeds: [Deed] = []
    private var withoutEffect = 0
    private var errors = 0
    private var unusable = 0

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    /// A reply that nothing could be done with.
    package mutating func gotNothing() -> Finding {
        unusable += 1
        return unusable >= limits.unusable
            ? .stuck("\(unusable) replies in a row could not be used")
            : .nudge("Your reply had nothing in it to carry out. Act, or call report_step.")
    }

    /// An action that could not be carried out.
    package mutating func failed() -> Finding {
        unusable = 0
        errors += 1
        return errors >= limits.errors ? .stuck("\(errors) actions in a row failed") : .moving
    }

    /// An action that was carried out.
    ///
    /// - Parameters:
    ///   - before: A fingerprint of the page before it.
    ///   - after: One of the page at rest after it.
    package mutating func did(_ action: ModelAction, before: Int, after: Int) -> Finding {
        unusable = 0
        errors = 0
        guard action.isMutating else { return repeated(Deed(action: action, page: before)) }
        withoutEffect = before == after ? withoutEffect + 1 : 0
        if withoutEffect >= limits.withoutEffect {
            return .stuck("\(withoutEffect) actions in a row changed nothing on the page")
        }
        return repeated(Deed(action: action, page: before))
    }

    private mutating func repeated(_ deed: Deed) -> Finding {
        deeds.append(deed)
        let same = deeds.reversed().prefix { $0 == deed }.count
        if same >= limits.repeats { return .stuck("the same was done \(same) times on an unchanged page") }
        if same == limits.repeats - 1 {
            return .nudge(
                "This was done before and changed nothing. Try something else, or call report_step.")
        }
        let recent = deeds.suffix(limits.alternating).map(\.action)
        if recent.count == limits.alternating, Set(recent).count == 2,
            zip(recent, recent.dropFirst()).allSatisfy({ $0 != $1 })
        {
            return .stuck("two actions took turns \(recent.count) times")
        }
        return .moving
    }
}
