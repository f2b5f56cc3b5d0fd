/// The parts of `ws://HOST:PORT/PATH` that the upgrade needs.
///
/// Names are refused: resolving one would block the service thread, and Chromium answers any other `Host`
/// than an IP or `localhost` with 500.
struct Endpoint: Sendable, Equatable {
    let url: String
    let address: String
    let port: Int
    let path: String

    init(_ url: String) throws(WebSocketError) {
        let scheme = "ws://"
        guard url.hasPrefix(scheme) else { throw Self.refusal(url, "not a ws:// address") }
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Self.refusal(url, "contains spaces, control or non-ASCII characters")
        }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let tail = rest[authority.endIndex...].prefix { $0 != "#" }

        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first else { throw Self.refusal(url, "unreadable host") }
        let portText = parts.count == 2 ? String(parts[1]) : "80"
        guard let port = Int(portText), (1...65_535).contains(port) else {
            throw Self.refusal(url, "unreadable port")
        }
        let address = host.lowercased() == "localhost" ? "127.0.0.1" : String(host)
        guard Self.isIPv4(address) else { throw Self.refusal(url, "host is not a literal IPv4 address") }

        self.url = url
        self.address = address
        self.port = port
        path = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    private static func isIPv4(_ text: String) -> Bool {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4
            && octets.allSatisfy {
                (1...3).contains($0.count) && $0.allSatisfy(\.isNumber) && UInt8($0) != nil
            }
    }

    private static func refusal(_ url: String, _ detail: String) -> WebSocketError {
        WebSocketError(.badAddress, url: url, detail: detail)
    }
}
