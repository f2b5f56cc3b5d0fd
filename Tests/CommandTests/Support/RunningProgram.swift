import Foundation
import Glibc
import PerceoTestKit
import Synchronization

/// A program started for one test; what it writes is kept in files, so that it can be read at any time.
final class RunningProgram: Sendable {
    /// How a program is started.
    struct Plan: Sendable {
        var executable: URL
        var arguments: [String] = []
        var environment: [String: String] = [:]
        var folder: URL?
        var input: String?
    }

    let id: pid_t
    private let started = ContinuousClock.now
    private let ending: Ending
    private let outputs: URL

    private final class Ending: Sendable {
        let code = Mutex<Int32?>(nil)
    }

    private init(id: pid_t, ending: Ending, outputs: URL) {
        self.id = id
        self.ending = ending
        self.outputs = outputs
    }

    /// Runs the program for as long as `body` needs it, and ends it by its process id.
    static func with<R>(_ plan: Plan, _ body: (RunningProgram) async throws -> R) async throws -> R {
        let outputs = FileManager.default.temporaryDirectory.appending(
            path: "perceo-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: outputs) }
        let program = try start(plan, outputs)
        do {
            let result = try await body(program)
            await program.end()
            return result
        } catch {
            await program.end()
            throw error
        }
    }

    private static func start(_ plan: Plan, _ outputs: URL) throws -> RunningProgram {
        let process = Process()
        process.executableURL = plan.executable
        process.arguments = plan.arguments
        process.environment = plan.environment
        process.currentDirectoryURL = plan.folder
        process.standardOutput = try handle(outputs.appending(path: "output"))
        process.standardError = try handle(outputs.appending(path: "errors"))
        if let input = plan.input {
            let file = outputs.appending(path: "input")
            try Data(input.utf8).write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        let ending = Ending()
        process.terminationHandler = { process in
            let wasKilled = process.terminationReason == .uncaughtSignal
            ending.code.withLock { $0 = process.terminationStatus + (wasKilled ? 128 : 0) }
        }
        try process.run()
        return RunningProgram(id: process.processIdentifier, ending: ending, outputs: outputs)
    }

    private static func handle(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    /// The exit code; 128 and the signal's number when a signal ended it.
    var exitCode: Int32? { ending.code.withLock { $0 } }
    var output: String { text("output") }
    var errors: String { text("errors") }

    func send(_ signal: Int32) { kill(id, signal) }

    /// What the program came to, once it has ended.
    func result(within limit: Duration = .seconds(40)) async throws -> CommandResult {
        try await eventually(within: limit, "the program ends; so far it wrote:\n\(errors)") {
            exitCode != nil
        }
        return CommandResult(
            exitCode: exitCode ?? -1, output: output, errors: errors, duration: .now - started)
    }

    private func text(_ name: String) -> String {
        String(decoding: (try? Data(contentsOf: outputs.appending(path: name))) ?? Data(), as: UTF8.self)
    }

    private func end() async {
        if exitCode == nil { kill(id, SIGKILL) }
        try? await eventually(within: .seconds(5), "the program is gone") { exitCode != nil }
    }
}

/// What a program came to.
struct CommandResult: Sendable {
    let exitCode: Int32
    let output: String
    let errors: String
    let duration: Duration

    /// The line scripts read.
    var lastLine: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
}
