import CDP
package import Foundation

/// Writes `run.json` when the run is over.
package struct JSONReporter: Reporter {
    private let output: ReportFile

    package init(file: URL, trouble: @escaping @Sendable (String) -> Void) {
        output = ReportFile(file: file, trouble: trouble)
    }

    package func handle(_ event: RunEvent) {
        guard case .runFinished(let record) = event else { return }
        output.write { try RecordJSON.file(record) }
    }
}

/// One report on disk; what goes wrong is told, never thrown.
struct ReportFile: Sendable {
    let file: URL
    let trouble: @Sendable (String) -> Void

    func write(_ render: () throws -> Data) {
        do {
            try AtomicFile.write(try render(), to: file)
        } catch {
            trouble("could not write \(file.lastPathComponent): \(error.fileReason)")
        }
    }
}
