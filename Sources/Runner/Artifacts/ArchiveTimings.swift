import CDP

/// Where the time of one request went, in milliseconds; -1 is what did not happen.
///
/// `ssl` is part of `connect`; all others follow one another, so that they add up to the time of the whole.
struct ArchiveTimings: Encodable, Equatable {
    var blocked = -1.0
    var dns = -1.0
    var connect = -1.0
    var ssl = -1.0
    var send = 0.0
    var wait = 0.0
    var receive = 0.0

    /// The sum that HAR calls the time of an entry.
    var total: Double {
        Self.rounded([blocked, dns, connect, send, wait, receive].filter { $0 > 0 }.reduce(0, +))
    }

    init(_ request: NetworkLedger.Request) {
        guard let end = request.endedAt ?? request.answeredAt else { return }
        var cut = Cut(from: request.issuedAt, to: end)
        guard let answered = request.answeredAt else {
            blocked = cut.length(until: end)
            return
        }
        // A cached answer brings the timing of the request that it was cached from.
        if let timing = request.timing, request.cache == nil, timing.requestTime >= request.issuedAt - 0.05 {
            let moment = { timing.requestTime + $0 / 1000 }
            let first = [timing.dnsStart, timing.connectStart, timing.sendStart].first { $0 >= 0 } ?? 0
            blocked = cut.length(until: moment(first))
            if timing.dnsEnd >= 0 { dns = cut.length(until: moment(timing.dnsEnd)) }
            if timing.connectEnd >= 0 { connect = cut.length(until: moment(timing.connectEnd)) }
            if timing.sslEnd >= 0 { ssl = min(connect, Self.rounded(timing.sslEnd - timing.sslStart)) }
            if timing.sendEnd >= 0 { send = cut.length(until: moment(timing.sendEnd)) }
            wait = cut.length(
                until: timing.receiveHeadersEnd >= 0 ? moment(timing.receiveHeadersEnd) : answered)
        } else {
            wait = cut.length(until: answered)
        }
        receive = cut.length(until: end)
    }

    /// Cuts a span of time into pieces that follow one another.
    private struct Cut {
        private var place: Double
        private let end: Double

        init(from start: Double, to end: Double) {
            place = start
            self.end = max(start, end)
        }

        /// The piece from the last cut to this moment, in milliseconds.
        mutating func length(until moment: Double) -> Double {
            let next = min(max(moment, place), end)
            defer { place = next }
            return ArchiveTimings.rounded((next - place) * 1000)
        }
    }

    private static func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }
}
