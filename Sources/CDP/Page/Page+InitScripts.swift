extension Page {
    /// Adds script that runs in the page's own world before its own, for every document from now on.
    ///
    /// Frames in other processes and popups get it too, those that are open as well as later ones.
    package func addInitScripts(_ sources: [String]) async throws {
        try await environment.add(scripts: sources)
    }
}
