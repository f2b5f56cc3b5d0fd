import Foundation
import Subprocess
import SystemPackage

/// Which version of the project is tested.
struct SourceRevision: Sendable, Equatable {
    var commit: String?
    var branch: String?

    /// Asks git, and the variables that CI systems set where git has no branch; both may be unknown.
    static func read(in folder: URL, environment: [String: String]) async -> SourceRevision {
        let commit = await git(["rev-parse", "HEAD"], folder)
        let branch = await git(["rev-parse", "--abbrev-ref", "HEAD"], folder).flatMap {
            $0 == "HEAD" ? nil : $0
        }
        let named = ["GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BUILDKITE_BRANCH"]
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        return SourceRevision(
            commit: commit ?? environment["GITHUB_SHA"] ?? environment["CI_COMMIT_SHA"],
            branch: branch ?? named)
    }

    private static func git(_ arguments: [String], _ folder: URL) async -> String? {
        let result = try? await Subprocess.run(
            .name("git"), arguments: Arguments(arguments), workingDirectory: FilePath(folder.path),
            output: .string(limit: 4096))
        guard let result, result.terminationStatus.isSuccess else { return nil }
        let text = result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}
