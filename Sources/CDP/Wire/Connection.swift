package import Logging
import Synchronization
package import WebSocket

/// One socket to one browser: sends calls, routes answers and events, and fails what can no longer be answered.
///
/// Messages arrive in order on the socket's thread. Handlers run there too, before any later answer is delivered, so
/// state kept by a handler is current when an awaited call returns. Handlers must be quick.
package final class Connection: Sendable {
    typealias Waiter = @Sendable (Gather.Outcome) -> Void

    private struct State {
        var ledger = CommandLedger<Waiter>()
        var hub = EventHub()
        var socket: (any MessageSocket)?
        var keeper: Task<Void, Never>?
        var closeReason: String?
        var onClose: [@Sendable (String) -> Void] = []
        /// Calls that are not to be sent yet.
        var later: [Later] = []
    }

    private struct Later {
        let time: ContinuousClock.Instant
        let calls: [Call]
        let session: SessionID?
        let handler: @Sendable ([Gather.Outcome]) -> Void
    }

    private let state = Mutex(State())
    private let log: Logger

    package init(log: Logger) { self.log = log }

    /// Connects to the browser at `url` (`ws://127.0.0.1:port/devtools/browser/…`).
    package static func open(_ url: String, loop: ServiceLoop, log: Logger) async throws -> Connection {
        let connection = Connection(log: log)
        let socket = try await loop.connect(
            to: url,
            onMessage: { connection.receive($0) },
            onClose: { connection.closed($0.reason) })
        connection.attach(LiveSocket(socket: socket))
        return connection
    }

    package func attach(_ socket: any MessageSocket) {
        let keeper = Task { [weak self] in
            while !Task.isCancelled {
                guard (try? await Task.sleep(for: CallLimits.resolution)) != nil, let self else { return }
                self.expire(at: .now)
            }
        }
        state.withLock {
            $0.socket = socket
            $0.keeper = keeper
        }
    }

    /// Why the connection is over, or nil while it stands.
    package var closeReason: String? { state.withLock { $0.closeReason } }

    /// Whether a call on the session has missed its deadline and was not answered since.
    func isOverdue(on session: SessionID) -> Bool { state.withLock { $0.ledger.isOverdue(on: session) } }

    /// The methods that wait for an answer, oldest first; for reports about hangs.
    package var pendingMethods: [String] { state.withLock { $0.ledger.pendingMethods } }

    /// Whether a call is on its way, so that what is sent now comes after it.
    package var awaitsAnswer: Bool { state.withLock { $0.ledger.awaitsAnswer } }

    package var listenerCount: Int { state.withLock { $0.hub.count } }

    /// Sends `calls` in one write and waits for every answer, in order.
    package func exchange(
        _ calls: [Call], session: SessionID?, within limit: Duration
    ) async throws -> [Result<RawReply, any Error>] {
        let gather = Gather(count: calls.count)
        let meter = CallMeter.current
        meter?.began(calls.count)
        defer { meter?.ended() }
        let ids = dispatch(calls, session: session, within: limit, gather)
        return try await withTaskCancellationHandler {
            try await gather.all()
        } onCancel: {
            state.withLock { state in for id in ids { _ = state.ledger.settle(id) } }
            gather.cancel()
        }
    }

    private func dispatch(
        _ calls: [Call], session: SessionID?, within limit: Duration, _ gather: Gather
    ) -> [Int] {
        let now = ContinuousClock.now
        let (ids, socket, reason) = state.withLock { state in
            let ids = calls.indices.compactMap { index in
                state.ledger.open(
                    .init(
                        method: calls[index].method, session: session, deadline: now + limit, opened: now,
                        waiter: { gather.put(calls[index].settled($0), at: index) }))
            }
            return (ids, state.socket, state.closeReason)
        }
        guard ids.count == calls.count, let socket else {
            for id in ids { _ = state.withLock { $0.ledger.settle(id) } }
            for index in calls.indices {
                gather.put(
                    .failure(CDPError(.closed, calls[index].method, reason ?? "not connected")), at: index)
            }
            return []
        }
        do {
            try socket.send(batch: zip(ids, calls).map { $1.message(id: $0, session: session) })
            state.withLock { $0.ledger.sent(ids) }
        } catch {
            // Of a message that is too large the connection knows nothing and goes on.
            let isTooLarge = (error as? WebSocketError)?.code == .tooLarge
            for (id, call) in zip(ids, calls) {
                let entry = state.withLock { $0.ledger.settle(id) }
                let code: CDPError.Code = isTooLarge ? .refused(0) : .closed
                entry?.waiter(.failure(CDPError(code, call.method, String(describing: error))))
            }
        }
        return ids
    }

    /// Sends one call without waiting for its answer; a failure shows in whatever depends on it.
    package func post(_ call: Call, session: SessionID?) {
        post([call], session: session) { _ in }
    }

    /// Sends several calls in one write; `handler` gets the outcomes, on the socket's thread, when all are in.
    func post(
        _ calls: [Call], session: SessionID?, within limit: Duration = CallLimits.command,
        then handler: @escaping @Sendable ([Gather.Outcome]) -> Void
    ) {
        _ = dispatch(
            calls, session: session, within: limit, Gather(count: calls.count, handler: handler))
    }

    /// The same once `delay` has passed, as exactly as deadlines are kept; never when the connection ends first.
    func post(
        _ calls: [Call], session: SessionID?, after delay: Duration,
        then handler: @escaping @Sendable ([Gather.Outcome]) -> Void = { _ in }
    ) {
        guard delay > .zero else { return post(calls, session: session, then: handler) }
        state.withLock { state in
            guard state.closeReason == nil else { return }
            state.later.append(Later(time: .now + delay, calls: calls, session: session, handler: handler))
        }
    }

    /// Calls `handler` for each event of this kind on this session, until the subscription is cancelled.
    package func on<Event: DevToolsEvent>(
        _ type: Event.Type, session: SessionID?, _ handler: @escaping @Sendable (Event) -> Void
    ) -> Subscription {
        hear(type, session: session) { handler(try $0.decode(Event.self)) }
    }

    /// The same without reading the event first: `handler` decodes it if it is worth that.
    package func hear<Event: DevToolsEvent>(
        _ type: Event.Type, session: SessionID?, _ handler: @escaping @Sendable (EventBody) throws -> Void
    ) -> Subscription {
        let token = state.withLock {
            $0.hub.add(Event.method, session: session) { [log] body in
                do {
                    try handler(body)
                } catch {
                    log.warning("event dropped", metadata: ["reason": "\(error)"])
                }
            }
        }
        return Subscription { [weak self] in
            self?.state.withLock { $0.hub.remove(token, Event.method, session: session) }
        }
    }

    /// Calls `handler` once when the connection ends; at once if it already has.
    package func onClose(_ handler: @escaping @Sendable (String) -> Void) {
        let reason = state.withLock { state in
            if state.closeReason == nil { state.onClose.append(handler) }
            return state.closeReason
        }
        if let reason { handler(reason) }
    }

    package func close(_ reason: String = "closed by us") {
        state.withLock { $0.socket }?.close()
        closed(reason)
    }

    /// Routes one message; called by the socket, in order.
    package func receive(_ message: [UInt8]) {
        guard let envelope = Envelope(message) else {
            log.warning("message dropped", metadata: ["bytes": "\(message.count)"])
            return
        }
        switch envelope.kind {
        case .reply(let id):
            guard let entry = state.withLock({ $0.ledger.settle(id) }) else { return }
            entry.waiter(
                .success(RawReply(method: entry.method, message: message, body: envelope.body)))
        case .refusal(let id):
            guard let entry = state.withLock({ $0.ledger.settle(id) }) else { return }
            entry.waiter(.failure(Self.refusal(entry.method, message, envelope.body)))
        case .event(let method):
            deliver(method, envelope, message)
        }
    }

    private func deliver(_ method: String, _ envelope: Envelope, _ message: [UInt8]) {
        let session = envelope.session.map(SessionID.init(rawValue:))
        let body = EventBody(method: method, message: message, range: envelope.body)
        for handler in state.withLock({ $0.hub.listeners(to: method, session: session) }) { handler(body) }
        if method == DevTools.Inspector.TargetCrashedEvent.method, let session {
            fail(session, .crashed, "the renderer process ended")
        }
        if method == DevTools.Target.DetachedFromTargetEvent.method,
            let gone = try? body.decode(DevTools.Target.DetachedFromTargetEvent.self)
        {
            lose(SessionID(rawValue: gone.sessionId.rawValue))
        }
    }

    /// Forgets a session that is over: fails what waits on it and delivers no more of its events.
    func lose(_ session: SessionID) {
        fail(session, .detached, "its session ended")
        state.withLock { $0.hub.remove(session: session) }
    }

    private func fail(_ session: SessionID, _ code: CDPError.Code, _ detail: String) {
        for entry in state.withLock({ $0.ledger.fail(session: session) }) {
            entry.waiter(.failure(CDPError(code, entry.method, detail)))
        }
    }

    package func closed(_ reason: String) {
        let before = state.withLock { state -> State? in
            guard state.closeReason == nil else { return nil }
            let before = state
            _ = state.ledger.close()
            state.closeReason = reason
            state.onClose = []
            state.later = []
            state.socket = nil
            state.keeper = nil
            state.hub = EventHub()
            return before
        }
        guard var before else { return }
        before.keeper?.cancel()
        for entry in before.ledger.close() {
            entry.waiter(.failure(CDPError(.closed, entry.method, reason)))
        }
        for handler in before.onClose { handler(reason) }
    }

    package func expire(at now: ContinuousClock.Instant) {
        for entry in state.withLock({ $0.ledger.expire(at: now) }) {
            let waited = entry.deadline - entry.opened
            entry.waiter(.failure(CDPError(.timedOut, entry.method, "waited \(waited.inSeconds) s")))
        }
        let due = state.withLock { state in
            let due = state.later.filter { $0.time <= now }
            state.later.removeAll { $0.time <= now }
            return due
        }
        for entry in due { post(entry.calls, session: entry.session, then: entry.handler) }
    }

    private static func refusal(_ method: String, _ message: [UInt8], _ body: Range<Int>) -> CDPError {
        struct Refusal: Decodable {
            let code: Int
            let message: String
            let data: String?
        }
        do {
            let refusal = try WireDecoder.decode(Refusal.self, from: message, body, method: method)
            return CDPError(
                .refused(refusal.code), method,
                [refusal.message, refusal.data].compactMap { $0 }.joined(separator: ": "))
        } catch {
            return error
        }
    }
}

/// A standing request for events; cancel it to stop them.
package struct Subscription: Sendable {
    private let stop: @Sendable () -> Void
    init(_ stop: @escaping @Sendable () -> Void) { self.stop = stop }
    package func cancel() { stop() }
}

extension Duration {
    /// Seconds with one decimal, for messages.
    package var inSeconds: String {
        let tenths = (self / .milliseconds(100)).rounded()
        return String(tenths / 10)
    }

    /// Whole milliseconds, rounded.
    package var inMilliseconds: Int { Int((self / .milliseconds(1)).rounded()) }
}
