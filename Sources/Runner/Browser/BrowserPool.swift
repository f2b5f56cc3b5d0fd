import Agent
import CDP
import Logging
import WebSocket

/// Lends every attempt at a flow a page in a context of its own, made in advance where possible.
///
/// One browser serves all flows unless told otherwise; one that has died, hangs or has served enough is followed by
/// another. What is to be done when is decided in `PoolPlan`, `SparePlan` and `AdmissionPlan`.
actor BrowserPool {
    /// Work that no flow waits for.
    enum Order: Sendable {
        case topUp
        case make(Making)
        case start(PoolPlan.ID)
        /// A flow is over.
        case end(PageLease)
        /// A page that was made in advance is not wanted.
        case drop(PageLease)
        case retire(Browser)
        case bury(Browser)
    }

    /// A page that is being made in advance.
    struct Making: Sendable {
        let kind: PageKind
        let seat: PoolPlan.ID
        /// A page that there is already and that lacks only the state it starts in.
        var bare: PageLease?
        let page: Promise<PageLease>
    }

    let options: BrowserOptions
    let loop: ServiceLoop
    let log: Logger
    let admission: AdmissionPlan
    var plan: PoolPlan
    var spares = SparePlan<PageKind>()
    /// What setup flows left behind, as far as they have been played.
    var states: [[String]: StorageState] = [:]
    var browsers: [PoolPlan.ID: Promise<Browser>] = [:]
    var ready: [(kind: PageKind, lease: PageLease)] = []
    var making: [Making] = []
    var running = 0
    /// When the newest flows were admitted; they have not taken up their memory yet.
    var admissions: [ContinuousClock.Instant] = []
    var facts = PoolRecord()
    var faults = FaultCounts()
    var notices: [String] = []
    /// What is to be ended and is not yet.
    var leaving: [PageLease] = []
    /// Browsers that we end ourselves.
    var ending: Set<ObjectIdentifier> = []
    /// Work that was ordered and is not done.
    let open = Observed(0)
    let departures = Observed(0)
    let orders: AsyncStream<Order>
    let desk: AsyncStream<Order>.Continuation

    /// How often browsers are asked whether they live.
    static let beat: Duration = .seconds(1)
    /// Their memory is looked at every so many beats.
    private static let weighing = 5
    /// How long a flow may take to fill its memory.
    static let youth: Duration = .seconds(2)

    init(
        options: BrowserOptions, loop: ServiceLoop, log: Logger, limits: PoolPlan.Limits = PoolPlan.Limits(),
        admission: AdmissionPlan = AdmissionPlan()
    ) {
        self.options = options
        self.loop = loop
        self.log = log
        self.admission = admission
        plan = PoolPlan(limits: limits)
        (orders, desk) = AsyncStream.makeStream(of: Order.self)
    }

    // MARK: The pool's own life

    /// Keeps the pool for as long as `body` runs, then ends its browsers.
    nonisolated func kept<R>(_ body: () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.work() }
            group.addTask { await self.watch() }
            do {
                let result = try await body()
                group.cancelAll()
                await close()
                return result
            } catch {
                group.cancelAll()
                await close()
                throw error
            }
        }
    }

    private nonisolated func work() async {
        await withDiscardingTaskGroup { group in
            for await order in orders { group.addTask { await self.carryOut(order) } }
        }
    }

    private nonisolated func watch() async {
        var beats = 0
        while (try? await Task.sleep(for: Self.beat)) != nil {
            beats += 1
            await look(weighs: beats % Self.weighing == 0)
        }
    }

    /// What the next flows will ask for; pages for them are made in advance.
    func expect(_ kinds: [PageKind], width: Int) {
        spares.expect(kinds, width: width)
        order(.topUp)
    }

    /// What happened since the last time that the user should know.
    func takeNotices() -> [String] {
        defer { notices = [] }
        return notices
    }

    func order(_ order: Order) {
        switch order {
        case .end(let lease), .drop(let lease): leaving.append(lease)
        case .topUp, .make, .start, .retire, .bury: break
        }
        open.update { $0 += 1 }
        desk.yield(order)
    }

    private func carryOut(_ order: Order) async {
        defer { open.update { $0 -= 1 } }
        switch order {
        case .topUp: topUp()
        case .make(let making): await make(making)
        case .start(let id): _ = try? await start(id)
        case .end(let lease): await end(lease)
        case .drop(let lease): await dismiss(lease)
        case .retire(let browser):
            await takeStock(of: browser)
            await close(browser)
        case .bury(let browser): await bury(browser)
        }
    }

    /// What the run has made of its browsers, once no flow plays any more.
    func balance() async -> (PoolRecord, FaultCounts) {
        spares.expect([], width: 0)
        // What was ordered comes first, so that what is asked of the browsers is true.
        let isDone = try? await within(CallLimits.ping, "the pool's work") { [open] in
            try await open.wait { $0 == 0 ? true : nil }
        }
        if isDone == true {
            for promise in browsers.values {
                if let browser = try? promise.outcome?.get() { await takeStock(of: browser) }
            }
        }
        return (facts, faults)
    }

    /// Ends a lease and forgets it.
    func dismiss(_ lease: PageLease) async {
        await lease.end()
        leaving.removeAll { $0.page === lease.page }
    }

    private func close() async {
        desk.finish()
        for promise in browsers.values {
            if let browser = try? promise.outcome?.get() { await close(browser) }
        }
        // Their contexts are gone with the browsers; their folders are not.
        let made = making.compactMap { try? $0.page.outcome?.get() }
        for lease in ready.map(\.lease) + made + leaving {
            await lease.end()
        }
        browsers = [:]
        ready = []
        making = []
    }
}
