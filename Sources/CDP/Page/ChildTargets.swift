import Synchronization

/// The sessions that a page has beside its own: frames with a process of their own, and workers.
///
/// Each is set up the moment it attaches and let run; what a page does not consist of is let go.
final class ChildTargets: Sendable {
    private struct Child: Sendable {
        let kind: TargetKind
        let parent: SessionID?
    }

    private let children = Mutex<[SessionID: Child]>([:])
    private let options: PageOptions
    private let environment: PageEnvironment
    private let frames: FrameWatch
    private let network: NetworkWatch
    private let console: ConsoleWatch

    init(
        of session: Session, _ options: PageOptions, _ environment: PageEnvironment, _ frames: FrameWatch,
        _ network: NetworkWatch, _ console: ConsoleWatch
    ) {
        self.options = options
        self.environment = environment
        self.frames = frames
        self.network = network
        self.console = console
        listen(to: session)
    }

    /// The sessions of frames as they are now.
    var frameSessions: [SessionID] {
        children.withLock { $0.filter { $0.value.kind == .frame }.map(\.key) }
    }

    private func listen(to session: Session) {
        _ = session.on(DevTools.Target.AttachedToTargetEvent.self) { [self] in attached($0, to: session) }
        _ = session.on(DevTools.Target.DetachedFromTargetEvent.self) { [self] event in
            ended(SessionID(rawValue: event.sessionId.rawValue), in: session)
        }
    }

    private func attached(_ event: DevTools.Target.AttachedToTargetEvent, to parent: Session) {
        let child = Session(parent.connection, SessionID(rawValue: event.sessionId.rawValue))
        guard let id = child.id, let kind = TargetKind(event.targetInfo.type), kind != .page,
            kind != .serviceWorker
        else { return child.letGo(from: parent) }
        children.withLock { $0[id] = Child(kind: kind, parent: parent.id) }
        listen(to: child)
        let source = kind.isWorker ? "\(event.targetInfo.type) \(event.targetInfo.url)" : nil
        network.listen(to: child, as: source)
        console.listen(to: child, as: source)
        if kind == .frame {
            frames.table.update { $0.expects(FrameID(rawValue: event.targetInfo.targetId.rawValue), by: id) }
            frames.listen(to: child)
        }
        let calls = PageSetUp.calls(for: kind, options, environment, child)
        parent.connection.post(calls, session: id) { [frames] outcomes in
            if let tree = PageSetUp.tree(in: outcomes) { frames.merge(tree, id) }
        }
    }

    private func ended(_ id: SessionID, in parent: Session) {
        let (gone, inner) = children.withLock { children in
            (
                children.removeValue(forKey: id),
                children.filter { $0.value.parent == id }.map(\.key)
            )
        }
        environment.dismiss(Session(parent.connection, id))
        for child in inner {
            ended(child, in: Session(parent.connection, id))
            parent.connection.lose(child)
        }
        guard gone?.kind == .frame else { return }
        for frame in frames.table.update({ $0.sessionEnded(id) }) { frames.follow(frame, in: parent) }
    }

    /// The page is gone, and with it all that belonged to it.
    func end(_ connection: Connection) {
        let all = children.withLock { children in
            defer { children = [:] }
            return children.keys
        }
        for child in all { connection.lose(child) }
    }
}

extension Session {
    /// Lets a target run that we have no use for, and gives up its session.
    func letGo(from parent: Session) {
        connection.post(Call(DevTools.Runtime.RunIfWaitingForDebugger()), session: id)
        guard let id else { return }
        let detach = DevTools.Target.DetachFromTarget(sessionId: .init(rawValue: id.rawValue))
        connection.post(Call(detach), session: parent.id)
    }
}
