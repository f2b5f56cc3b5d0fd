/// Keeps a page's frame table current; the only listener to its frame, lifecycle and context events.
final class FrameWatch: Sendable {
    /// The name of our isolated world, where page script cannot reach.
    static let worldName = "perceo"

    let table = Observed(FrameTable())
    private let root: SessionID?

    /// - Parameter session: The page's own; those of its frames in other processes are added by `listen(to:)`.
    init(_ session: Session) {
        root = session.id
        listen(to: session)
    }

    func listen(to session: Session) {
        listenToFrames(session)
        listenToWorlds(session)
        _ = session.on(DevTools.Inspector.TargetCrashedEvent.self) { [table] _ in
            table.update { $0.crashed(session: session.id) }
        }
    }

    private func listenToFrames(_ session: Session) {
        _ = session.on(DevTools.Page.FrameAttachedEvent.self) { [table] event in
            table.update { $0.attached(event.frameId, parent: event.parentFrameId, session: session.id) }
        }
        _ = session.on(DevTools.Page.FrameNavigatedEvent.self) { [self] in navigated($0.frame, session.id) }
        _ = session.on(DevTools.Page.FrameDetachedEvent.self) { [table] event in
            table.update { table in
                switch event.reason {
                case .swap: table.swappedOut(event.frameId, session: session.id)
                default: table.detached(event.frameId, by: session.id)
                }
            }
        }
        _ = session.on(DevTools.Page.NavigatedWithinDocumentEvent.self) { [table] event in
            table.update { $0.movedWithin(event.frameId, url: event.url) }
        }
        _ = session.on(DevTools.Page.LifecycleEventEvent.self) { [table] event in
            table.update { $0.reached(event.name, event.frameId, document: event.loaderId.rawValue) }
        }
        _ = session.on(DevTools.Page.FrameRequestedNavigationEvent.self) { [table] event in
            guard event.disposition == .currentTab else { return }
            table.update { $0.heads(event.frameId, to: event.url) }
        }
        _ = session.on(DevTools.Page.FrameStartedNavigatingEvent.self) { [table] event in
            switch event.navigationType {
            case .sameDocument, .historySameDocument: return
            default: table.update { $0.heads(event.frameId, to: event.url) }
            }
        }
        _ = session.on(DevTools.Page.FrameStoppedLoadingEvent.self) { [table] event in
            table.update { $0.stopped(event.frameId) }
        }
    }

    private func listenToWorlds(_ session: Session) {
        _ = session.on(DevTools.Runtime.ExecutionContextCreatedEvent.self) { [table] event in
            let context = event.context
            guard context.name == Self.worldName, let frame = context.auxData?["frameId"]?.string else {
                return
            }
            table.update {
                $0.worldCreated(
                    context.uniqueId, context: context.id, in: FrameID(rawValue: frame), session: session.id)
            }
        }
        _ = session.on(DevTools.Runtime.ExecutionContextDestroyedEvent.self) { [table] event in
            table.update { $0.worldDestroyed(event.executionContextUniqueId) }
        }
        _ = session.on(DevTools.Runtime.ExecutionContextsClearedEvent.self) { [table] _ in
            table.update { $0.worldsCleared(session: session.id) }
        }
    }

    /// Takes in a frame tree that was read after the events were subscribed to.
    func merge(_ tree: DevTools.Page.FrameTree, _ session: SessionID?) {
        // A frame that is about to come from another process has no address yet.
        guard session == root || !tree.frame.url.isEmpty else { return }
        let known = table.read { $0.frames[tree.frame.id] }
        if known == nil || known?.document == "" || known?.session != session {
            navigated(tree.frame, session)
        }
        for child in tree.childFrames ?? [] { merge(child, session) }
    }

    private func navigated(_ frame: DevTools.Page.Frame, _ session: SessionID?) {
        table.update { table in
            let parent = frame.parentId ?? (session == root ? nil : table.frames[frame.id]?.parent)
            guard parent != nil || session == root else { return }
            table.navigated(
                frame.id, parent: parent, url: frame.url + (frame.urlFragment ?? ""),
                document: frame.loaderId.rawValue, session: session)
        }
    }
}
