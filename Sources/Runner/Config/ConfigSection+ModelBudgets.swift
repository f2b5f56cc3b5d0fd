import Models

extension ConfigSection {
    /// The `limits` of the `model` section.
    var modelBudgets: PerceoConfig.ModelBudgets {
        var budgets = PerceoConfig.ModelBudgets()
        guard let limits = section("limits", known: ["step", "flow", "run"]) else { return budgets }
        if let step = limits.section("step", known: ["turns", "actions", "tokens", "usd", "seconds"]) {
            budgets.step.turns = step.count("turns") ?? budgets.step.turns
            budgets.step.mutations = step.count("actions") ?? budgets.step.mutations
            budgets.step.inputTokens = step.count("tokens") ?? budgets.step.inputTokens
            budgets.step.money = step.money ?? budgets.step.money
            budgets.step.time = step.seconds ?? budgets.step.time
        }
        if let flow = limits.section("flow", known: ["turns", "tokens", "usd", "seconds"]) {
            budgets.flow = flow.modelLimits(budgets.flow)
            budgets.flowMoney = flow.money ?? budgets.flowMoney
        }
        if let run = limits.section("run", known: ["turns", "tokens", "seconds"]) {
            budgets.run = run.modelLimits(budgets.run)
        }
        return budgets
    }

    private func modelLimits(_ usual: ModelLimits) -> ModelLimits {
        ModelLimits(
            turns: count("turns") ?? usual.turns, tokens: count("tokens") ?? usual.tokens,
            time: seconds ?? usual.time)
    }

    private func count(_ key: String) -> Int? { integer(key, in: 1...1_000_000_000) }

    private var seconds: Duration? { integer("seconds", in: 1...86_400).map { .seconds($0) } }

    private var money: Money? { number("usd", in: 0...100_000).map(Money.init(dollars:)) }
}
