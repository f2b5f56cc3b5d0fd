/// An answer given in the network's stead.
package struct MockRule: Sendable, Equatable {
    package enum Reply: Sendable, Equatable {
        case answer(status: Int, headers: [String: String], body: [UInt8])
        /// The request fails as if the network had, with one of `netErrors`.
        case failure(String)
    }

    /// In capitals; nil for any.
    package var method: String?
    package var url: URLGlob
    package var reply: Reply
    package var delay: Duration
    /// How often it answers before it is used up; nil for always.
    package var times: Int?

    package init(
        method: String? = nil, url: URLGlob, reply: Reply, delay: Duration = .zero, times: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.reply = reply
        self.delay = delay
        self.times = times
    }

    func covers(_ method: String, _ url: String) -> Bool {
        (self.method == nil || self.method == method) && times != 0 && self.url.matches(url)
    }

    /// The ways a request can fail, by the words flows use.
    package static let netErrors: [String: String] = [
        "aborted": "Aborted", "access-denied": "AccessDenied", "address-unreachable": "AddressUnreachable",
        "blocked": "BlockedByClient", "connection-closed": "ConnectionClosed",
        "connection-failed": "ConnectionFailed", "connection-refused": "ConnectionRefused",
        "connection-reset": "ConnectionReset", "failed": "Failed",
        "internet-disconnected": "InternetDisconnected", "name-not-resolved": "NameNotResolved",
        "timed-out": "TimedOut",
    ]
}
