package import Foundation

/// Annotates the flow files in a pull request and writes the job's summary, when the run is over.
package struct GitHubReporter: Reporter {
    private let summaryFile: URL?
    private let write: @Sendable (String) -> Void
    private let trouble: @Sendable (String) -> Void

    /// - Parameters:
    ///   - summaryFile: the file named by `GITHUB_STEP_SUMMARY`; the summary is appended to it.
    ///   - write: appends to the job's log, where the runner picks workflow commands up.
    package init(
        summaryFile: URL?, write: @escaping @Sendable (String) -> Void,
        trouble: @escaping @Sendable (String) -> Void
    ) {
        self.summaryFile = summaryFile
        self.write = write
        self.trouble = trouble
    }

    package func handle(_ event: RunEvent) {
        guard case .runFinished(let record) = event else { return }
        write(GitHubAnnotations.render(record))
        guard let summaryFile else { return }
        do {
            let before = (try? Data(contentsOf: summaryFile)) ?? Data()
            let room = GitHubSummary.limit - before.count
            let text = GitHubSummary.render(record, limit: room)
            try AtomicFile.write(before + Data(text.utf8), to: summaryFile)
        } catch {
            trouble("could not write the step summary: \(error)")
        }
    }
}
