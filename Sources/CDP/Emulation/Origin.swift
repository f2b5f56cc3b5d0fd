package import struct Foundation.URL

/// Scheme, host and port: what of an address decides who may see what.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil for an address that has no origin, such as `data:` or `file:`.
    package init?(_ url: String) {
        guard let url = URL(string: url) else { return nil }
        self.init(url)
    }

    package init?(_ url: URL) {
        guard let scheme = url.scheme?.lowercased(), ["http", "https", "ws", "wss"].contains(scheme),
            let host = url.host(percentEncoded: true)?.lowercased(), !host.isEmpty
        else { return nil }
        let standard = scheme == "http" || scheme == "ws" ? 80 : 443
        let shown = host.contains(":") ? "[\(host)]" : host
        let port = url.port.flatMap { $0 == standard ? nil : ":\($0)" } ?? ""
        description = "\(scheme)://\(shown)\(port)"
    }

    /// Whether `url` is an address of this origin.
    func owns(_ url: String) -> Bool { Origin(url) == self }

    /// All its addresses, as a `Fetch` pattern.
    var pattern: String { description + "/*" }
}
