import Synchronization

/// The open pages of one context: those we opened, and those they did.
///
/// A page that another one opens is set up like its opener before it runs, and shares its records: what any tab requests,
/// says or asks is one story in one order.
package final class Tabs: Sendable {
    private struct State: Sendable {
        var list = TabList()
        var pages: [String: Page] = [:]
    }

    private let state = Observed(State())
    private let kept = Mutex<Downloads?>(nil)

    init(root: Session) {
        let downloads = Downloads(root: root) { [weak self] in self?.owns($0) ?? false }
        kept.withLock { $0 = downloads }
        downloads.onBegin { [weak self] in self?.hasOnlyDownloaded($0) }
    }

    /// The pages that are open and set up, in the order they opened.
    package var open: [Page] {
        state.read { state in state.list.tabs.compactMap { state.pages[$0.id] } }.filter(\.isReady)
    }

    /// The page that the flow is on; after the last one closed, that one.
    package var current: Page? { state.read { state in state.list.current.flatMap { state.pages[$0] } } }

    private var first: Page? { state.read { state in state.list.tabs.first.flatMap { state.pages[$0.id] } } }

    /// How many pages there have been.
    package var openedCount: Int { state.read { $0.list.openedCount } }

    /// The context's downloads.
    var downloads: Downloads? { kept.withLock { $0 } }

    /// The pages that `opener` has opened and that are still there.
    func opened(by opener: Page) -> [Page] {
        state.read { state in
            state.list.opened(by: opener.target.rawValue).compactMap { state.pages[$0] }
        }
    }

    /// Waits until a tab opens, closes or comes through its set-up, or the current one changes, at most `limit`.
    package func waitForChange(within limit: Duration) async throws {
        let before = Set(open.map(\.target.rawValue))
        do {
            _ = try await CDP.within(limit, "news of tabs") { [self] in
                try await state.wait { state in
                    Set(state.pages.filter { $0.value.isReady }.map(\.key)) == before ? nil : true
                }
            }
        } catch is DeadlinePassed {}
    }

    /// A page came through its set-up.
    func noteReady() { state.update { _ in } }

    /// Makes the page the one that the flow is on.
    package func show(_ page: Page) { state.update { $0.list.show(page.target.rawValue) } }

    func add(_ page: Page, opener: String?) {
        state.update { state in
            state.pages[page.target.rawValue] = page
            state.list.opened(page.target.rawValue, by: opener)
        }
    }

    // MARK: What the roster tells

    /// A page opened one more.
    func opened(_ info: DevTools.Target.TargetInfo, _ session: Session) {
        let opener = info.openerId.flatMap { id in state.read { $0.pages[id.rawValue] } }
        guard let model = opener ?? first else {
            // The page that opened it is gone, and with it all we knew of how it should be set up.
            return session.connection.post(
                Call(DevTools.Runtime.RunIfWaitingForDebugger()), session: session.id)
        }
        let page = Page(popup: info.targetId, session: session, of: model)
        add(page, opener: info.openerId?.rawValue)
        page.setUpAtOnce()
    }

    func closed(_ target: String) {
        let page = state.update { state in
            state.list.closed(target)
            // The last one stays: what is asked of it says that it is closed.
            return state.list.current == target
                ? state.pages[target] : state.pages.removeValue(forKey: target)
        }
        page?.ended()
    }

    /// A worker that all pages of the context share: what it says and asks for is told with what they do.
    func attached(_ kind: TargetKind, _ session: Session, as name: String) {
        guard let page = first else {
            return session.letGo(from: Session(session.connection))
        }
        page.consoleWatch.listen(to: session, as: name)
        page.networkWatch.listen(to: session, as: name, isAwaited: kind != .serviceWorker)
        let calls = PageSetUp.calls(for: kind, page.options, page.environment, session)
        session.connection.post(calls, session: session.id) { _ in }
    }

    /// A worker ended; a service worker comes back with another session when it is asked again.
    func detached(_ worker: Session) {
        for page in state.read({ Array($0.pages.values) }) { page.environment.dismiss(worker) }
    }

    /// Forgets everything; the context is gone.
    func end() {
        let pages = state.update { state in
            defer { state = State() }
            return Array(state.pages.values)
        }
        for page in pages { page.ended() }
        kept.withLock { $0 = nil }
    }

    // MARK: Downloads

    private func owns(_ frame: FrameID) -> Bool {
        state.read { Array($0.pages.values) }.contains { page in
            page.target.rawValue == frame.rawValue || page.frameWatch.table.read { $0.knows(frame) }
        }
    }

    /// A popup that came only to bring a file is no tab to anyone.
    private func hasOnlyDownloaded(_ frame: FrameID) {
        let popup = state.read { state -> Page? in
            guard let tab = state.list.tabs.first(where: { $0.id == frame.rawValue }), tab.opener != nil
            else { return nil }
            return state.pages[tab.id]
        }
        guard let popup, popup.isBlank else { return }
        let close = DevTools.Target.CloseTarget(targetId: popup.target)
        popup.session.connection.post(Call(close), session: nil)
    }
}
