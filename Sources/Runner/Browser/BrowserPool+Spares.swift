import CDP

/// Pages that are made while others play.
extension BrowserPool {
    /// Orders pages for the flows that come next, and lets go of those that nobody will ask for.
    func topUp() {
        while let index = ready.firstIndex(where: { !isOfUse($0.lease, $0.kind) }) {
            order(.drop(ready.remove(at: index).lease))
        }
        guard let seat = plan.warmSeat, case .admit = decision else { return }
        for kind in spares.missing(ready: ready.map(\.kind) + making.map(\.kind)) {
            let next = Making(kind: kind, seat: seat, page: Promise())
            making.append(next)
            order(.make(next))
        }
    }

    private func isOfUse(_ lease: PageLease, _ kind: PageKind) -> Bool {
        lease.isUsable && plan.serves(lease.seat) && spares.wants(kind)
            && (lease.state == nil || lease.state == states[kind.setups]?.id)
    }

    /// Takes in what setup flows left behind: pages for the flows that start from it are given it in advance.
    func learn(_ state: StorageState, of setups: [String]) {
        guard states[setups]?.id != state.id else { return }
        states[setups] = state
        while let index = ready.firstIndex(where: { $0.kind.setups == setups && $0.lease.state == nil }) {
            let (kind, lease) = ready.remove(at: index)
            let next = Making(kind: kind, seat: lease.seat, bare: lease, page: Promise())
            making.append(next)
            order(.make(next))
        }
        order(.topUp)
    }

    func make(_ next: Making) async {
        let outcome: Result<PageLease, any Error>
        do {
            outcome = .success(try await page(for: next))
        } catch {
            outcome = .failure(error)
        }
        let lease = try? outcome.get()
        next.page.resolve(outcome)
        // A flow that waits for it has taken it out.
        guard let index = making.firstIndex(where: { $0.page === next.page }) else { return }
        making.remove(at: index)
        guard let lease else { return }
        if plan.serves(next.seat) { ready.append((next.kind, lease)) } else { await lease.end() }
    }

    private func page(for next: Making) async throws -> PageLease {
        var lease: PageLease
        if let bare = next.bare {
            lease = bare
        } else {
            guard let browser = try await browsers[next.seat]?.value else { throw CancellationError() }
            lease = try await PageLease.make(next.kind.options, in: browser, seat: next.seat)
            count(lease)
        }
        guard let state = states[next.kind.setups] else { return lease }
        do {
            try await lease.give(state)
            return lease
        } catch {
            await lease.end()
            throw error
        }
    }
}
