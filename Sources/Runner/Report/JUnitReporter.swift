package import Foundation

/// Writes `junit.xml` when the run is over.
package struct JUnitReporter: Reporter {
    private let output: ReportFile
    private let artifacts: String

    /// Makes a reporter for one run.
    ///
    /// - Parameter artifacts: put before a file's path, so that the CI server finds it from the workspace.
    package init(file: URL, artifacts: String, trouble: @escaping @Sendable (String) -> Void) {
        output = ReportFile(file: file, trouble: trouble)
        self.artifacts = artifacts
    }

    package func handle(_ event: RunEvent) {
        guard case .runFinished(let record) = event else { return }
        output.write { Data(JUnitDocument(record: record, artifacts: artifacts).render().utf8) }
    }
}
