import ArgumentParser
import Foundation

@main
struct Cdpgen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cdpgen",
        abstract: "Writes the Swift types of the DevTools protocol that subset.txt asks for.")

    @Option(help: "A protocol description in a file.")
    var `protocol`: String?

    @Option(help: "The address of a running browser's description, http://127.0.0.1:PORT/json/protocol.")
    var url: String?

    @Option(help: "The commands and events wanted.")
    var subset = "Sources/CDP/Protocol/subset.txt"

    @Option(help: "The folder of the generated files.")
    var out = "Sources/CDP/Protocol/Generated"

    @Flag(help: "Write nothing; name the files that differ and exit 1 if there are any.")
    var check = false

    func validate() throws {
        guard (`protocol` == nil) != (url == nil) else {
            throw ValidationError("Give either --protocol FILE or --url ADDRESS.")
        }
    }

    func run() throws {
        let (json, source) = try description()
        let wanted = try Subset(parsing: String(contentsOfFile: subset, encoding: .utf8), source: subset)
        let files = try Generate.render(schema: Generate.schema(from: json, source: source), subset: wanted)
        let folder = OutputFolder(url: URL(filePath: out))
        let names = check ? try folder.differences(from: files) : try folder.update(to: files)
        for name in names { say("\(check ? "differs" : "updated"): \(out)/\(name)") }
        if check, !names.isEmpty { throw ExitCode(1) }
    }

    private func description() throws -> (json: Data, source: String) {
        if let `protocol` { return (try Data(contentsOf: URL(filePath: `protocol`)), `protocol`) }
        let address = url ?? ""
        return (try Download.data(from: address), address)
    }

    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
