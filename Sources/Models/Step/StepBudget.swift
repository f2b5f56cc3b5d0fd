/// What one step may use of a model, and what it has used.
package struct StepBudget: Sendable, Hashable {
    package struct Limits: Sendable, Hashable {
        package var turns: Int
        /// Clicks, typing and whatever else can change the page.
        package var mutations: Int
        /// What is read from a cache counts each time it is read.
        package var inputTokens: Int
        package var money: Money
        package var time: Duration

        package init(
            turns: Int = 12, mutations: Int = 20, inputTokens: Int = 200_000,
            money: Money = Money(dollars: 0.15),
            time: Duration = .seconds(90)
        ) {
            self.turns = turns
            self.mutations = mutations
            self.inputTokens = inputTokens
            self.money = money
            self.time = time
        }
    }

    /// Of which there is none left.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case turns, mutations, inputTokens, money, time
    }

    package enum State: Sendable, Hashable {
        case plenty
        /// Three quarters are used up; to be told once.
        case scarce(Kind)
        /// One more turn, in which the step can only be reported.
        case lastTurn(Kind)
        case spent(Kind)
    }

    package let limits: Limits
    package private(set) var turns = 0
    package private(set) var mutations = 0
    package private(set) var inputTokens = 0
    package private(set) var money = Money.zero
    private var wasWarned = false

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    /// Books a turn of the model.
    package mutating func took(turn usage: Usage, cost: Money, mutations more: Int) {
        turns += 1
        mutations += more
        inputTokens += usage.wholeInput
        money += cost
    }

    /// What may be done next.
    ///
    /// - Parameter elapsed: Since the step's first question.
    package mutating func state(elapsed: Duration) -> State {
        let used = Kind.allCases.map { (kind: $0, part: part(of: $0, elapsed)) }
        guard let fullest = used.max(by: { $0.part < $1.part }) else { return .plenty }
        if fullest.part >= 1 { return .spent(fullest.kind) }
        if turns == limits.turns - 1 { return .lastTurn(.turns) }
        guard fullest.part >= 0.75, !wasWarned else { return .plenty }
        wasWarned = true
        return .scarce(fullest.kind)
    }

    private func part(of kind: Kind, _ elapsed: Duration) -> Double {
        switch kind {
        case .turns: Double(turns) / Double(limits.turns)
        case .mutations: Double(mutations) / Double(limits.mutations)
        case .inputTokens: Double(inputTokens) / Double(limits.inputTokens)
        case .money: money.dollars / limits.money.dollars
        case .time: elapsed / limits.time
        }
    }
}
