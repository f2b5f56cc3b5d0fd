import ArgumentParser
import Foundation
import Runner

/// Plays one flow, to repeat what a pipeline saw.
struct FlowsRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Play one flow by its name or file.")

    @Argument(help: "The flow's name, or the path of its file.")
    var flow: String

    @OptionGroup var options: RunOptions

    @Flag(help: "Show the browser's window.")
    var headed = false

    @Option(name: .customLong("step"), help: "Stop after the step of this name.")
    var lastStep: String?

    @Option(name: .customLong("slow"), help: "Seconds to stand still after each step.")
    var slow: Double?

    func run() async throws {
        var request = RunFront.request()
        request.selection.names = [flow]
        request.parallel = 1
        request.headed = headed
        request.lastStep = lastStep
        if let slow {
            guard slow >= 0, slow <= 60 else { throw ValidationError("--slow takes 0 to 60 seconds") }
            request.pace = .milliseconds(Int(slow * 1000))
        }
        try options.apply(to: &request)
        try await RunFront.run(request, json: options.json)
    }
}
