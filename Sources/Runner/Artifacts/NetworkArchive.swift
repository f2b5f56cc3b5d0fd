import Agent
import CDP
import Foundation

/// Writes the requests of a page as an HTTP archive (HAR 1.2), which every browser's tools can open.
///
/// Secrets are taken out of every text, and headers and cookies that hold credentials say only that they were there.
struct NetworkArchive {
    let redactor: Redactor
    /// As the browser names itself, such as `HeadlessChrome/156.0.8078.79`.
    var browser: String?
    var documents: [DocumentVitals] = []
    /// How many earlier requests are remembered no more.
    var forgotten = 0

    func write(_ requests: [NetworkLedger.Request], to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(try encoder.encode(archive(of: requests)), to: file)
    }

    func archive(of requests: [NetworkLedger.Request]) -> HTTPArchive {
        var log = HTTPArchive.Log(creator: HTTPArchive.Program(name: "perceo", version: "1"))
        let parts = (browser ?? "").split(separator: "/", maxSplits: 1)
        if parts.count == 2 { log.browser = .init(name: String(parts[0]), version: String(parts[1])) }
        let pages = Self.pages(of: requests)
        log.pages = pages.map(page)
        var shown: String?
        var names: [String: String] = [:]
        for page in pages { names[page.document] = page.id }
        for request in requests {
            if request.isMainDocument { shown = request.document.flatMap { names[$0] } ?? shown }
            var entry = entry(request)
            entry.pageref = request.document.flatMap { names[$0] } ?? shown ?? log.pages.first?.id
            log.entries.append(entry)
        }
        if forgotten > 0 { log.comment = "\(forgotten) earlier requests were not kept" }
        return HTTPArchive(log: log)
    }

    private struct Document {
        let id: String
        let document: String
        let start: Double
        var url: String
    }

    /// The documents that the main frame was sent for, each with where its redirects led.
    private static func pages(of requests: [NetworkLedger.Request]) -> [Document] {
        var pages: [Document] = []
        for request in requests where request.isMainDocument {
            guard let document = request.document else { continue }
            if let index = pages.lastIndex(where: { $0.document == document }) {
                pages[index].url = request.url
            } else {
                pages.append(
                    Document(
                        id: "page_\(pages.count + 1)", document: document, start: request.wallTime,
                        url: request.url))
            }
        }
        return pages
    }

    private func page(_ page: Document) -> HTTPArchive.Page {
        // The two clocks differ a little; documents of one page lie further apart.
        let vitals = documents.min { abs($0.start - page.start) < abs($1.start - page.start) }
        let own = vitals.flatMap { abs($0.start - page.start) < 0.5 ? $0 : nil }
        return HTTPArchive.Page(
            startedDateTime: Self.moment(page.start), id: page.id, title: redactor.redact(page.url),
            pageTimings: .init(onContentLoad: own?.contentLoadedMs, onLoad: own?.loadedMs))
    }

    static func moment(_ time: Double) -> String { Timestamp.text(Date(timeIntervalSince1970: time)) }

    private func entry(_ request: NetworkLedger.Request) -> HTTPArchive.Entry {
        let timings = ArchiveTimings(request)
        var entry = HTTPArchive.Entry(
            startedDateTime: Self.moment(request.wallTime), time: timings.total, request: sent(request),
            response: received(request), timings: timings, _resourceType: request.kind.lowercased(),
            _step: request.step)
        entry.serverIPAddress = request.server?.address
        entry._serverPort = request.server?.port
        entry.connection = request.connection
        entry._priority = request.priority
        entry._fromCache = request.cache?.rawValue
        entry._error = request.failure.map(redactor.redact)
        entry._errorReason = request.failureReason
        entry._canceled = request.isCanceled ? true : nil
        entry._source = request.source.map(redactor.redact)
        entry._initiator = request.initiator.map {
            .init(
                type: $0.kind, url: $0.url.map(redactor.redact), lineNumber: $0.line, columnNumber: $0.column)
        }
        add(request.messages, of: request.kind, to: &entry)
        return entry
    }

    private func add(_ log: MessageLog, of kind: String, to entry: inout HTTPArchive.Entry) {
        if log.forgotten > 0 { entry._forgottenMessages = log.forgotten }
        if kind == "WebSocket" {
            entry._webSocketMessages = log.messages.map {
                .init(
                    type: $0.direction.rawValue, time: $0.time, opcode: $0.opcode,
                    data: redactor.redact($0.text))
            }
        } else if !log.messages.isEmpty {
            entry._eventSourceMessages = log.messages.map {
                .init(
                    time: $0.time, eventName: $0.name ?? "", eventId: $0.id ?? "",
                    data: redactor.redact($0.text))
            }
        }
    }
}
