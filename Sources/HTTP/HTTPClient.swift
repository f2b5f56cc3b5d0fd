import Synchronization
import Threads

/// Sends requests over one thread that owns all connections; they are kept alive between requests.
///
/// HTTP/2 is used where TLS offers it. Loopback never goes through a proxy.
package final class HTTPClient: Sendable {
    private let inbox: TransferInbox
    private let thread: OwnedThread
    private let lastID = Atomic(0)

    /// - Parameter threadName: What debuggers show; at most 15 bytes.
    package init(threadName: String = "perceo-http") throws(HTTPError) {
        guard let multi = MultiHandle() else {
            throw HTTPError(.closed, url: "", detail: "libcurl could not start")
        }
        let inbox = TransferInbox()
        inbox.open(for: multi)
        let thread = OwnedThread(name: threadName) {
            MultiLoop(inbox: inbox, multi: multi).run()
        }
        guard let thread else {
            inbox.stop()
            throw HTTPError(.closed, url: "", detail: "no thread for the client")
        }
        self.inbox = inbox
        self.thread = thread
    }

    deinit {
        close()
    }

    /// Sends and collects the whole response, whatever its status.
    ///
    /// - Throws: `HTTPError`, among them `tooLarge` over `request.limits.maximumBodyBytes` and `cancelled`
    ///   for a cancelled task.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await order(request, onBytes: nil)
    }

    /// Sends and hands over the body as it arrives; the response that is returned has an empty body.
    ///
    /// `onBytes` runs on the client's thread, never after this call has returned, and must not block.
    package func send(
        _ request: HTTPRequest, onBytes: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> HTTPResponse {
        try await order(request, onBytes: onBytes)
    }

    /// Fails what is under way with `closed`, ends the thread and waits for it.
    package func close() {
        inbox.stop()
        thread.join()
    }

    private func order(
        _ request: HTTPRequest, onBytes: (@Sendable ([UInt8]) -> Void)?
    ) async throws -> HTTPResponse {
        let id = lastID.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                if Task.isCancelled {
                    caller.resume(
                        throwing: HTTPError(.cancelled, url: request.url, detail: "the task was cancelled"))
                    return
                }
                let order = TransferOrder(id: id, request: request, onBytes: onBytes, caller: caller)
                guard inbox.post(.start(order)) else {
                    caller.resume(
                        throwing: HTTPError(.closed, url: request.url, detail: "the client was closed"))
                    return
                }
                // A cancellation just before the post has named an order that did not exist yet.
                if Task.isCancelled { inbox.post(.cancel(id: id)) }
            }
        } onCancel: {
            inbox.post(.cancel(id: id))
        }
    }
}
