package import Foundation

/// Writes `report.html` into the run's folder, beside the images and videos it shows.
package struct HTMLReporter: Reporter {
    private let output: ReportFile

    package init(file: URL, trouble: @escaping @Sendable (String) -> Void) {
        output = ReportFile(file: file, trouble: trouble)
    }

    package func handle(_ event: RunEvent) {
        guard case .runFinished(let record) = event else { return }
        output.write { Data(try HTMLPage(record: record).render().utf8) }
    }
}
