package import CDP
import Foundation
package import Logging
import Synchronization
package import WebSocket

/// Something that a test left behind in the browser.
package struct LeftBehind: Error, CustomStringConvertible {
    package let description: String
}

/// The one Chromium that all tests of a process use, one test at a time.
///
/// It is started by the first test that needs it, and ends with the process: the pipe that is its life-line closes.
package enum SharedBrowser {
    package enum Kind: Sendable {
        case plain
        /// Gives every site a process of its own, as a user's does.
        case isolating
        case holdingBackDatagrams
    }

    private static let turns = Turnstile()
    private static let running = Mutex<[Kind: Browser]>([:])
    private static let serviceLoop = Mutex<ServiceLoop?>(nil)

    /// The thread of all sockets of the process.
    package static var loop: ServiceLoop {
        get throws {
            try serviceLoop.withLock { kept in
                if let kept { return kept }
                let made = try ServiceLoop()
                kept = made
                return made
            }
        }
    }

    package static var log: Logger {
        var log = Logger(label: "test")
        log.logLevel = .critical
        return log
    }

    /// Lends the browser to `body` alone, and checks that nothing of it stays behind.
    package static func use<R>(
        _ kind: Kind = .plain, _ body: (Browser) async throws -> R
    ) async throws -> R {
        try await turns.pass {
            let browser = try await browser(kind)
            let before = try await Census(of: browser)
            let result = try await body(browser)
            try await wait(until: before, of: browser)
            return result
        }
    }

    /// Service workers end a moment after their context.
    private static func wait(until before: Census, of browser: Browser) async throws {
        let end = ContinuousClock.now + .seconds(3)
        while true {
            let after = try await Census(of: browser)
            if after == before { return }
            guard .now < end else { throw LeftBehind(description: "before: \(before); after: \(after)") }
        }
    }

    private static func browser(_ kind: Kind) async throws -> Browser {
        if let browser = running.withLock({ $0[kind] }), browser.deathReason == nil { return browser }
        ScratchFolder.sweep()
        var options = BrowserOptions()
        options.holdsBackDatagrams = kind == .holdingBackDatagrams
        if kind == .isolating { options.extraArguments = ["--site-per-process"] }
        let browser = try await Browser.launch(options, loop: loop, log: log)
        running.withLock { $0[kind] = browser }
        return browser
    }
}

/// What there is in a browser when no test uses it.
struct Census: Equatable, CustomStringConvertible {
    var contexts: Int
    var targets: [String]
    var pendingMethods: [String]
    var listeners: Int

    init(of browser: Browser) async throws {
        contexts = try await browser.root.send(GetBrowserContexts()).browserContextIds.count
        targets = try await browser.root.send(DevTools.Target.GetTargets()).targetInfos.map(\.url).sorted()
        pendingMethods = browser.connection.pendingMethods
        listeners = browser.connection.listenerCount
    }

    var description: String {
        "\(contexts) contexts, targets \(targets), \(listeners) listeners, waiting for \(pendingMethods)"
    }
}

/// Which contexts a browser has; only tests want to know.
private struct GetBrowserContexts: DevToolsCommand {
    struct Reply: Decodable, Sendable { let browserContextIds: [String] }
    static let method = "Target.getBrowserContexts"
    func write(to json: inout JSONWriter) {}
}
