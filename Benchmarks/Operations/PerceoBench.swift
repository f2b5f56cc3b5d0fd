import ArgumentParser
import CDP
import Foundation
import Logging
import WebSocket

/// Times single operations the way the product performs them, for `make bench`.
///
/// Prints one JSON line per operation.
@main
struct PerceoBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perceo-bench", abstract: "Times single operations against the pages of Benchmarks/pages.")

    @Option(help: "Where the pages are served.")
    var baseURL: String

    @Option(help: "How often each operation is timed.")
    var samples = 20

    @Option(help: "How often a browser is started.")
    var launches = 5

    @Option(parsing: .upToNextOption, help: "Only these operations.")
    var only: [String] = []

    func run() async throws {
        var log = Logger(label: "bench")
        log.logLevel = .error
        let report = Report(only: Set(only))
        let bench = Bench(
            loop: try ServiceLoop(), log: log, baseURL: baseURL, samples: samples, launches: launches,
            report: report)
        try await bench.run()
    }
}
