/// Sizes and times that bound one socket.
package struct SocketLimits: Sendable {
    /// Chromium drops the connection when more than 104 857 600 bytes are pending; this much is known to
    /// pass.
    package var maximumOutgoingBytes = 104_000_000
    /// Chromium silently drops replies over 256 MiB; the rest is room for the envelope around them.
    package var maximumIncomingBytes = 257 << 20
    /// From the call to the end of the upgrade.
    package var connectTimeout: Duration = .seconds(10)

    package init() {}
}

/// Why a socket ended.
package struct SocketClosure: Sendable, Equatable {
    /// Code of the close frame, ours or theirs; `nil` when the connection ended without one.
    package let code: Int?
    package let reason: String

    package init(code: Int?, reason: String) {
        self.code = code
        self.reason = reason
    }
}
