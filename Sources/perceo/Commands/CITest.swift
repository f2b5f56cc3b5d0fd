import ArgumentParser
import Runner

/// Plays the selected flows.
struct CITest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Play flows in parallel and report.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: RunOptions

    @Option(help: "How many flows at once (default 5).")
    var parallel: Int?

    func run() async throws {
        var request = RunFront.request()
        request.selection = try selection.selection()
        request.shard = try selection.plan()
        request.parallel = parallel
        try options.apply(to: &request)
        try await RunFront.run(request, json: options.json)
    }
}
