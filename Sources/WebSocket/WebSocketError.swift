/// What went wrong with a socket or with the loop that serves it.
package struct WebSocketError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// Not a `ws://` address with a literal IP or `localhost`.
        case badAddress
        /// Nobody listens, or the peer hung up before the upgrade.
        case unreachable
        /// The server answered the upgrade with this HTTP status.
        case rejected(status: Int)
        case timedOut
        case tooLarge
        case closed
        /// The library could not make its context or thread.
        case unavailable
    }

    package let code: Code
    /// The address, or empty when the error is not about one socket.
    package let url: String
    package let detail: String

    package init(_ code: Code, url: String = "", detail: String) {
        self.code = code
        self.url = url
        self.detail = detail
    }

    package var description: String {
        url.isEmpty ? "WebSocket \(code): \(detail)" : "WebSocket \(url): \(code): \(detail)"
    }
}
