import CWebSockets

/// One socket as the service thread sees it; never leaves that thread.
final class Line {
    private enum Phase { case connecting, open, ended }

    /// How long a peer that has stopped reading may hold up the end of a socket.
    private static let farewellSeconds: Int32 = 5

    let channel: Channel
    private let handlers: SocketHandlers
    private var socket: LwsSocket?
    private var phase = Phase.connecting
    private var joiner: FrameJoiner
    private var unsent: ArraySlice<[UInt8]> = []
    private var isClosing = false
    private var closure: SocketClosure?
    private var failure: WebSocketError?

    init(channel: Channel, handlers: SocketHandlers) {
        self.channel = channel
        self.handlers = handlers
        joiner = FrameJoiner(maximumBytes: channel.limits.maximumIncomingBytes)
    }

    func connecting(over socket: LwsSocket) {
        guard phase == .connecting else { return }
        self.socket = socket
        socket.startTimer(channel.limits.connectTimeout)
    }

    /// False when nobody waits for the socket any more.
    func opened(_ socket: LwsSocket) -> Bool {
        self.socket = socket
        guard channel.handshake.settle(.success(())) else { return false }
        phase = .open
        return true
    }

    /// False when the connection has to end; after the upgrade the timer means nothing.
    func timerFired() -> Bool {
        guard phase == .connecting else { return true }
        fail(.timedOut, "no upgrade within \(channel.limits.connectTimeout)")
        return false
    }

    func fail(_ code: WebSocketError.Code, _ detail: String) {
        if failure == nil { failure = WebSocketError(code, url: channel.endpoint.url, detail: detail) }
    }

    /// The first word about the end of the socket stands.
    func note(code: Int?, reason: String) {
        if closure == nil { closure = SocketClosure(code: code, reason: reason) }
    }

    /// False when the connection has to end because the message is too large.
    func receive(_ chunk: some Collection<UInt8>, from socket: LwsSocket) -> Bool {
        do {
            let message = try joiner.add(
                chunk, remaining: socket.remainingInFrame, isFinal: socket.isFinalFragment)
            if let message { handlers.onMessage(message) }
            return true
        } catch {
            note(code: 1009, reason: error.detail)
            socket.sayGoodbye(LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE)
            return false
        }
    }

    func wantsToWrite() {
        socket?.callWhenWritable()
    }

    /// Sends what was queued before, then says goodbye.
    func close() {
        guard let socket, !isClosing else { return }
        isClosing = true
        if phase == .open {
            socket.kill(afterSeconds: Self.farewellSeconds)
            socket.callWhenWritable()
        } else {
            socket.killSoon()
        }
    }

    /// Writes until the kernel's buffer is full; false when the connection has to end.
    func write(to socket: LwsSocket, with buffer: inout SendBuffer) -> Bool {
        while true {
            if unsent.isEmpty { unsent = channel.takeAll()[...] }
            guard let message = unsent.popFirst() else { break }
            guard buffer.send(message, to: socket) else { return false }
            if socket.isChoked {
                socket.callWhenWritable()
                return true
            }
        }
        guard isClosing else { return true }
        note(code: 1000, reason: "closed here")
        socket.sayGoodbye(LWS_CLOSE_STATUS_NORMAL)
        return false
    }

    /// Tells whoever listens that the socket is gone; only the first call does.
    func end(_ detail: String) {
        let before = phase
        phase = .ended
        socket = nil
        switch before {
        case .connecting:
            let error = failure ?? WebSocketError(.unreachable, url: channel.endpoint.url, detail: detail)
            channel.handshake.settle(.failure(error))
        case .open:
            _ = channel.closeOutbox()
            handlers.onClose(closure ?? SocketClosure(code: nil, reason: detail))
        case .ended:
            break
        }
    }
}
