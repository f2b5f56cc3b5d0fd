import Synchronization

/// Which target has which session, and which context it belongs to; the only listener to `Target.*` on the browser's own
/// session.
final class TargetRoster: Sendable {
    private struct Attachment: Sendable {
        let session: SessionID
        let context: String?
    }

    private let attachments = Observed<[String: Attachment]>([:])
    private let contexts = Mutex<[String: Tabs]>([:])
    private let root: Session

    init(root: Session) {
        self.root = root
        // Subscriptions live as long as the connection.
        _ = root.on(DevTools.Target.AttachedToTargetEvent.self) { [self] in attached($0) }
        _ = root.on(DevTools.Target.DetachedFromTargetEvent.self) { [self] event in
            detached(SessionID(rawValue: event.sessionId.rawValue))
        }
    }

    func add(_ tabs: Tabs, context: DevTools.Browser.BrowserContextID) {
        contexts.withLock { $0[context.rawValue] = tabs }
    }

    func remove(context: DevTools.Browser.BrowserContextID) {
        contexts.withLock { _ = $0.removeValue(forKey: context.rawValue) }
    }

    private func attached(_ event: DevTools.Target.AttachedToTargetEvent) {
        let session = Session(root.connection, SessionID(rawValue: event.sessionId.rawValue))
        let info = event.targetInfo
        let tabs = info.browserContextId.flatMap { id in contexts.withLock { $0[id.rawValue] } }
        switch (TargetKind(info.type), tabs) {
        case (.page, let tabs):
            keep(info, session)
            // Pages we asked for are resumed by their set-up; everything else would stand still for ever.
            guard info.openerId != nil else { return }
            if let tabs { return tabs.opened(info, session) }
            root.connection.post(Call(DevTools.Runtime.RunIfWaitingForDebugger()), session: session.id)
        case (let kind?, let tabs?) where kind == .sharedWorker || kind == .serviceWorker:
            keep(info, session)
            tabs.attached(kind, session, as: "\(info.type) \(info.url)")
        default:
            session.letGo(from: root)
        }
    }

    private func keep(_ info: DevTools.Target.TargetInfo, _ session: Session) {
        guard let id = session.id else { return }
        let attachment = Attachment(session: id, context: info.browserContextId?.rawValue)
        attachments.update { $0[info.targetId.rawValue] = attachment }
    }

    private func detached(_ session: SessionID) {
        let gone = attachments.update { table -> (target: String, context: String?)? in
            guard let entry = table.first(where: { $0.value.session == session }) else { return nil }
            table[entry.key] = nil
            return (entry.key, entry.value.context)
        }
        guard let gone, let context = gone.context else { return }
        let tabs = contexts.withLock { $0[context] }
        tabs?.closed(gone.target)
        tabs?.detached(Session(root.connection, session))
    }

    /// The session of `target`, as soon as it is attached.
    func session(of target: String, within limit: Duration) async throws -> SessionID {
        try await CDP.within(limit, "attach to a new page") { [attachments] in
            try await attachments.wait { $0[target]?.session }
        }
    }
}
