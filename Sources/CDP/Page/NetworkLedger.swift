import Foundation

/// The requests of one page.
///
/// Pure and bounded: the oldest finished ones are forgotten first.
package struct NetworkLedger: Sendable {
    package struct Request: Sendable {
        package let id: String
        /// Counts the requests of the page, redirects included.
        package let number: Int
        package let method: String
        package let url: String
        /// Chromium's resource type: `Document`, `XHR`, `Fetch`, `Script`, ….
        package let kind: String
        package let started: ContinuousClock.Instant
        package let wallTime: Double
        /// When the answer began to come.
        package var answered: ContinuousClock.Instant?
        package var ended: ContinuousClock.Instant?
        package var status: Int?
        package var mimeType: String?
        package var bytes: Double = 0
        /// Why it failed on the way, such as `net::ERR_CONNECTION_REFUSED`.
        package var failure: String?
        package var isCanceled = false
        package var protocolName: String?
        package var requestHeaders: [String: String] = [:]
        package var responseHeaders: [String: String] = [:]

        /// Whether the page's user is still waiting for it.
        func blocks(at now: ContinuousClock.Instant) -> Bool {
            ended == nil && Self.awaited.contains(kind) && now < patienceEnd
        }

        /// Until when its user waits for it.
        var patienceEnd: ContinuousClock.Instant {
            let end = started + NetworkLedger.patience
            guard kind == "Fetch", let answered else { return end }
            return min(end, answered + NetworkLedger.bodyPatience)
        }

        // What a page is built from and what it asks for; pictures, icons, pings and streams hold nobody up.
        private static let awaited: Set<String> = ["Document", "Stylesheet", "Script", "XHR", "Fetch"]

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

    /// A request that takes longer is a long poll or a stream: nobody waits for it any more.
    static let patience: Duration = .seconds(2)
    /// Of an answer to `fetch` whose body the page never reads Chromium never tells the end.
    static let bodyPatience: Duration = .milliseconds(300)
    static let capacity = 4000

    private var requests: [String: Request] = [:]
    /// Redirected and forgotten-id requests that are over, oldest first.
    private var finished: [Request] = []
    package private(set) var count = 0
    package private(set) var forgotten = 0

    package init() {}

    mutating func started(_ request: Request) {
        if var earlier = requests.removeValue(forKey: request.id) {
            earlier.ended = earlier.ended ?? request.started
            keep(earlier)
        }
        requests[request.id] = request
    }

    mutating func nextNumber() -> Int {
        count += 1
        return count
    }

    mutating func change(_ id: String, _ body: (inout Request) -> Void) {
        guard var request = requests[id] else { return }
        body(&request)
        requests[id] = request
    }

    mutating func ended(_ id: String, _ body: (inout Request) -> Void) {
        guard var request = requests.removeValue(forKey: id) else { return }
        body(&request)
        keep(request)
    }

    private mutating func keep(_ request: Request) {
        finished.append(request)
        if finished.count > Self.capacity {
            finished.removeFirst(Self.capacity / 4)
            forgotten += Self.capacity / 4
        }
    }

    /// Every remembered request after the given number, in order.
    package func requests(after number: Int) -> [Request] {
        (finished + requests.values).filter { $0.number > number }.sorted { $0.number < $1.number }
    }

    /// The oldest request that the page still waits for.
    package func blocking(at now: ContinuousClock.Instant = .now) -> Request? {
        requests.values.filter { $0.blocks(at: now) }.min { $0.number < $1.number }
    }
}
