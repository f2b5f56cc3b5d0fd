/// An open socket; closes when it is forgotten, and keeps its loop alive until then.
package final class WebSocket: Sendable {
    private let channel: Channel
    private let inbox: Inbox
    private let loop: ServiceLoop

    init(channel: Channel, inbox: Inbox, loop: ServiceLoop) {
        self.channel = channel
        self.inbox = inbox
        self.loop = loop
    }

    deinit {
        close()
    }

    /// Queues one text message, sent as one frame.
    ///
    /// Never blocks; order is kept.
    ///
    /// - Throws: `tooLarge` over `SocketLimits.maximumOutgoingBytes`, `closed` when the socket has ended.
    package func send(_ text: [UInt8]) throws(WebSocketError) {
        try send(batch: [text])
    }

    /// Queues several messages with one wake-up; when one is too large, none is queued.
    package func send(batch: [[UInt8]]) throws(WebSocketError) {
        let limit = channel.limits.maximumOutgoingBytes
        for message in batch where message.count > limit {
            throw error(.tooLarge, "message of \(message.count) bytes, limit \(limit)")
        }
        switch channel.add(batch) {
        case .nothing:
            return
        case .refuse:
            throw error(.closed, "the socket has ended")
        case .announce:
            guard inbox.post(.write(channel)) else { throw error(.closed, "the service loop has ended") }
        }
    }

    /// Sends what is queued, then ends the socket; `onClose` follows.
    package func close() {
        guard channel.closeOutbox() else { return }
        inbox.post(.close(channel))
    }

    private func error(_ code: WebSocketError.Code, _ detail: String) -> WebSocketError {
        WebSocketError(code, url: channel.endpoint.url, detail: detail)
    }
}
