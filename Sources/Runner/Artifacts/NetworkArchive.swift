import Agent
import CDP
import Foundation

/// Writes the requests of a page as an HTTP archive (HAR 1.2), which every browser's tools can open.
enum NetworkArchive {
    private struct Archive: Encodable { let log: Log }
    private struct Log: Encodable {
        let version = "1.2"
        let creator = Creator()
        let entries: [Entry]
    }
    private struct Creator: Encodable {
        let name = "perceo"
        let version = "1"
    }
    private struct Entry: Encodable {
        let startedDateTime: String
        let time: Double
        let request: Request
        let response: Response
        let cache = Empty()
        let timings: Timings
        let _resourceType: String
        let _error: String?
    }
    private struct Empty: Encodable {}
    private struct Header: Encodable {
        let name: String
        let value: String
    }
    private struct Request: Encodable {
        let method: String
        let url: String
        let httpVersion: String
        let headers: [Header]
        let queryString: [Header] = []
        let cookies: [Header] = []
        let headersSize = -1
        let bodySize = -1
    }
    private struct Response: Encodable {
        let status: Int
        let statusText = ""
        let httpVersion: String
        let headers: [Header]
        let cookies: [Header] = []
        let content: Content
        let redirectURL = ""
        let headersSize = -1
        let bodySize: Int
    }
    private struct Content: Encodable {
        let size: Int
        let mimeType: String
    }
    private struct Timings: Encodable {
        let send = 0
        let wait: Double
        let receive = 0
    }

    static func write(_ requests: [NetworkLedger.Request], redactor: Redactor, to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let entries = requests.map { entry($0, redactor) }
        try AtomicFile.write(try encoder.encode(Archive(log: Log(entries: entries))), to: file)
    }

    private static func entry(_ request: NetworkLedger.Request, _ redactor: Redactor) -> Entry {
        let version = request.protocolName ?? "unknown"
        let time = request.ended.map { ($0 - request.started) / .milliseconds(1) } ?? 0
        let started = Date(timeIntervalSince1970: request.wallTime)
        let size = Int(exactly: request.bytes.rounded()) ?? 0
        return Entry(
            startedDateTime: Timestamp.text(started), time: time,
            request: Request(
                method: request.method, url: redactor.redact(request.url), httpVersion: version,
                headers: headers(request.requestHeaders, redactor)),
            response: Response(
                status: request.status ?? 0, httpVersion: version,
                headers: headers(request.responseHeaders, redactor),
                content: Content(size: size, mimeType: request.mimeType ?? ""), bodySize: size),
            timings: Timings(wait: time), _resourceType: request.kind, _error: request.failure)
    }

    /// Headers that hold credentials say only that they were there.
    private static func headers(_ table: [String: String], _ redactor: Redactor) -> [Header] {
        let credentials = ["cookie", "set-cookie", "authorization", "proxy-authorization"]
        return table.sorted { $0.key < $1.key }.map { name, value in
            let isCredential = credentials.contains(name.lowercased())
            return Header(name: name, value: isCredential ? Redactor.mark : redactor.redact(value))
        }
    }
}
