import Foundation
import PerceoTestKit
import Testing

@testable import WebSocket

/// A real browser as the other end of the socket.
enum Chromium {
    private static let path = "/usr/lib/chromium/chromium-headless-shell"

    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    static func with<R>(_ body: (ChildProcess, _ url: String) async throws -> R) async throws -> R {
        let profile = FileManager.default.temporaryDirectory.appending(path: "perceo-ws-\(UUID())")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: profile) }
        let arguments = [
            "--no-sandbox", "--remote-debugging-port=0", "--user-data-dir=\(profile.path)", "about:blank",
        ]
        return try await ChildProcess.with(path, arguments) { child in
            let mark = "DevTools listening on "
            let url = await child.firstLine { line in
                line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
            }
            return try await body(child, try #require(url))
        }
    }
}
