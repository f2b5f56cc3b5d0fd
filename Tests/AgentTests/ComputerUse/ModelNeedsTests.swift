import Flows
import Testing

@testable import Agent

@Suite struct ModelNeedsTests {
    private static let statement = "name: The order is confirmed"
    private static let sentence = "name: Order a mug"

    private func needs(
        _ lines: String, _ mode: AgentMode = .auto, canAct: Bool = true, isKnown: Bool = false
    ) throws -> ModelNeeds {
        let parts = lines.split(separator: "\n", maxSplits: 1).map(String.init)
        let name = parts[0].replacing("name: ", with: "")
        let step =
            parts.count > 1 ? try step(parts[1], named: name) : Step(name: name)
        let deed = RememberedAction(does: "sentence", deeds: [RememberedDeed(does: .press)])
        let known = isKnown ? RememberedStep(key: "k", step: name, actions: [deed]) : nil
        return StepRecall(RecallPolicy(mode: mode), known: known).needs(step, canAct: canAct)
    }

    @Test("a sentence is carried out and judged, and only judged when it says how things are")
    func sentences() throws {
        #expect(try needs(Self.sentence) == ModelNeeds(deeds: 1, judgements: 1))
        #expect(try needs(Self.statement) == ModelNeeds(judgements: 1))
        #expect(try needs(Self.sentence + "\nexpected_state: {text: Thanks}") == ModelNeeds(deeds: 1))
        #expect(
            try needs(Self.sentence + "\nexpected_state: {says: It was ordered}")
                == ModelNeeds(deeds: 1, judgements: 1))
        #expect(try needs(Self.sentence, canAct: false) == ModelNeeds(judgements: 1))
    }

    @Test("what memory knows is not carried out by a model, but judged all the same")
    func known() throws {
        #expect(try needs(Self.sentence, isKnown: true) == ModelNeeds(judgements: 1))
        #expect(
            try needs(Self.sentence + "\nexpected_state: {text: Thanks}", isKnown: true) == ModelNeeds())
        #expect(try needs(Self.sentence, .computerUse, isKnown: true) == ModelNeeds(deeds: 1, judgements: 1))
    }

    @Test("actions need none, unless a model is to do them all")
    func actions() throws {
        let lines = "name: Pay\nactions: [{type: click, target: Pay}, {type: reload}]"
        #expect(try needs(lines) == ModelNeeds())
        #expect(try needs(lines, .computerUse) == ModelNeeds(deeds: 1))
    }
}
