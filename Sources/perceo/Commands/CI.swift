import ArgumentParser

/// What a pipeline calls.
struct CI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ci", abstract: "Commands for pipelines.", subcommands: [CITest.self])
}
