import WebSocket

/// The seam between DevTools messages and what carries them: a live WebSocket, or a script in a test.
package protocol MessageSocket: Sendable {
    /// Queues whole messages in order, with one wake-up.
    func send(batch: [[UInt8]]) throws
    func close()
}

/// The socket to a running Chromium.
struct LiveSocket: MessageSocket {
    let socket: WebSocket

    func send(batch: [[UInt8]]) throws { try socket.send(batch: batch) }
    func close() { socket.close() }
}
