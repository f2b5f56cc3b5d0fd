import Agent
import Flows
import Testing

@testable import Runner

@Suite("What is done with what a flow has shown")
struct LessonTests {
    private static let flow = Flow(name: "Pay", steps: [Step(name: "Pay")])
    private static let step = RememberedStep(
        key: "k", step: "Pay",
        actions: [
            RememberedAction(does: "click", targets: ["Pay": Locator([.role: "button", .name: "Pay"])])
        ])
    private static let memory = FlowMemory(flow: "Pay", steps: [step])
    private static let older = FlowMemory(flow: "Pay", steps: [])
    private static let heal = Heal(
        words: "Pay", was: "button \"Buy\"", isNow: "button \"Pay\"", differences: [])

    private static func lesson(
        _ status: RunStatus = .passed, marks: [RunMark] = [], isWhole: Bool = true, heals: [Heal] = [],
        heal: HealPolicy = .propose, known: FlowMemory? = nil, isForeign: Bool = false
    ) -> Lesson {
        let record = AttemptRecord(number: 1, status: status, durationMs: 1)
        var outcome = AttemptOutcome(record: record)
        outcome.remembered = [step]
        outcome.heals = heals
        return Lesson(
            flow, outcome, marks: marks, isWhole: isWhole, heal: heal,
            known: MemoryFolder.Content(memory: known, isForeign: isForeign))
    }

    @Test("a flow that passed whole is remembered")
    func passed() {
        #expect(Self.lesson() == .remember(Self.memory))
        #expect(Self.lesson(known: Self.older) == .remember(Self.memory))
    }

    @Test("a flow that did not prove everything in one go teaches nothing")
    func nothing() {
        #expect(Self.lesson(.failed) == .nothing)
        #expect(Self.lesson(.error) == .nothing)
        #expect(Self.lesson(marks: [.flaky]) == .nothing)
        #expect(Self.lesson(isWhole: false) == .nothing)
    }

    @Test("what is known already is not written again")
    func known() {
        #expect(Self.lesson(known: Self.memory) == .nothing)
    }

    @Test("what another version wrote is left alone")
    func foreign() {
        #expect(Self.lesson(isForeign: true) == .nothing)
    }

    @Test(
        "what was healed is proposed, unless it is to be applied",
        arguments: [
            (HealPolicy.propose, Lesson.propose(memory)), (.apply, .remember(memory)),
        ])
    func healed(policy: HealPolicy, lesson: Lesson) {
        #expect(Self.lesson(marks: [.healed], heals: [Self.heal], heal: policy, known: Self.older) == lesson)
    }

    @Test("a flow without elements leaves no file")
    func empty() {
        let outcome = AttemptOutcome(record: AttemptRecord(number: 1, status: .passed, durationMs: 1))
        let lesson = Lesson(
            Self.flow, outcome, marks: [], isWhole: true, heal: .propose, known: MemoryFolder.Content())
        #expect(lesson == .nothing)
    }
}
