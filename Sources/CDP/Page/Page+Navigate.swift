extension Page {
    /// Goes to `url` and returns when the new document stands and is parsed.
    ///
    /// - Throws: `CDPError` with the network error's name when the page can't be had, `DeadlinePassed` when it takes
    ///   longer than `limit`.
    package func navigate(to url: String, within limit: Duration) async throws {
        let reply = try await session.send(DevTools.Page.Navigate(url: url), within: limit)
        if let problem = reply.errorText, !problem.isEmpty {
            if reply.isDownload == true { return }
            throw CDPError(.refused(0), "open \(url)", problem)
        }
        guard let document = reply.loaderId?.rawValue, !document.isEmpty else { return }
        _ = try await CDP.within(limit, "open \(url)") { [table = frameWatch.table] in
            try await table.wait { table -> Bool? in
                guard let main = table.mainFrame, main.document == document else { return nil }
                return main.milestones.contains("DOMContentLoaded") ? true : nil
            }
        }
    }

    /// Loads the current page again.
    package func reload(within limit: Duration) async throws {
        let before = documentCount
        try await session.send(DevTools.Page.Reload(), within: limit)
        try await arrive(after: before, "reload", within: limit)
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
        try await session.send(DevTools.Page.NavigateToHistoryEntry(entryId: entry.id), within: limit)
        _ = try await CDP.within(limit, "open \(entry.url)") { [table = frameWatch.table] in
            try await table.wait { table -> Bool? in
                guard let main = table.mainFrame, main.heading == nil else { return nil }
                let isSameDocument = main.document == from
                let hasArrived =
                    isSameDocument ? main.url == entry.url : main.milestones.contains("DOMContentLoaded")
                return hasArrived ? true : nil
            }
        }
    }

    private func arrive(after count: Int, _ during: String, within limit: Duration) async throws {
        _ = try await CDP.within(limit, during) { [table = frameWatch.table] in
            try await table.wait { table -> Bool? in
                table.documents > count && table.mainFrame?.milestones.contains("DOMContentLoaded") == true
                    ? true : nil
            }
        }
    }
}
