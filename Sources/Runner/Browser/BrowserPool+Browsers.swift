import Agent
import CDP

/// Browsers: started, watched, followed by others, ended.
extension BrowserPool {
    /// Has a browser started, if there is none yet, without lending anything.
    func browser() async throws -> Browser {
        guard case .start(let id) = plan.place() else { throw CDPError(.launch, "start", "it has begun") }
        let browser = try await start(id)
        leave(id)
        return browser
    }

    func start(_ id: PoolPlan.ID) async throws -> Browser {
        let promise = browsers[id] ?? Promise<Browser>()
        browsers[id] = promise
        do {
            let browser = try await Browser.launch(options, loop: loop, log: log)
            facts.browsers += 1
            browser.connection.onClose { [weak self, weak browser] _ in
                guard let self, let browser else { return }
                self.heardOfDeath(of: browser)
            }
            promise.fulfil(browser)
            retire(plan.started(id))
            facts.recycled = plan.recycled
            order(.topUp)
            return browser
        } catch {
            plan.lost(id)
            browsers[id] = nil
            promise.resolve(.failure(error))
            throw error
        }
    }

    func orderSuccessor() {
        guard let id = plan.successor() else { return }
        browsers[id] = Promise()
        order(.start(id))
    }

    func retire(_ ids: [PoolPlan.ID]) {
        for id in ids {
            guard let promise = browsers.removeValue(forKey: id) else { continue }
            if let browser = try? promise.outcome?.get() { order(.retire(browser)) }
        }
    }

    /// Asks a browser what was left open in it.
    func takeStock(of browser: Browser) async {
        let known = ready.map(\.lease) + making.compactMap { try? $0.page.outcome?.get() }
        await lookAtGPU(of: browser)
        guard browser.deathReason == nil,
            let strays = try? await browser.strays(besides: known.map(\.page.context))
        else { return }
        facts.leakedContexts += strays.contexts
        facts.leakedPages += strays.pages
    }

    func close(_ browser: Browser) async {
        ending.insert(ObjectIdentifier(browser))
        await browser.close()
        ending.remove(ObjectIdentifier(browser))
    }

    nonisolated func heardOfDeath(of browser: Browser) {
        open.update { $0 += 1 }
        desk.yield(.bury(browser))
    }

    /// Takes a browser that is gone out of the plan.
    func lost(_ browser: Browser) {
        let id = browsers.first { (try? $0.value.outcome?.get()) === browser }?.key
        guard let id else { return }
        browsers[id] = nil
        plan.lost(id)
        let dead = ready.filter { $0.lease.seat == id }
        ready.removeAll { $0.lease.seat == id }
        for spare in dead { order(.drop(spare.lease)) }
    }

    func bury(_ browser: Browser) async {
        guard !ending.contains(ObjectIdentifier(browser)) else { return }
        lost(browser)
        switch await browser.loss() {
        case .died: faults.add(.browserDeath)
        case .hung: faults.add(.browserHang)
        case .disconnected: faults.add(.socketClosed)
        case nil: break
        }
        await browser.close()
    }

    /// Asks every browser whether it lives, and now and then how much memory it takes.
    func look(weighs: Bool) async {
        let seats = browsers.compactMap { id, promise in (try? promise.outcome?.get()).map { (id, $0) } }
        await withDiscardingTaskGroup { group in
            for (id, browser) in seats where browser.deathReason == nil {
                if weighs { weigh(browser, id) }
                group.addTask {
                    if await browser.isAlive() { return await self.lookAtGPU(of: browser) }
                    if Task.isCancelled { return }
                    await browser.abandon("it did not answer for \(Browser.patience.inSeconds) s")
                }
            }
        }
    }

    private func lookAtGPU(of browser: Browser) async {
        if await browser.hasLostGPU() { faults.add(.gpuLoss) }
    }

    private func weigh(_ browser: Browser, _ id: PoolPlan.ID) {
        guard let process = browser.process.processID else { return }
        let bytes = SessionMemory.bytes(of: process)
        facts.peakBytes = max(facts.peakBytes, bytes)
        plan.weighed(id, bytes)
        orderSuccessor()
    }
}
