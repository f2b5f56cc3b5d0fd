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

/// Whom pages may ask for things.
package struct OriginPolicy: Sendable, Equatable {
    package enum Reach: Sendable, Equatable {
        /// Only the documents that tabs show have to be of these origins.
        case tabs
        /// Every request.
        case everything
    }

    package var reach: Reach
    package var origins: [OriginPattern]

    package init(_ reach: Reach, _ origins: [OriginPattern]) {
        self.reach = reach
        self.origins = origins
    }

    /// What needs no network is of nobody.
    package func allows(_ address: String) -> Bool {
        let scheme = address.prefix { $0 != ":" }.lowercased()
        guard ["http", "https", "ws", "wss"].contains(scheme) else { return !Self.closed.contains(scheme) }
        return origins.contains { $0.covers(address) }
    }

    /// Addresses that show more than an application: the disk, and the browser itself.
    private static let closed: Set<String> = ["file", "chrome", "devtools", "view-source", "ftp"]
}

/// A request that was not let out, for its origin is none of those that were named.
package struct RefusedRequest: Sendable, Equatable {
    package var address: String
    /// A tab was to show it.
    package var isDocument: Bool
}
