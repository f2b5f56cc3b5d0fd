/// One page: what the agent sees and touches.
///
/// Each part below is the sole listener to its own events.
package final class Page: Sendable {
    package let context: BrowserContext
    package let session: Session
    package let options: PageOptions
    let target: DevTools.Target.TargetID
    let frameWatch: FrameWatch
    let networkWatch: NetworkWatch
    let consoleWatch: ConsoleWatch
    let vitalsWatch: VitalsWatch
    let dialogs: Dialogs
    let downloads: Downloads
    package let mouse = Mouse()

    init(context: BrowserContext, target: DevTools.Target.TargetID, session: Session, options: PageOptions) {
        self.context = context
        self.target = target
        self.session = session
        self.options = options
        let frames = FrameWatch(session)
        frameWatch = frames
        networkWatch = NetworkWatch(session, mainFrame: target.rawValue)
        consoleWatch = ConsoleWatch(session)
        vitalsWatch = VitalsWatch(session)
        dialogs = Dialogs(session)
        downloads = Downloads(root: context.browser.root) { frame in
            frames.table.read { $0.frames[frame] != nil }
        }
    }

    /// Everything a page needs before its first document, in one batch, awaited: a script registered while `Page.enable`
    /// is still on its way can miss the first document.
    func setUp() async throws {
        var calls = [
            Call(DevTools.Page.Enable()),
            Call(DevTools.Page.SetLifecycleEventsEnabled(enabled: true)),
            Call(DevTools.Runtime.Enable()),
            Call(NetworkWatch.enable),
            Call(DevTools.Inspector.Enable()),
            Call(DevTools.Emulation.SetFocusEmulationEnabled(enabled: true)),
            Call(
                DevTools.Emulation.SetDeviceMetricsOverride(
                    width: options.viewport.width, height: options.viewport.height, deviceScaleFactor: 1,
                    mobile: false)),
            Call(
                DevTools.Page.AddScriptToEvaluateOnNewDocument(
                    source: InPageScript.source, worldName: FrameWatch.worldName, runImmediately: true)),
        ]
        calls += ConsoleWatch.calls + VitalsWatch.calls
        calls += options.initScripts.map {
            Call(DevTools.Page.AddScriptToEvaluateOnNewDocument(source: $0, runImmediately: true))
        }
        calls.append(Call(DevTools.Runtime.RunIfWaitingForDebugger()))
        try await session.send(batch: calls)
        let tree = try await session.send(DevTools.Page.GetFrameTree())
        frameWatch.merge(tree.frameTree)
    }

    /// The frames as they are now, the main one first.
    package var frames: [FrameTable.Frame] { frameWatch.table.read { $0.ordered } }

    /// The address the main frame shows.
    package var url: String { frameWatch.table.read { $0.mainFrame?.url ?? "about:blank" } }

    package var hasCrashed: Bool { frameWatch.table.read { $0.hasCrashed } }

    /// How many documents the main frame has shown so far; tells whether an action left the page.
    package var documentCount: Int { frameWatch.table.read { $0.documents } }

    package var popups: [String] { context.browser.roster.popups(of: target.rawValue) }

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

    package var consoleCount: Int { consoleWatch.book.read { $0.count } }

    package func consoleEntries(after number: Int) -> [ConsoleEntry] {
        consoleWatch.book.read { $0.entries(after: number) }
    }

    /// How many requests, console messages and messages of sockets are remembered no more.
    package var forgotten: (requests: Int, console: Int, messages: Int) {
        let (requests, messages) = networkWatch.ledger.read { ($0.forgotten, $0.forgottenMessages) }
        return (requests, consoleWatch.book.read { $0.forgotten }, messages)
    }

    package var downloadList: [Download] { downloads.list.read { $0 } }

    /// Waits until `pick` finds something among the downloads.
    package func waitForDownload<Value: Sendable>(
        _ pick: @escaping @Sendable ([Download]) -> Value?
    ) async throws -> Value {
        try await downloads.list.wait(for: pick)
    }

    package var dialogRecords: [DialogRecord] { dialogs.book.read { $0.records } }

    /// Says how the next dialogs are to be answered, in order; replaces what was planned before.
    package func planDialogs(_ answers: [DialogAnswer]) {
        dialogs.book.update { $0.plan = answers }
    }

    /// Waits for a dialog after the first `count` ones.
    package func waitForDialog(after count: Int) async throws -> DialogRecord {
        try await dialogs.book.wait { $0.records.count > count ? $0.records[count] : nil }
    }

    /// Closes the page without asking it.
    package func close() async {
        await shielded { [self] in
            let root = context.browser.root
            _ = try? await root.send(DevTools.Target.CloseTarget(targetId: target), within: CallLimits.ping)
        }
    }
}
