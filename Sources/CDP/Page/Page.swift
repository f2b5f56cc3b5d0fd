/// One page: what the agent sees and touches.
///
/// Each part below is the sole listener to its own events.
package final class Page: Sendable {
    package let context: BrowserContext
    package let session: Session
    package let options: PageOptions
    package let environment: PageEnvironment
    let target: DevTools.Target.TargetID
    let frameWatch: FrameWatch
    let networkWatch: NetworkWatch
    let consoleWatch: ConsoleWatch
    let vitalsWatch: VitalsWatch
    let dialogs: Dialogs
    let children: ChildTargets
    let owners = FrameOwners()
    package let mouse = Mouse()
    /// What changes the page waits here for a picture that is being taken of it.
    package let pictures = PictureGate()
    /// What came of the set-up.
    private let readiness = Promise<Void>()

    init(context: BrowserContext, target: DevTools.Target.TargetID, session: Session, options: PageOptions) {
        self.context = context
        self.target = target
        self.session = session
        self.options = options
        frameWatch = FrameWatch(session)
        networkWatch = NetworkWatch(session, mainFrame: target.rawValue)
        consoleWatch = ConsoleWatch(session)
        vitalsWatch = VitalsWatch(session)
        dialogs = Dialogs(session, policy: options.dialogPolicy)
        environment = PageEnvironment(options, version: context.browser.majorVersion)
        environment.add(mainFrame: target.rawValue)
        children = ChildTargets(
            of: session, options, environment, frameWatch, networkWatch, consoleWatch)
    }

    /// A page that another one opened: its requests, console and dialogs are recorded with the opener's.
    init(popup target: DevTools.Target.TargetID, session: Session, of opener: Page) {
        context = opener.context
        self.target = target
        self.session = session
        options = opener.options
        frameWatch = FrameWatch(session)
        networkWatch = opener.networkWatch
        consoleWatch = opener.consoleWatch
        vitalsWatch = opener.vitalsWatch
        dialogs = opener.dialogs
        environment = opener.environment
        environment.add(mainFrame: target.rawValue)
        children = ChildTargets(
            of: session, options, environment, frameWatch, networkWatch, consoleWatch)
        networkWatch.listen(to: session)
        networkWatch.add(mainFrame: target.rawValue)
        consoleWatch.listen(to: session)
        vitalsWatch.listen(to: session)
        dialogs.listen(to: session)
    }

    /// Sends everything a page needs before its first document; `readiness` tells when it has it.
    func setUpAtOnce() {
        let calls = PageSetUp.calls(for: .page, options, environment, session)
        session.connection.post(calls, session: session.id) { [self] outcomes in
            do {
                for outcome in outcomes { _ = try outcome.get() }
                if let tree = PageSetUp.tree(in: outcomes) { frameWatch.merge(tree, session.id) }
                readiness.fulfil(())
                context.tabs.noteReady()
            } catch {
                readiness.resolve(.failure(error))
            }
        }
    }

    /// The same, awaited.
    func setUp() async throws {
        setUpAtOnce()
        try await readiness.value
    }

    /// Whether the set-up came through.
    var isReady: Bool {
        if case .success? = readiness.outcome { return true }
        return false
    }

    /// Whether the page is closed, by whomever.
    package var isClosed: Bool { frameWatch.table.read { $0.isClosed } }

    /// Whether the page has not shown anything of its own yet.
    var isBlank: Bool {
        frameWatch.table.read { table in
            table.documents <= 1
                && (table.mainFrame.map { ["", ":", "about:blank"].contains($0.url) } ?? true)
        }
    }

    /// The page was closed: what waits for it is told so.
    func ended() {
        environment.dismiss(session)
        children.end(session.connection)
        frameWatch.table.update { $0.closed() }
        readiness.resolve(.failure(CDPError(.detached, "set up the page", "it was closed")))
    }

    /// The frames as they are now, the main one first.
    package var frames: [FrameTable.Frame] { frameWatch.table.read { $0.ordered } }

    /// The address the main frame shows.
    package var url: String { frameWatch.table.read { $0.mainFrame?.url ?? "about:blank" } }

    /// What the main document calls itself.
    package func title(within limit: Duration) async throws -> String {
        let place = try await place(of: nil, within: limit)
        let title = DevTools.Runtime.Evaluate(
            expression: "document.title", returnByValue: true, uniqueContextId: place.world)
        return try await send(title, at: place, within: limit).result.value?.string ?? ""
    }

    package var hasCrashed: Bool { frameWatch.table.read { $0.hasCrashed } }

    /// How many documents the main frame has shown so far; tells whether an action left the page.
    package var documentCount: Int { frameWatch.table.read { $0.documents } }

    /// The pages it has opened and that are still open.
    package var popups: [Page] { context.tabs.opened(by: self) }

    /// How many frames lost their own process while the page itself went on.
    package var crashedFrameCount: Int { frameWatch.table.read { $0.crashedFrames } }

    /// Marks what the page asks for and says from now on as of this step; 0 is before the first.
    package func beginStep(_ number: Int) {
        networkWatch.ledger.update { $0.step = number }
        consoleWatch.book.update { $0.step = number }
    }

    package var requestCount: Int { networkWatch.ledger.read { $0.count } }

    /// Requests after the given number, in order.
    package func requests(after number: Int) -> [NetworkLedger.Request] {
        networkWatch.ledger.read { $0.requests(after: number) }
    }

    /// Waits a moment for what failed answers say, so that it is in the log.
    package func waitForFailures() async {
        _ = try? await CDP.within(Self.failurePatience, "answers that failed") {
            [ledger = networkWatch.ledger] in
            try await ledger.wait { $0.isHearingOfFailure ? nil : true }
        }
    }

    private static let failurePatience = Duration.seconds(1)

    package var consoleCount: Int { consoleWatch.book.read { $0.count } }

    package func consoleEntries(after number: Int) -> [ConsoleEntry] {
        consoleWatch.book.read { $0.entries(after: number) }
    }

    /// How many requests, console messages and messages of sockets are remembered no more.
    package var forgotten: (requests: Int, console: Int, messages: Int) {
        let (requests, messages) = networkWatch.ledger.read { ($0.forgotten, $0.forgottenMessages) }
        return (requests, consoleWatch.book.read { $0.forgotten }, messages)
    }

    /// What the pages of the context have downloaded.
    package var downloadList: [Download] { context.tabs.downloads?.list.read { $0 } ?? [] }

    /// Waits until `pick` finds something among the downloads.
    package func waitForDownload<Value: Sendable>(
        _ pick: @escaping @Sendable ([Download]) -> Value?
    ) async throws -> Value {
        guard let downloads = context.tabs.downloads else {
            throw CDPError(.detached, "download", "the context is closed")
        }
        return try await downloads.list.wait(for: pick)
    }

    package var dialogCount: Int { dialogs.book.read { $0.count } }

    /// Dialogs after the given number, in order.
    package func dialogRecords(after number: Int) -> [DialogRecord] {
        dialogs.book.read { Array($0.records(after: number)) }
    }

    /// Says how the next dialogs are to be answered, in order; replaces what was planned before.
    package func planDialogs(_ answers: [DialogAnswer]) {
        dialogs.book.update { $0.plan = answers }
    }

    /// Waits for a dialog after the first `number` ones.
    package func waitForDialog(after number: Int) async throws -> DialogRecord {
        try await dialogs.book.wait { $0.records(after: number).first }
    }

    /// Waits until the page is closed, by whomever.
    package func waitForEnd() async throws {
        try await frameWatch.table.wait { $0.isClosed ? () : nil }
    }

    /// Closes the page without asking it; returns when it is gone.
    package func close() async {
        await shielded { [self] in
            let root = context.browser.root
            _ = try? await root.send(DevTools.Target.CloseTarget(targetId: target), within: CallLimits.ping)
            try? await CDP.within(CallLimits.ping, "close the page") { [self] in try await waitForEnd() }
        }
    }

    /// Closes the page as its user would, who may be asked whether to leave; returns when it is gone.
    ///
    /// - Returns: False when the question was answered with no, and the page stays.
    package func leave(within limit: Duration) async throws -> Bool {
        let asked = dialogCount
        let end = ContinuousClock.now + limit
        while true {
            do {
                try await session.send(DevTools.Page.Close(), within: limit)
                let patience = min(Self.closePatience, end - .now)
                return try await CDP.within(patience, "close the tab") { [self] in
                    try await closes(after: asked)
                }
            } catch let error as CDPError where error.code == .detached {
                return true
            } catch is DeadlinePassed where .now < end {
                continue
            }
        }
    }

    /// Chromium forgets a wish to close that comes while it deals with the refusal of the last one.
    private static let closePatience = Duration.seconds(1)

    private func closes(after asked: Int) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { race in
            race.addTask { [self] in
                try await waitForEnd()
                return true
            }
            race.addTask { [dialogs] in try await dialogs.waitForRefusal(after: asked) }
            defer { race.cancelAll() }
            return try await race.next() ?? true
        }
    }
}
