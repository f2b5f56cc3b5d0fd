/// The requests of one page, those of its frames and workers included.
///
/// Pure and bounded: the oldest finished ones are forgotten first.
package struct NetworkLedger: Sendable {
    /// A request that takes longer is a long poll or a stream: nobody waits for it any more.
    static let patience: Duration = .seconds(2)
    /// Of an answer to `fetch` whose body the page never reads Chromium never tells the end, nor of a worker's script.
    static let bodyPatience: Duration = .milliseconds(300)
    static let capacity = 4000
    /// How much of what a request sent is kept.
    static let longestPost = 64 << 10
    /// How much of the body of a failed answer is kept, of a body of at most this size, and of how many.
    static let longestBody = 16 << 10
    static let largestBody = 1 << 20
    static let mostBodies = 50

    private var table: [Int: Request] = [:]
    /// The latest request of each id.
    private var latest: [String: Int] = [:]
    private var running: Set<Int> = []
    private var pairings: [String: ExtraInfo.Pairing] = [:]
    private var bodies = 0
    /// How many bodies of failed answers were asked for and have not come.
    var bodiesAsked = 0
    package private(set) var count = 0
    package private(set) var forgotten = 0
    /// The step that is being played.
    var step = 0

    package init() {}

    mutating func started(_ request: Request) {
        ended(request.id) { $0.ended = request.started }
        var request = request
        request.step = step
        table[request.number] = request
        latest[request.id] = request.number
        running.insert(request.number)
        pairings[request.id, default: .init()].add(hop: request.number)
        trim()
    }

    mutating func nextNumber() -> Int {
        count += 1
        return count
    }

    /// Whether a request of this id is on its way.
    func isRunning(_ id: String) -> Bool { latest[id].map(running.contains) ?? false }

    mutating func change(_ id: String, _ body: (inout Request) -> Void) {
        guard let number = latest[id], running.contains(number) else { return }
        change(number, body)
    }

    /// Changes what is known of a request, though it may be over.
    mutating func change(_ number: Int, _ body: (inout Request) -> Void) {
        guard table[number] != nil else { return }
        body(&table[number, default: Self.nothing])
    }

    /// Notes the end of a request; returns it as it was in the end, or nil when it had ended before.
    @discardableResult
    mutating func ended(_ id: String, _ body: (inout Request) -> Void) -> Request? {
        guard let number = latest[id], running.remove(number) != nil else { return nil }
        change(number, body)
        return table[number]
    }

    /// Whether to fetch the body of an answer that failed.
    mutating func wantsBody(of request: Request) -> Bool {
        guard request.explainsItself, bodies < Self.mostBodies else { return false }
        bodies += 1
        return true
    }

    private mutating func trim() {
        guard table.count - running.count > Self.capacity else { return }
        let leaving = table.keys.filter { !running.contains($0) }.sorted().prefix(Self.capacity / 4)
        for number in leaving {
            guard let id = table.removeValue(forKey: number)?.id, latest[id] == number else { continue }
            latest[id] = nil
            pairings[id] = nil
        }
        // Extra info of requests that were never announced.
        pairings = pairings.filter { latest[$0.key] != nil }
        forgotten += leaving.count
    }

    private static let nothing = Request(
        id: "", number: 0, method: "", url: "", kind: "", started: .now, wallTime: 0)
}

// What the network service tells besides.
extension NetworkLedger {
    mutating func told(_ id: String, hasExtra: Bool) {
        guard let number = latest[id] else { return }
        pairings[id]?.tell(number, hasExtra: hasExtra)
        pair(id)
    }

    mutating func add(_ info: ExtraInfo.Sent) {
        pairings[info.requestId, default: .init()].add(info)
        pair(info.requestId)
    }

    mutating func add(_ info: ExtraInfo.Received) {
        pairings[info.requestId, default: .init()].add(info)
        pair(info.requestId)
    }

    private mutating func pair(_ id: String) {
        for match in pairings[id]?.matches() ?? [] {
            change(match.number) { request in
                if let sent = match.sent { request.requestHeaders = sent.headers }
                guard let received = match.received else { return }
                request.responseHeaders = received.headers
                request.headerBytes = received.headersText?.utf8.count
                request.wireStatus = received.statusCode
            }
        }
    }
}

// Questions.
extension NetworkLedger {
    /// Whether a failed answer, or what it says, is still on its way.
    var isHearingOfFailure: Bool {
        bodiesAsked > 0 || running.contains { table[$0]?.explainsItself == true }
    }

    /// Every remembered request after the given number, in order.
    package func requests(after number: Int) -> [Request] {
        table.values.filter { $0.number > number }.sorted { $0.number < $1.number }
    }

    /// The oldest request that the page still waits for.
    package func blocking(at now: ContinuousClock.Instant = .now) -> Request? {
        running.sorted().lazy.compactMap { table[$0] }.first { $0.blocks(at: now) }
    }

    /// How many messages of sockets and event sources are remembered no more.
    package var forgottenMessages: Int { table.values.reduce(0) { $0 + $1.messages.forgotten } }
}
