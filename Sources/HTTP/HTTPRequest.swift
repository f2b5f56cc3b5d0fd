/// What to send, and how long and how much to wait for.
package struct HTTPRequest: Sendable {
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Streamed from the file at this path.
        case file(String)
    }

    package struct Limits: Sendable {
        /// Of a response that is collected, after decompression; a streamed one has no limit.
        package var maximumBodyBytes: Int

        package init(maximumBodyBytes: Int = 64 << 20) {
            self.maximumBodyBytes = maximumBodyBytes
        }
    }

    package var method: String
    /// `http` or `https`.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: Body
    /// For everything, from the call to the last byte.
    package var timeout: Duration
    /// For name, connection and TLS.
    package var connectTimeout: Duration
    /// How long not a byte may move in either direction, in whole seconds; nil: as long as the rest allows.
    package var stallTimeout: Duration?
    package var followRedirects: Bool
    package var limits: Limits

    package init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [],
        body: Body = .none,
        timeout: Duration = .seconds(60), connectTimeout: Duration = .seconds(10),
        stallTimeout: Duration? = nil,
        followRedirects: Bool = false, limits: Limits = .init()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.stallTimeout = stallTimeout
        self.followRedirects = followRedirects
        self.limits = limits
    }

    /// Refuses what would let a value become another header, another request or another address.
    func validate() throws(HTTPError) {
        guard !url.isEmpty, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw HTTPError(.badURL, url: url, detail: "empty or with spaces or control characters")
        }
        guard Self.isToken(method) else { throw HTTPError(.badRequest, url: url, detail: "unusable method") }
        for header in headers {
            guard Self.isToken(header.name) else {
                throw HTTPError(
                    .badRequest, url: url, detail: "unusable header name \(header.name.debugDescription)")
            }
            guard header.value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                throw HTTPError(.badRequest, url: url, detail: "control characters in header \(header.name)")
            }
        }
    }

    func hasHeader(_ name: String) -> Bool {
        headers.contains { $0.name.lowercased() == name }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default:
                    "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
