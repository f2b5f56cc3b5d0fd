import Synchronization

/// What the handle of a socket and the service thread share about it.
final class Channel: Sendable {
    let endpoint: Endpoint
    let limits: SocketLimits
    let handshake = Handshake()
    private let outbox = Mutex(Outbox())

    init(endpoint: Endpoint, limits: SocketLimits) {
        self.endpoint = endpoint
        self.limits = limits
    }

    func add(_ messages: [[UInt8]]) -> Outbox.Effect {
        outbox.withLock { $0.add(messages) }
    }

    func takeAll() -> [[UInt8]] {
        outbox.withLock { $0.takeAll() }
    }

    func closeOutbox() -> Bool {
        outbox.withLock { $0.close() }
    }
}

/// Who hears about a socket; owned by the service thread, so that a finished socket keeps nobody alive.
struct SocketHandlers: Sendable {
    let onMessage: @Sendable ([UInt8]) -> Void
    let onClose: @Sendable (SocketClosure) -> Void
}
