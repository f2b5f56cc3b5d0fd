import Foundation
import Testing

/// The built programs, which lie beside the test bundle.
enum Program {
    static func perceo() throws -> URL { try find("perceo") }
    static func shop() throws -> URL { try find("shop") }

    /// The repository, for the shop's pages and the flows that belong to it.
    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func find(_ name: String) throws -> URL {
        let started = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let folders = [started, Bundle.main.bundleURL, repository.appending(path: ".build/debug")]
        let found = folders.map { $0.appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
        return try #require(found, "\(name) is built beside the tests")
    }
}
