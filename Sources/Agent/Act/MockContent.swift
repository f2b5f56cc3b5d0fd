import CDP
import Flows
import Foundation

/// What a mock of a flow file answers, as it goes over the wire.
struct MockContent {
    let reply: MockRule.Reply

    init(_ mock: BrowserSettings.Mock) throws(FlowFileError) {
        switch mock.reply {
        case .failure(let word):
            guard let reason = MockRule.netErrors[word.text] else {
                throw EmulationPlan.unknown("abort", word, MockRule.netErrors.keys.sorted())
            }
            reply = .failure(reason)
        case .answer(let status, let written, let body):
            let (bytes, type) = try Self.content(body, mock.location)
            var headers = written.mapValues { $0.reveal { $0 } }
            if let type, !headers.keys.contains(where: { $0.lowercased() == "content-type" }) {
                headers["content-type"] = type
            }
            reply = .answer(status: status, headers: headers, body: bytes)
        }
    }

    private static func content(
        _ body: BrowserSettings.Mock.Body, _ location: SourceLocation
    ) throws(FlowFileError) -> (bytes: [UInt8], type: String?) {
        switch body {
        case .none: return ([], nil)
        case .text(let text): return (text.reveal { Array($0.utf8) }, "text/plain; charset=utf-8")
        case .json(let text): return (text.reveal { Array($0.utf8) }, "application/json")
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw FlowFileError(location, "the file \(path) can't be read")
            }
            let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
            return (Array(data), types[ending] ?? "application/octet-stream")
        }
    }

    private static let types = [
        "css": "text/css", "csv": "text/csv", "gif": "image/gif", "html": "text/html; charset=utf-8",
        "jpg": "image/jpeg", "js": "text/javascript", "json": "application/json", "pdf": "application/pdf",
        "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8", "webp": "image/webp",
        "xml": "application/xml",
    ]
}
