import CDP
import Logging
import WebSocket

/// Lends a running browser to every flow, and a new one after it has died.
///
/// One browser with a context per flow is cheaper than a browser per flow; a flow that loses its browser takes down
/// only those that ran in it.
actor BrowserPool {
    private let options: BrowserOptions
    private let loop: ServiceLoop
    private let log: Logger
    private var current: Browser?
    private var launching: Promise<Browser>?
    private(set) var launches = 0

    init(options: BrowserOptions, loop: ServiceLoop, log: Logger) {
        self.options = options
        self.loop = loop
        self.log = log
    }

    /// A browser that is alive; started when there is none.
    func browser() async throws -> Browser {
        if let current, current.deathReason == nil { return current }
        if let launching { return try await launching.value }
        let promise = Promise<Browser>()
        launching = promise
        let dead = current
        current = nil
        await dead?.close()
        do {
            let browser = try await Browser.launch(options, loop: loop, log: log)
            launches += 1
            current = browser
            launching = nil
            promise.fulfil(browser)
            return browser
        } catch {
            launching = nil
            promise.resolve(.failure(error))
            throw error
        }
    }

    func close() async {
        let last = current
        current = nil
        await last?.close()
    }
}
