import CDP

extension BrowserPool {
    /// Lends `body` a page in the state it asks for; the wait for it has its causes in the lease.
    nonisolated func withPage<R>(
        _ kind: PageKind, in state: StorageState? = nil, _ body: (PageLease) async -> R
    ) async throws -> R {
        let lease = try await lease(kind, state)
        let result = await body(lease)
        await giveBack(lease)
        return result
    }

    private func lease(_ kind: PageKind, _ state: StorageState?) async throws -> PageLease {
        var waits: [Wait] = []
        try await admit(&waits)
        do {
            if let state { learn(state, of: kind.setups) }
            spares.took(kind)
            let start = ContinuousClock.now
            var lease = try await warmPage(kind, state)
            if lease != nil { facts.warm += 1 }
            if lease == nil { lease = try await coldPage(kind.options, &waits) }
            guard var lease else { throw CancellationError() }
            let earlier = waits.reduce(Duration.zero) { $0 + $1.duration }
            let cause = "a page in a context of its own"
            lease.waits = waits + [Wait(cause, max(.zero, .now - start - earlier))]
            if let state, lease.state != state.id { try await furnish(&lease, state) }
            order(.topUp)
            return lease
        } catch {
            depart()
            throw error
        }
    }

    private func furnish(_ lease: inout PageLease, _ state: StorageState) async throws {
        let start = ContinuousClock.now
        do {
            try await lease.give(state)
        } catch {
            order(.end(lease))
            throw error
        }
        lease.waits.append(Wait("the state of its setup flows", .now - start))
    }

    private func giveBack(_ lease: PageLease) {
        order(.end(lease))
        depart()
    }

    private func depart() {
        running -= 1
        departures.update { $0 += 1 }
    }

    /// Holds a flow back while memory is short.
    private func admit(_ waits: inout [Wait]) async throws {
        let start = ContinuousClock.now
        var heldFor: String?
        while case .hold(let cause) = decision {
            if heldFor == nil {
                notices.append("flows are held back until there is \(cause)")
                heldFor = cause
            }
            let seen = departures.read { $0 }
            // Memory may also be freed by others: looked at again at every end of a flow, and every beat.
            _ = try? await within(Self.beat, cause) { [departures] in
                try await departures.wait { $0 != seen ? true : nil }
            }
            try Task.checkCancellation()
        }
        running += 1
        admissions = admissions.filter { .now - $0 < Self.youth } + [.now]
        guard let heldFor else { return }
        facts.heldMs += (.now - start).inMilliseconds
        waits.append(Wait(heldFor, .now - start))
    }

    var decision: AdmissionPlan.Decision {
        let young = admissions.count { .now - $0 < Self.youth }
        return admission.decide(
            running: running, young: min(young, running), available: MachineMemory.available)
    }

    private func warmPage(_ kind: PageKind, _ state: StorageState?) async throws -> PageLease? {
        while let index = readyIndex(kind, state?.id) ?? readyIndex(kind, nil) {
            let lease = ready.remove(at: index).lease
            if lease.isUsable, plan.enter(lease.seat) { return lease }
            order(.drop(lease))
        }
        // One that is being made is further than one that is not begun.
        while let index = making.firstIndex(where: { $0.kind == kind }) {
            let next = making.remove(at: index)
            guard plan.enter(next.seat) else {
                making.append(next)
                return nil
            }
            if let lease = try? await next.page.value {
                if lease.isUsable, lease.state == nil || lease.state == state?.id { return lease }
                order(.drop(lease))
            }
            leave(next.seat)
            try Task.checkCancellation()
        }
        return nil
    }

    private func readyIndex(_ kind: PageKind, _ state: StorageState.ID?) -> Int? {
        ready.firstIndex { $0.kind == kind && $0.lease.state == state }
    }

    private func coldPage(_ options: PageOptions, _ waits: inout [Wait]) async throws -> PageLease {
        while true {
            let start = ContinuousClock.now
            let seat: PoolPlan.ID
            let browser: Browser
            switch plan.place() {
            case .seat(let id):
                seat = id
                guard let started = browsers[id] else {
                    throw CDPError(.closed, "find a browser", "it is gone")
                }
                browser = try await started.value
            case .start(let id):
                seat = id
                browser = try await self.start(id)
            }
            waits.append(Wait("a browser", .now - start))
            if browser.deathReason != nil {
                lost(browser)
                continue
            }
            do {
                let lease = try await PageLease.make(options, in: browser, seat: seat)
                count(lease)
                return lease
            } catch {
                leave(seat)
                throw error
            }
        }
    }

    func count(_ lease: PageLease) {
        facts.contexts += 1
        plan.madeContext(in: lease.seat)
        orderSuccessor()
    }

    func leave(_ seat: PoolPlan.ID) { retire(plan.left(seat)) }

    func end(_ lease: PageLease) async {
        await dismiss(lease)
        leave(lease.seat)
        topUp()
    }
}
