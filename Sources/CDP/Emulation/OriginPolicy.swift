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

    /// A proxy that nobody can be, and who is asked without it; nil where requests need not be held back.
    ///
    /// What no interception sees has to pass here: web sockets, WebTransport, connections made ahead. A port of 0 can't be
    /// listened on. Loopback is asked without any proxy unless that is taken back.
    var deadEnd: (proxy: String, around: String)? {
        guard reach == .everything else { return nil }
        let around = ["<-loopback>"] + origins.flatMap(\.proxyRules)
        return ("http://127.0.0.1:0", around.joined(separator: ";"))
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
