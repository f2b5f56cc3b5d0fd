import ArgumentParser
import CMalloc

/// The command line: it turns arguments into a request and the outcome into an exit code, nothing else.
@main
struct Perceo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perceo",
        abstract: "Tests web applications the way a person uses them.",
        discussion: """
            Exit codes: 0 all passed, 1 a flow failed, 2 usage, configuration or flow file error, \
            3 infrastructure, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [CI.self, FlowsCommand.self])

    /// Arguments that are wrong end with exit code 2, as every usage error does.
    static func main() async {
        shareHeap()
        var failed: any ParsableCommand.Type = Self.self
        do {
            var command = try parseAsRoot()
            failed = type(of: command)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            StandardError.write(failed.fullMessage(for: error) + "\n")
            exit(withError: ExitCode(2))
        }
    }

    /// Every thread that allocates would get a heap of its own, and each keeps what its worst moment took: a run of
    /// 200 flows holds 65 MB with glibc's default of eight per core, 59 MB with two.
    private static func shareHeap() {
        mallopt(M_ARENA_MAX, 2)
    }
}
