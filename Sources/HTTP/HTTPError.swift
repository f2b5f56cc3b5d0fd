/// Why there is no response; an answer with any status is a response.
package struct HTTPError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// No such host, nobody listens; the request was not sent.
        case unreachable
        /// The connection ended before the response was whole; the request may have had its effect.
        case dropped
        case timedOut
        case tls
        case tooLarge
        case cancelled
        /// The client has been closed.
        case closed
        case badURL
        /// Method, headers or body file cannot be sent as they are.
        case badRequest
        /// Any other code of libcurl.
        case other(Int)
    }

    package let code: Code
    /// Without credentials, query and fragment.
    package let url: String
    package let detail: String

    package init(_ code: Code, url: String, detail: String) {
        self.code = code
        self.url = Self.withoutSecrets(url)
        self.detail = detail
    }

    package var description: String { "HTTP \(url): \(code): \(detail)" }

    static func withoutSecrets(_ url: String) -> String {
        var kept = url.prefix { $0 != "?" && $0 != "#" }
        let isCut = kept.endIndex != url.endIndex
        if let scheme = kept.firstRange(of: "://") {
            let authority = kept[scheme.upperBound...].prefix { $0 != "/" }
            if let at = authority.lastIndex(of: "@") { kept.removeSubrange(scheme.upperBound...at) }
        }
        return isCut ? kept + "?…" : String(kept)
    }
}
