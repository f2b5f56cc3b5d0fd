/// What the network service tells of a request besides what the renderer tells: headers and status as they were on the
/// wire.
///
/// It may come before or after what it belongs to, or never.
enum ExtraInfo {
    struct Sent: DevToolsEvent {
        static let method = "Network.requestWillBeSentExtraInfo"
        let requestId: String
        let headers: [String: String]
    }

    struct Received: DevToolsEvent {
        static let method = "Network.responseReceivedExtraInfo"
        let requestId: String
        let headers: [String: String]
        let headersText: String?
        let statusCode: Int?
    }

    /// Finds the hop of a chain of redirects, all of one id, that each piece belongs to.
    ///
    /// Pieces come in the order of the hops that have any; which hops have is only told with their answers.
    struct Pairing: Sendable {
        private struct Hop {
            let number: Int
            /// Whether there is extra info of it; nil until told.
            var hasExtra: Bool?
        }

        private var hops: [Hop] = []
        private var sent: [Sent?] = []
        private var received: [Received?] = []

        mutating func add(hop number: Int) { hops.append(Hop(number: number)) }
        mutating func add(_ info: Sent) { sent.append(info) }
        mutating func add(_ info: Received) { received.append(info) }

        /// Notes what the answer to a hop told; the first word stands.
        mutating func tell(_ number: Int, hasExtra: Bool) {
            guard let index = hops.firstIndex(where: { $0.number == number }) else { return }
            hops[index].hasExtra = hops[index].hasExtra ?? hasExtra
        }

        /// Takes out the pieces that have found their hop.
        mutating func matches() -> [(number: Int, sent: Sent?, received: Received?)] {
            var found: [(number: Int, sent: Sent?, received: Received?)] = []
            var place = 0
            for hop in hops {
                guard let hasExtra = hop.hasExtra else { break }
                guard hasExtra else { continue }
                let match = (hop.number, take(&sent, place), take(&received, place))
                if match.1 != nil || match.2 != nil { found.append(match) }
                place += 1
            }
            return found
        }

        private func take<Info>(_ list: inout [Info?], _ place: Int) -> Info? {
            guard list.indices.contains(place) else { return nil }
            defer { list[place] = nil }
            return list[place]
        }
    }
}
