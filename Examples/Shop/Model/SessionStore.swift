import Synchronization

/// All sessions, in memory; when there are too many, the oldest are dropped.
final class SessionStore: Sendable {
    private struct State {
        var sessions: [SessionID: Session] = [:]
        var oldestFirst: [SessionID] = []
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Runs `body` on the session.
    ///
    /// It is created if it is not there, so that a restarted server does not confuse a browser that still has
    /// its cookie.
    func with<R>(_ id: SessionID, _ body: (inout Session) throws -> R) rethrows -> R {
        try state.withLock { state in
            if state.sessions[id] == nil { open(id, in: &state) }
            return try body(&state.sessions[id, default: Session()])
        }
    }

    func reset(_ id: SessionID) { with(id) { $0 = Session() } }

    private func open(_ id: SessionID, in state: inout State) {
        if state.oldestFirst.count >= limit {
            let dropped = max(1, limit / 100)
            for old in state.oldestFirst.prefix(dropped) { state.sessions[old] = nil }
            state.oldestFirst.removeFirst(min(dropped, state.oldestFirst.count))
        }
        state.oldestFirst.append(id)
        state.sessions[id] = Session()
    }
}
