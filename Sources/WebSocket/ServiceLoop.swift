import Threads

/// One thread that serves all sockets of the process, until `close()` or the last reference ends it.
///
/// Making the first loop sets `SIGPIPE` to ignored for the process; the library insists.
package final class ServiceLoop: Sendable {
    private let inbox: Inbox
    private let thread: OwnedThread

    /// - Parameter threadName: What debuggers show; at most 15 bytes.
    package init(threadName: String = "perceo-ws") throws(WebSocketError) {
        let inbox = Inbox()
        let context = try LwsContext(inbox: inbox)
        inbox.open(for: context)
        let thread = OwnedThread(name: threadName) {
            context.serve()
            inbox.stop()
        }
        guard let thread else {
            inbox.stop()
            throw WebSocketError(.unavailable, detail: "no thread for the service loop")
        }
        self.inbox = inbox
        self.thread = thread
    }

    deinit {
        close()
    }

    /// Opens a socket to `url`, `ws://` with a literal IPv4 address or `localhost`.
    ///
    /// Returns when the upgrade is done; no `Origin`, no subprotocol and no extensions are offered. The
    /// handlers run on the service thread and must not block: `onMessage` for every whole message in order,
    /// text or binary, then `onClose` exactly once. A message may be handed over before this call
    /// returns. When the call throws, neither handler is ever called.
    ///
    /// - Throws: `WebSocketError`, or `CancellationError` when the task is cancelled.
    package func connect(
        to url: String, limits: SocketLimits = .init(),
        onMessage: @escaping @Sendable ([UInt8]) -> Void,
        onClose: @escaping @Sendable (SocketClosure) -> Void
    ) async throws -> WebSocket {
        let channel = Channel(endpoint: try Endpoint(url), limits: limits)
        let handlers = SocketHandlers(onMessage: onMessage, onClose: onClose)
        guard inbox.post(.connect(channel, handlers)) else {
            throw WebSocketError(.closed, url: url, detail: "the service loop has ended")
        }
        do {
            try await channel.handshake.wait()
        } catch {
            inbox.post(.close(channel))
            throw error
        }
        return WebSocket(channel: channel, inbox: inbox, loop: self)
    }

    /// Ends every socket, then the thread, and waits for it.
    ///
    /// Called from a handler, it does not wait.
    package func close() {
        inbox.stop()
        thread.join()
    }
}
