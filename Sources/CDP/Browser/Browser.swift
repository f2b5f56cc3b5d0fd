package import Logging
import Synchronization
package import WebSocket

/// What a browser is started with.
package struct BrowserOptions: Sendable {
    /// The executable, or nil to find one.
    package var path: String?
    package var headed = false
    package var extraArguments: [String] = []
    /// Whether WebRTC may not go past proxies, as datagrams do.
    package var holdsBackDatagrams = false
    package var startLimit: Duration = .seconds(20)
    /// The folder in which profiles are made.
    package var scratchRoot = ScratchFolder.root

    package init() {}
}

/// One running Chromium and the connection to it.
package final class Browser: Sendable {
    package let process: ManagedProcess
    package let connection: Connection
    /// For example `HeadlessChrome/156.0.8078.79`.
    package let product: String
    /// What the user should know about how it was started.
    package let notices: [String]
    let roster: TargetRoster
    private let scratch: ScratchFolder
    private let died = Promise<String>()
    private let lost = Promise<BrowserLoss>()
    let gpu = Mutex(GPUWatch())

    private init(
        process: ManagedProcess, connection: Connection, product: String, notices: [String],
        roster: TargetRoster, scratch: ScratchFolder
    ) {
        self.process = process
        self.connection = connection
        self.product = product
        self.notices = notices
        self.roster = roster
        self.scratch = scratch
    }

    package var root: Session { Session(connection) }

    /// For example 156; 0 when `product` does not tell.
    var majorVersion: Int {
        product.split(separator: "/").last.flatMap { Int($0.prefix { $0 != "." }) } ?? 0
    }

    /// Starts a browser with a fresh profile and connects to it.
    package static func launch(_ options: BrowserOptions, loop: ServiceLoop, log: Logger) async throws
        -> Browser
    {
        let executable = try BrowserExecutable.find(path: options.path, headed: options.headed)
        let scratch = try ScratchFolder("browser", root: options.scratchRoot)
        do {
            let temporary = scratch.path + "/tmp"
            try scratch.makeFolder(temporary)
            var switches = LaunchSwitches()
            switches.headed = options.headed
            switches.hasRoomInSharedMemory = HostFacts.hasRoomInSharedMemory
            switches.holdsBackDatagrams = options.holdsBackDatagrams
            switches.extra = options.extraArguments
            let obstacle = HostFacts.sandboxObstacle
            switches.isSandboxed = obstacle == nil
            let started = try await BrowserProcess.launch(
                executable,
                arguments: switches.arguments(for: executable, profile: scratch.path + "/profile"),
                temporary: temporary, within: options.startLimit)
            do {
                let notices = obstacle.map { ["Chromium runs without its sandbox: \($0)"] } ?? []
                return try await connect(started, loop, log, notices, scratch)
            } catch {
                await started.process.kill()
                throw error
            }
        } catch {
            scratch.remove()
            throw error
        }
    }

    private static func connect(
        _ started: BrowserProcess, _ loop: ServiceLoop, _ log: Logger, _ notices: [String],
        _ scratch: ScratchFolder
    ) async throws -> Browser {
        let connection = try await Connection.open(started.endpoint, loop: loop, log: log)
        let root = Session(connection)
        let roster = TargetRoster(root: root)
        let attach = DevTools.Target.SetAutoAttach(
            autoAttach: true, waitForDebuggerOnStart: true, flatten: true)
        try await root.send(attach)
        let version = try await root.send(DevTools.Browser.GetVersion())
        let browser = Browser(
            process: started.process, connection: connection, product: version.product, notices: notices,
            roster: roster,
            scratch: scratch)
        connection.onClose { [died = browser.died] in died.fulfil($0) }
        return browser
    }

    /// Why the browser is gone, or nil while it runs.
    package var deathReason: String? { connection.closeReason }

    /// Returns, with the reason, when the browser is gone.
    package func waitForDeath() async throws -> String { try await died.value }

    /// Makes an isolated context: its own cookies, storage and cache.
    ///
    /// - Parameter policy: Whom its pages may ask, for what interception does not see. WebRTC is held to it only in a browser
    ///   that holds back datagrams.
    package func makeContext(for policy: OriginPolicy? = nil) async throws -> BrowserContext {
        var command = DevTools.Target.CreateBrowserContext(disposeOnDetach: true)
        let deadEnd = policy?.deadEnd
        command.proxyServer = deadEnd?.proxy
        command.proxyBypassList = deadEnd?.around
        let reply = try await root.send(command)
        return BrowserContext(self, reply.browserContextId)
    }

    /// In what way the browser was lost; nil while it runs.
    package func loss() async -> BrowserLoss? {
        guard deathReason != nil else { return nil }
        if let known = try? lost.outcome?.get() { return known }
        lost.fulfil(await process.isGone(within: .seconds(1)) ? .died : .disconnected)
        return try? lost.outcome?.get()
    }

    /// Gives up a browser that does not answer: everything that waits for it fails now, and its processes are killed.
    package func abandon(_ reason: String) async {
        lost.fulfil(.hung)
        connection.close(reason)
        await process.kill()
    }

    /// Ends the browser and removes its profile; never fails, never leaves a process.
    package func close() async {
        await shielded { [self] in
            // Sends nothing when the connection is gone already.
            _ = try? await root.send(DevTools.Browser.Close(), within: CallLimits.ping)
            if await !process.isGone(within: .seconds(1)) { await process.kill() }
            connection.close()
            scratch.remove()
        }
    }
}
