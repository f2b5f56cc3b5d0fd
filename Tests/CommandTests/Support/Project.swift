import Foundation
import PerceoTestKit
import Testing

/// A project folder of its own, and a temporary folder in which every run of it has to leave nothing behind.
struct Project: Sendable {
    let folder: URL
    let temporary: URL

    /// Makes a project of these files, by path; what `body` leaves running or lying about is a failure.
    static func with<R>(
        _ files: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (Project) async throws -> R
    ) async throws -> R {
        let root = FileManager.default.temporaryDirectory.appending(
            path: "perceo-project-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let project = Project(
            folder: root.appending(path: "shop-tests"), temporary: root.appending(path: "tmp"))
        try FileManager.default.createDirectory(at: project.folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(at: project.temporary, withIntermediateDirectories: true)
        for (path, text) in files { try project.write(path, text) }
        let result = try await body(project)
        #expect(project.leftovers == [], sourceLocation: sourceLocation)
        try? await eventually(within: .seconds(2), "") { project.processes.isEmpty }
        #expect(project.processes.map(\.command) == [], sourceLocation: sourceLocation)
        return result
    }

    func write(_ path: String, _ text: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Temporary files of runs; the folder that all of them share does not count.
    var leftovers: [String] {
        FileManager.default.paths(below: temporary).filter { $0.contains("/") || !$0.hasPrefix("perceo-") }
    }

    /// What runs of this project have started and is still there.
    var processes: [Processes.Entry] { Processes.mentioning(temporary.path) }

    func plan(
        _ arguments: [String], environment: [String: String] = [:], input: String? = nil
    ) throws -> RunningProgram.Plan {
        var all = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": temporary.path, "TMPDIR": temporary.path,
            "LANG": "C.UTF-8",
        ]
        all.merge(environment) { $1 }
        return RunningProgram.Plan(
            executable: try Program.perceo(), arguments: arguments, environment: all, folder: folder,
            input: input)
    }

    /// Runs `perceo` with these arguments to its end.
    func perceo(
        _ arguments: String..., environment: [String: String] = [:], input: String? = nil
    ) async throws -> CommandResult {
        try await RunningProgram.with(plan(arguments, environment: environment, input: input)) { program in
            try await program.result()
        }
    }

    /// Plays flows against `site`, without video: most tests are not about it.
    func play(
        _ site: String, _ arguments: String..., environment: [String: String] = [:], input: String? = nil
    ) async throws -> CommandResult {
        let all = ["ci", "test", "--base-url", site, "--video", "off"] + arguments
        return try await RunningProgram.with(plan(all, environment: environment, input: input)) { program in
            try await program.result()
        }
    }

    var artifacts: URL { folder.appending(path: "artifacts") }

    /// The folder of the last run, by the link that points at it.
    func lastRun() throws -> URL {
        let name = try FileManager.default.destinationOfSymbolicLink(
            atPath: artifacts.appending(path: "latest").path)
        return artifacts.appending(path: name)
    }

    /// What the last run recorded.
    func record() throws -> RunFile {
        try RunFile(Data(contentsOf: lastRun().appending(path: "run.json")))
    }

    /// What the project's database answers to `query`, a row per line with `|` between columns.
    func rows(_ query: String) async throws -> [String] {
        let file = folder.appending(path: ".perceo/state/perceo.sqlite").path
        let plan = RunningProgram.Plan(
            executable: URL(filePath: "/usr/bin/sqlite3"), arguments: ["-batch", file, query])
        let result = try await RunningProgram.with(plan) { try await $0.result() }
        try #require(result.exitCode == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }
}
