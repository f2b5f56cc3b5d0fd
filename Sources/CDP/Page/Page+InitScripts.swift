extension Page {
    /// Adds script that runs in the page's own world before its own, for every document from now on.
    package func addInitScripts(_ sources: [String]) async throws {
        guard !sources.isEmpty else { return }
        try await session.send(
            batch: sources.map {
                Call(DevTools.Page.AddScriptToEvaluateOnNewDocument(source: $0, runImmediately: true))
            })
    }
}
