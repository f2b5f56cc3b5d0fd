import ArgumentParser
import Flows
import Foundation
import Logging
import Runner

/// Runs a request as a command: progress on standard error, signals, exit code.
enum RunFront {
    static func request() -> RunRequest {
        let here = URL(filePath: FileManager.default.currentDirectoryPath)
        return RunRequest(projectFolder: here, environment: ProcessInfo.processInfo.environment)
    }

    /// Carries the request out and ends the command with its exit code.
    static func run(_ request: RunRequest, json: Bool) async throws {
        let style = ConsoleStyle(terminal: StandardError.isTerminal, environment: request.environment)
        var log = Logger(label: "perceo") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = request.environment["PERCEO_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? .error
        let pipeline = RunPipeline(request, style: style, log: log) { StandardError.write($0) }
        do {
            let outcome = try await Interruption.guarding { try await pipeline.run() }
            if json, let data = try? Data(contentsOf: outcome.folder.appending(path: "run.json")) {
                StandardOutput.write(data)
            }
            throw ExitCode(outcome.exitCode)
        } catch let error as RunnerError {
            throw failure(error.description, error.exitCode)
        } catch let error as FlowFileErrors {
            throw failure(error.description, 2)
        } catch let error as ConfigError {
            throw failure(error.description, 2)
        } catch is CancellationError {
            throw failure("interrupted", 130)
        } catch let error where !(error is ExitCode) {
            throw failure("\(error)", 3)
        }
    }

    private static func failure(_ message: String, _ code: Int32) -> ExitCode {
        StandardError.write("perceo: \(message)\n")
        return ExitCode(code)
    }
}
