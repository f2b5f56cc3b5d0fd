extension Page {
    /// Goes to `url` and returns when the new document stands and is parsed, or when the page was asked whether it may be
    /// left and the answer was no.
    ///
    /// - Throws: `CDPError` with the network error's name when the page can't be had, `DeadlinePassed` when it takes
    ///   longer than `limit`.
    package func navigate(to url: String, within limit: Duration) async throws {
        let before = frameWatch.table.read { $0 }
        let asked = dialogCount
        let reply = try await session.send(DevTools.Page.Navigate(url: url), within: limit)
        if let problem = reply.errorText, !problem.isEmpty {
            if reply.isDownload == true || dialogs.hasRefused(after: asked) { return }
            throw CDPError(.refused(0), "open \(url)", problem)
        }
        guard let document = reply.loaderId?.rawValue, !document.isEmpty else {
            // A move within the document; its news may come after the answer.
            return try await arrive("open \(url)", asked: asked, within: limit) { $0.moves > before.moves }
        }
        try await arrive("open \(url)", asked: asked, within: limit) { table in
            // A page that leaves by itself at once has been there all the same.
            let hasMovedOn = table.documents > before.documents + 1
            return (table.mainFrame?.document == document || hasMovedOn) && table.isMainParsed
        }
    }

    /// Loads the current page again.
    package func reload(within limit: Duration) async throws {
        let before = documentCount
        let asked = dialogCount
        try await session.send(DevTools.Page.Reload(), within: limit)
        try await arrive("reload", asked: asked, within: limit) { $0.documents > before && $0.isMainParsed }
    }

    /// Moves through the history: -1 is back, 1 is forward.
    package func goHistory(_ offset: Int, within limit: Duration) async throws {
        let history = try await session.send(DevTools.Page.GetNavigationHistory())
        let index = history.currentIndex + offset
        guard history.entries.indices.contains(index) else {
            let direction = offset < 0 ? "back" : "forward"
            throw CDPError(.refused(0), "go \(direction)", "the history has no entry there")
        }
        let from = frameWatch.table.read { $0.mainFrame?.document }
        let entry = history.entries[index]
        let asked = dialogCount
        try await session.send(DevTools.Page.NavigateToHistoryEntry(entryId: entry.id), within: limit)
        try await arrive("open \(entry.url)", asked: asked, within: limit) { table in
            guard let main = table.mainFrame, main.heading == nil else { return false }
            return main.document == from ? main.url == entry.url : table.isMainParsed
        }
    }

    private func arrive(
        _ during: String, asked: Int, within limit: Duration,
        _ isThere: @escaping @Sendable (FrameTable) -> Bool
    ) async throws {
        try await CDP.within(limit, during) {
            [table = frameWatch.table, browser = context.browser, dialogs] in
            try await withThrowingTaskGroup(of: Void.self) { race in
                race.addTask {
                    let isLost = try await table.wait { isThere($0) ? false : $0.isLost ? true : nil }
                    guard isLost else { return }
                    if table.read({ $0.hasCrashed }) {
                        throw CDPError(.crashed, during, "the renderer process ended")
                    }
                    throw CDPError(.detached, during, "the tab closed")
                }
                race.addTask { throw CDPError(.closed, during, try await browser.waitForDeath()) }
                race.addTask { _ = try await dialogs.waitForRefusal(after: asked) }
                defer { race.cancelAll() }
                try await race.next()
            }
        }
    }
}

extension FrameTable {
    /// Whether the document of the main frame is parsed.
    fileprivate var isMainParsed: Bool { mainFrame?.milestones.contains("DOMContentLoaded") == true }
}
