import Foundation
import PerceoTestKit
import Testing

@testable import Models

/// The providers' own client libraries, in an interpreter of their own.
enum SDKTools {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let check = root.appending(path: "Tests/ModelsTests/SDK/check.py").path

    /// What `check.py` prints for these arguments, one value for each line.
    ///
    /// - Throws: `Missing` with what was printed when the libraries can't be had or the script fails.
    static func run(_ arguments: [String]) async throws -> [JSON] {
        let python = try await python()
        let lines = try await output(
            of: "/bin/sh", ["-c", #""$@" && echo "fin""#, "sh", python, check] + arguments)
        guard lines.last == "fin" else {
            throw Missing(description: "check.py: \(lines.suffix(12).joined(separator: "\n"))")
        }
        return try lines.dropLast().map { try JSON(text: $0) }
    }

    private static func python() async throws -> String {
        let script = root.appending(path: "scripts/sdks.sh").path
        let lines = try await output(of: script, [])
        guard let last = lines.last, last.hasSuffix("bin/python") else {
            throw Missing(
                description:
                    "the providers' client libraries can't be had, without which the wires can't be vouched "
                    + "for:\n\(lines.joined(separator: "\n"))")
        }
        return last
    }

    private static func output(of executable: String, _ arguments: [String]) async throws -> [String] {
        try await ChildProcess.with(executable, arguments) { child in
            var lines: [String] = []
            for await line in child.lines { lines.append(line) }
            return lines
        }
    }
}
