import Testing

@testable import Runner

@Suite struct PoolPlanTests {
    /// A plan with one browser that serves.
    private static func serving(_ limits: PoolPlan.Limits = .init(), flows: Int = 1) -> Planning {
        let plan = Planning(limits)
        for _ in 0..<flows { _ = plan.place() }
        _ = plan.started(1)
        return plan
    }

    @Test func `all flows share one browser unless told otherwise`() {
        let plan = Planning()
        #expect(plan.place() == .start(1))
        #expect(plan.place() == .seat(1))
        #expect(plan.started(1).isEmpty)
        for _ in 0..<20 { #expect(plan.place() == .seat(1)) }
    }

    @Test func `a browser takes no more flows than it may`() {
        var limits = PoolPlan.Limits()
        limits.flows = 2
        let plan = Self.serving(limits, flows: 2)
        #expect(plan.place() == .start(2))
        #expect(!plan.enter(1))
        #expect(plan.left(1).isEmpty)
        #expect(plan.enter(1))
    }

    @Test(
        arguments: [
            (contexts: 4, megabytes: 10, follows: false), (contexts: 5, megabytes: 10, follows: true),
            // Too fresh to be followed for its size alone.
            (contexts: 1, megabytes: 900, follows: false), (contexts: 2, megabytes: 900, follows: true),
        ])
    func `a browser that has served enough is followed by another`(
        contexts: Int, megabytes: UInt64, follows: Bool
    ) {
        let plan = Self.serving(.init(contexts: 5, bytes: 500 << 20, fewestContexts: 2))
        for _ in 0..<contexts { plan.madeContext(in: 1) }
        plan.weighed(1, megabytes << 20)
        #expect((plan.successor() != nil) == follows)
        // Only one follows.
        #expect(plan.successor() == nil)
    }

    @Test func `no flow waits for the next browser, and the old one ends with its last flow`() {
        let plan = Self.serving(.init(contexts: 1), flows: 2)
        plan.madeContext(in: 1)
        #expect(plan.successor() == 2)
        #expect(plan.place() == .seat(1))
        #expect(plan.started(2).isEmpty)
        #expect(plan.plan.recycled == 1)
        #expect(plan.place() == .seat(2))
        #expect(!plan.enter(1))
        #expect(plan.left(1).isEmpty)
        #expect(plan.left(1).isEmpty)
        #expect(plan.left(1) == [1])
        #expect(plan.plan.seats.map(\.id) == [2])
    }

    @Test func `an idle browser ends at once when it is followed`() {
        let plan = Self.serving(.init(contexts: 1))
        plan.madeContext(in: 1)
        _ = plan.left(1)
        #expect(plan.successor() == 2)
        #expect(plan.started(2) == [1])
    }

    @Test func `a successor that can't be started leaves the old browser in service`() {
        let plan = Self.serving(.init(contexts: 1))
        plan.madeContext(in: 1)
        #expect(plan.successor() == 2)
        plan.lost(2)
        #expect(plan.place() == .seat(1))
        #expect(plan.successor() == nil)
        plan.madeContext(in: 1)
        #expect(plan.successor() == 3)
    }

    @Test func `flows go to a new browser after one has died, also when it was being replaced`() {
        let plan = Self.serving(.init(contexts: 1))
        plan.madeContext(in: 1)
        #expect(plan.successor() == 2)
        plan.lost(1)
        // The one that is on its way is waited for.
        #expect(plan.place() == .seat(2))
        #expect(plan.started(2).isEmpty)
        #expect(plan.plan.recycled == 0)
        // The end of a flow in the dead one changes nothing.
        #expect(plan.left(1).isEmpty)
        plan.lost(2)
        #expect(plan.place() == .start(3))
    }
}

/// A plan behind a reference: expectations take no value that changes when it is asked.
private final class Planning {
    var plan: PoolPlan

    init(_ limits: PoolPlan.Limits = .init()) { plan = PoolPlan(limits: limits) }

    func place() -> PoolPlan.Placement { plan.place() }
    func enter(_ id: Int) -> Bool { plan.enter(id) }
    func started(_ id: Int) -> [Int] { plan.started(id) }
    func left(_ id: Int) -> [Int] { plan.left(id) }
    func lost(_ id: Int) { plan.lost(id) }
    func successor() -> Int? { plan.successor() }
    func madeContext(in id: Int) { plan.madeContext(in: id) }
    func weighed(_ id: Int, _ bytes: UInt64) { plan.weighed(id, bytes) }
}

@Suite struct AdmissionPlanTests {
    private static let plan = AdmissionPlan(bytesPerFlow: 100, reserve: 50)

    @Test(
        arguments: [
            // One flow always runs, however little there is.
            (running: 0, young: 0, available: 0 as UInt64?, admits: true),
            (running: 1, young: 0, available: 149, admits: false),
            (running: 1, young: 0, available: 150, admits: true),
            // Those that have just begun have not taken theirs yet.
            (running: 3, young: 2, available: 349, admits: false),
            (running: 3, young: 2, available: 350, admits: true),
            (running: 9, young: 9, available: nil, admits: true),
        ])
    func `a flow is admitted when there is memory for it`(
        running: Int, young: Int, available: UInt64?, admits: Bool
    ) {
        let decision = Self.plan.decide(running: running, young: young, available: available)
        #expect((decision == .admit) == admits)
        guard case .hold(let cause) = decision else { return }
        #expect(cause.hasPrefix("free memory"))
    }
}

@Suite struct SparePlanTests {
    private static func plan(_ kinds: [String], width: Int) -> SparePlan<String> {
        var plan = SparePlan<String>()
        plan.expect(kinds, width: width)
        return plan
    }

    @Test(
        arguments: [
            (upcoming: ["a", "a", "a"], width: 2, ready: [String](), missing: ["a", "a"]),
            (upcoming: ["a", "b", "a"], width: 2, ready: ["a"], missing: ["b"]),
            (upcoming: ["a", "b", "a"], width: 3, ready: ["a", "a", "b"], missing: []),
            (upcoming: ["b"], width: 4, ready: ["a"], missing: ["b"]),
            (upcoming: [], width: 4, ready: [], missing: []),
        ])
    func `pages are made for the next flows in line, one per worker`(
        upcoming: [String], width: Int, ready: [String], missing: [String]
    ) {
        #expect(Self.plan(upcoming, width: width).missing(ready: ready) == missing)
    }

    @Test func `a kind is wanted until its last flow has come`() {
        var plan = Self.plan(["a", "b", "a"], width: 1)
        plan.took("a")
        #expect(plan.wants("a"))
        plan.took("a")
        #expect(!plan.wants("a"))
        // A second attempt was not foreseen and takes nobody's page away from the plan.
        plan.took("a")
        #expect(plan.upcoming == ["b"])
    }
}
