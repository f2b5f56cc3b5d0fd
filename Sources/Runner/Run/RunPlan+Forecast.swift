import Agent
import Flows

extension RunPlan {
    /// What models will probably be asked; nil when none is needed.
    func forecast(_ memory: MemoryFolder) -> ModelForecast? {
        guard let models else { return nil }
        var needs = ModelNeeds()
        for job in jobs {
            let flow =
                switch job {
                case .setup(let flow): flow
                case .flow(let index): flows[index]
                }
            let policy = RecallPolicy(mode: settings.agent, heal: settings.heal)
            let recall = FlowRecall(flow, policy, known: memory.read(flow.slug).memory)
            for step in flow.steps {
                needs = needs + recall.step(step).needs(step, canAct: models.act != nil)
                if step.name == settings.lastStep { break }
            }
        }
        return ModelForecast(needs, models)
    }
}
