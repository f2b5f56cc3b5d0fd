/// A span of time that was spent waiting, and for what.
package struct Wait: Sendable, Equatable {
    package var cause: String
    package var duration: Duration

    package init(_ cause: String, _ duration: Duration) {
        self.cause = cause
        self.duration = duration
    }
}

/// How a page came to rest after an action.
package struct SettleReport: Sendable, Equatable {
    package var waits: [Wait] = []
    /// What was still going on when the limit was reached; nil when the page is at rest.
    package var unsettled: String?
}

/// How long things may keep us waiting after an action.
package struct SettleLimits: Sendable, Equatable {
    /// A page that never rests is acted on after this; what it was doing is reported.
    package var total: Duration = .seconds(3)
    /// A document that changes on its own, as clocks and tickers do, is given this long to come to rest.
    package var changes: Duration = .seconds(1)

    package init(total: Duration = .seconds(3)) { self.total = total }
}

extension Page {
    /// Waits until the page has reacted to the last action: no navigation on its way, no request that a user would wait
    /// for, no finite animation, and a frame without a change of the document.
    ///
    /// Nothing is waited for that is not going on, and each wait is reported with its cause.
    package func settle(_ limits: SettleLimits = SettleLimits()) async throws -> SettleReport {
        let end = ContinuousClock.now + limits.total
        var report = SettleReport()
        while true {
            try await waitForArrival(until: end, &report)
            try await waitForRequests(until: end, &report)
            let left = end - .now
            guard left > .zero else {
                report.unsettled = report.unsettled ?? "the page kept changing"
                return report
            }
            guard try await quiet(left, limits.changes, &report) else { continue }
            if !isBusy { return report }
        }
    }

    private var isBusy: Bool {
        frameWatch.table.read { $0.mainFrame?.heading != nil }
            || networkWatch.ledger.read { $0.blocking() != nil }
    }

    private func waitForArrival(until end: ContinuousClock.Instant, _ report: inout SettleReport) async throws
    {
        let heading = frameWatch.table.read { table -> String? in
            guard let main = table.mainFrame else { return nil }
            return main.heading ?? (main.milestones.contains("DOMContentLoaded") ? nil : main.url)
        }
        guard let heading else { return }
        let cause = "navigation to \(NetworkLedger.Request.path(heading))"
        try await timed(cause, until: end, &report) { [table = frameWatch.table] in
            try await table.wait { table -> Bool? in
                guard let main = table.mainFrame, main.heading == nil else {
                    return table.isLost ? true : nil
                }
                return main.milestones.contains("DOMContentLoaded") || table.isLost ? true : nil
            }
        }
    }

    private func waitForRequests(until end: ContinuousClock.Instant, _ report: inout SettleReport)
        async throws
    {
        while let request = networkWatch.ledger.read({ $0.blocking() }), .now < end {
            let (id, patience) = (request.id, request.patienceEnd)
            try await timed(request.title, until: min(end, patience), &report) {
                [ledger = networkWatch.ledger] in
                try await ledger.wait { ledger in
                    let next = ledger.blocking()
                    return next?.id != id || next?.patienceEnd != patience ? true : nil
                }
            }
        }
    }

    private func timed(
        _ cause: String, until end: ContinuousClock.Instant, _ report: inout SettleReport,
        _ body: @escaping @Sendable () async throws -> Bool
    ) async throws {
        let start = ContinuousClock.now
        do {
            _ = try await CDP.within(max(.zero, end - start), cause, body)
        } catch is DeadlinePassed {
            report.unsettled = cause
        }
        CallMeter.current?.waited(.now - start)
        if report.waits.last?.cause == cause {
            report.waits[report.waits.count - 1].duration += .now - start
        } else {
            report.waits.append(Wait(cause, .now - start))
        }
    }

    /// Waits in the page; false when its document went away meanwhile.
    private func quiet(
        _ limit: Duration, _ changes: Duration, _ report: inout SettleReport
    ) async throws -> Bool {
        struct Answer: Decodable, Sendable {
            let waits: [InPageWait]
            let unsettled: String?
        }
        let world = try await world(of: nil)
        do {
            let limits = ["limit": limit.inMilliseconds, "changes": changes.inMilliseconds]
            let answer: Answer = try await ask("settle", [argument(limits)], within: limit + CallLimits.ping)
            report.waits += answer.waits.map { Wait($0.cause, $0.duration) }
            report.unsettled = answer.unsettled
            return true
        } catch let error as CDPError {
            guard await hasMovedOn(from: world, after: error) else { throw error }
            return false
        }
    }

    /// Waits for the next change of the main document, at most `limit`; used between two looks at the page.
    package func waitForChange(within limit: Duration) async throws {
        let world = try await world(of: nil)
        do {
            let _: Bool = try await ask(
                "changed", [argument(["limit": limit.inMilliseconds])], within: limit + CallLimits.ping)
        } catch let error as CDPError {
            guard await hasMovedOn(from: world, after: error) else { throw error }
        }
    }
}
