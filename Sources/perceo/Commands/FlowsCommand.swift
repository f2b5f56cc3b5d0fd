import ArgumentParser

/// What one does with flows one by one.
struct FlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows", abstract: "Commands for single flows.", subcommands: [FlowsRun.self])
}
