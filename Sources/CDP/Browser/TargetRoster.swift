/// Which target has which session; the only listener to `Target.*` on the browser's own session.
final class TargetRoster: Sendable {
    struct Attachment: Sendable {
        let target: String
        let session: SessionID
        let opener: String?
        let kind: String
    }

    private let attachments = Observed<[String: Attachment]>([:])
    private let root: Session

    init(root: Session) {
        self.root = root
        // Subscriptions live as long as the connection.
        _ = root.on(DevTools.Target.AttachedToTargetEvent.self) { [self] in attached($0) }
        _ = root.on(DevTools.Target.DetachedFromTargetEvent.self) { [attachments] event in
            attachments.update { table in
                table = table.filter { $0.value.session.rawValue != event.sessionId.rawValue }
            }
        }
    }

    private func attached(_ event: DevTools.Target.AttachedToTargetEvent) {
        let session = SessionID(rawValue: event.sessionId.rawValue)
        let info = event.targetInfo
        let kind = String(describing: info.type)
        // Pages we asked for are resumed by their set-up; everything else would stand still for ever.
        if kind != "page" || info.openerId != nil {
            root.connection.post(Call(DevTools.Runtime.RunIfWaitingForDebugger()), session: session)
        }
        let attachment = Attachment(
            target: info.targetId.rawValue, session: session, opener: info.openerId?.rawValue, kind: kind)
        attachments.update { $0[attachment.target] = attachment }
    }

    /// The session of `target`, as soon as it is attached.
    func session(of target: String, within limit: Duration) async throws -> SessionID {
        try await CDP.within(limit, "attach to a new page") { [attachments] in
            try await attachments.wait { $0[target]?.session }
        }
    }

    /// The pages that `target` has opened and that are still there.
    func popups(of target: String) -> [String] {
        attachments.read { $0.values.filter { $0.opener == target && $0.kind == "page" }.map(\.target) }
    }
}
