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

    private func isOfUse(_ lease: PageLease, _ kind: PageOptions) -> Bool {
        lease.isUsable && plan.serves(lease.seat) && spares.wants(kind)
    }

    func make(_ next: Making) async {
        let outcome: Result<PageLease, any Error>
        do {
            guard let browser = try await browsers[next.seat]?.value else { throw CancellationError() }
            outcome = .success(try await PageLease.make(next.kind, in: browser, seat: next.seat))
        } catch {
            outcome = .failure(error)
        }
        let lease = try? outcome.get()
        if let lease { count(lease) }
        next.page.resolve(outcome)
        // A flow that waits for it has taken it out.
        guard let index = making.firstIndex(where: { $0.page === next.page }) else { return }
        making.remove(at: index)
        guard let lease else { return }
        if plan.serves(next.seat) { ready.append((next.kind, lease)) } else { await lease.end() }
    }
}
