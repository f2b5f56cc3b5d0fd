package import struct Foundation.URL

/// Which origins are meant: `https://pay.example`, `https://*.example.com`, `http://localhost:*`.
package struct OriginPattern: Sendable, Hashable, CustomStringConvertible {
    private let scheme: String
    private let host: String
    /// Nil for any.
    private let port: Int?

    /// Nil for what is no origin: another scheme than http and https, or more than scheme, host and port.
    package init?(_ text: String) {
        let form = /(https?):\/\/((?:\*\.)?[^\/\s*?#@:\[\]\\]+|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}|\*))?\/?/
        guard let parts = text.wholeMatch(of: form) else { return nil }
        scheme = String(parts.1)
        host = parts.2.lowercased()
        guard parts.3 != "*" else {
            port = nil
            return
        }
        let given = parts.3.map { Int($0) } ?? Self.standardPort(scheme)
        guard let given, (1...65_535).contains(given) else { return nil }
        port = given
    }

    package init?(of url: URL) {
        guard let origin = Origin(url) else { return nil }
        self.init(origin.description)
    }

    /// Web sockets count as what they are upgraded from.
    package func covers(_ address: String) -> Bool {
        guard let url = URL(string: address), let scheme = url.scheme.map(Self.plain), scheme == self.scheme,
            let host = url.host(percentEncoded: true)?.lowercased()
        else { return false }
        let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard port == nil || (url.port ?? Self.standardPort(scheme)) == port else { return false }
        return self.host.hasPrefix("*.") ? shown.hasSuffix(self.host.dropFirst()) : shown == self.host
    }

    /// The same host with a secure connection, as applications send their visitors there by themselves.
    package var secured: OriginPattern? {
        scheme == "http" && port == 80 ? OriginPattern("https://" + host) : nil
    }

    /// The same for what Chromium asks about proxies, web sockets apart from what they are upgraded from.
    var proxyRules: [String] {
        let secure = scheme == "https"
        let rest = "://\(host)" + (port.map { ":\($0)" } ?? "")
        return [scheme + rest, (secure ? "wss" : "ws") + rest]
    }

    package var description: String {
        let shown = port.map { $0 == Self.standardPort(scheme) ? "" : ":\($0)" } ?? ":*"
        return "\(scheme)://\(host)\(shown)"
    }

    private static func plain(_ scheme: String) -> String {
        switch scheme.lowercased() {
        case "ws": "http"
        case "wss": "https"
        default: scheme.lowercased()
        }
    }

    private static func standardPort(_ scheme: String) -> Int? { scheme == "http" ? 80 : 443 }
}
