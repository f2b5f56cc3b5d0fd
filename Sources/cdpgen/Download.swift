import Foundation

/// Fetches what a browser serves over HTTP.
///
/// Uses the `curl` program: FoundationNetworking refuses Chromium's answers, whose headers have no blank after
/// the colon (swift-corelibs-foundation#4965).
enum Download {
    static let limitSeconds = 20

    static func data(from address: String) throws -> Data {
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.arguments = [
            "curl", "--silent", "--show-error", "--fail", "--noproxy", "*", "--proto", "=http",
            "--max-time", String(limitSeconds), "--url", address,
        ]
        let output = Pipe()
        let complaint = Pipe()
        curl.standardOutput = output
        curl.standardError = complaint
        try curl.run()
        let body = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try complaint.fileHandleForReading.readToEnd() ?? Data()
        curl.waitUntilExit()
        guard curl.terminationStatus == 0 else {
            let detail = String(decoding: words, as: UTF8.self).trimmingCharacters(
                in: .whitespacesAndNewlines)
            throw CdpgenError(code: .unreadableProtocol, what: address, detail: detail)
        }
        return body
    }
}
