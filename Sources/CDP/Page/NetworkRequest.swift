import Foundation

extension NetworkLedger {
    /// One request of a page; each hop of a chain of redirects is one of its own.
    ///
    /// Times that end in `At` are seconds on the browser's monotonic clock.
    package struct Request: Sendable {
        package let id: String
        /// Counts the requests of the page, redirects included.
        package let number: Int
        package let method: String
        package let url: String
        /// Chromium's resource type: `Document`, `XHR`, `Fetch`, `Script`, ….
        package let kind: String
        package let started: ContinuousClock.Instant
        /// When it was made, in seconds since 1970.
        package var wallTime: Double
        package var issuedAt = 0.0
        /// Number of the step that was being played; 0 before the first.
        package var step = 0
        /// The document it was made for, as `FrameTable.Frame.document` has it.
        package var document: String?
        package var frame: String?
        /// The worker or other target that made it; nil for the page itself.
        package var source: String?
        /// Whether anybody looks at the page for its answer.
        var isAwaited = true
        /// Whether its answer is what the page's main frame shows.
        package var isMainDocument = false
        package var initiator: Initiator?
        package var priority: String?

        /// When the answer began to come.
        package var answered: ContinuousClock.Instant?
        /// When the latest part of the answer came.
        var moved: ContinuousClock.Instant?
        package var answeredAt: Double?
        package var ended: ContinuousClock.Instant?
        package var endedAt: Double?
        /// What the page was told; a revalidated answer from the cache is 200 to it.
        package var status: Int?
        /// What came over the wire, where that is known.
        package var wireStatus: Int?
        package var statusText = ""
        package var mimeType: String?
        /// What came over the wire, headers included.
        package var bytes: Double = 0
        /// What the page got, decoded.
        package var contentBytes = 0
        package var headerBytes: Int?
        /// Why it failed on the way, such as `net::ERR_CONNECTION_REFUSED`.
        package var failure: String?
        /// More about a failure: what blocked it, or which rule of CORS.
        package var failureReason: String?
        package var isCanceled = false
        package var protocolName: String?
        package var server: Server?
        package var connection: String?
        package var cache: Cache?
        package var timing: DevTools.Network.ResourceTiming?
        /// As sent, where Chromium told; values of a repeated header are separated by line breaks.
        package var requestHeaders: [String: String] = [:]
        package var responseHeaders: [String: String] = [:]
        package var postData: Clip?
        /// Of an answer that tells of a failure.
        package var body: Clip?
        /// What went over a WebSocket or came from an event source.
        package var messages = MessageLog()
    }
}

extension NetworkLedger.Request {
    /// Who answered.
    package struct Server: Sendable, Equatable {
        package var address: String
        package var port: Int
    }

    /// Where an answer came from that did not come over the wire.
    package enum Cache: String, Sendable {
        case memory, disk, prefetch
        case serviceWorker = "service-worker"
    }

    /// What made the page ask.
    package struct Initiator: Sendable, Equatable {
        package var kind: String
        package var url: String?
        /// Both count from 0, as the protocol does.
        package var line: Int?
        package var column: Int?
    }

    /// A text of which only the beginning may have been kept.
    package struct Clip: Sendable, Equatable {
        package var text: String
        package var isCut = false

        package init(_ text: String, limit: Int) {
            isCut = text.utf8.count > limit
            self.text = isCut ? String(decoding: text.utf8.prefix(limit), as: UTF8.self) : text
        }
    }

    /// Whether the page's user is still waiting for it.
    func blocks(at now: ContinuousClock.Instant) -> Bool {
        ended == nil && isAwaited && Self.awaited.contains(kind) && now < patienceEnd
    }

    /// Until when its user waits for it.
    var patienceEnd: ContinuousClock.Instant {
        let end = started + NetworkLedger.patience
        guard kind == "Fetch" || kind == "Script", let last = moved ?? answered else { return end }
        return min(end, last + NetworkLedger.bodyPatience)
    }

    // What a page is built from and what it asks for; pictures, icons, pings and streams hold nobody up.
    private static let awaited: Set<String> = ["Document", "Stylesheet", "Script", "XHR", "Fetch"]

    /// Whether it went wrong in a way its page did not cause itself by leaving.
    package var isFailure: Bool { (failure != nil && !isCanceled) || (status ?? 0) >= 400 }

    /// Whether the body of its answer says why it failed, in words.
    var explainsItself: Bool {
        guard (status ?? 0) >= 400, cache == nil, bytes < Double(NetworkLedger.largestBody) else {
            return false
        }
        let type = (mimeType ?? "").lowercased()
        return type.hasPrefix("text/") || Self.wordy.contains { type.contains($0) }
    }

    private static let wordy = ["json", "xml", "javascript", "x-www-form-urlencoded"]

    /// What a person would call it, for waits and messages.
    package var title: String { "\(method) \(Self.path(url))" }

    static func path(_ url: String) -> String {
        guard let scheme = url.range(of: "://") else { return cut(url[...]) }
        let rest = url[scheme.upperBound...]
        return cut(rest.firstIndex(of: "/").map { rest[$0...] } ?? "/")
    }

    private static func cut(_ text: Substring) -> String {
        text.count > 80 ? text.prefix(79) + "…" : String(text)
    }
}
