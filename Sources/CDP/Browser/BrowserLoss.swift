import Synchronization

/// In what way a browser was lost.
package enum BrowserLoss: Sendable, Equatable {
    /// Its process ended.
    case died
    /// Its process stood, but answered nothing any more.
    case hung
    /// Its process stands, but the connection to it is gone.
    case disconnected
}

extension Browser {
    /// How long a browser that does not answer is taken to be only slow.
    package static let patience: Duration = .seconds(5)

    /// Whether the browser itself still answers, though one of its pages may not.
    ///
    /// - Parameter limit: Most of it goes to the first question; a second one is for machines that have slept.
    package func isAlive(within limit: Duration = Browser.patience) async -> Bool {
        for share in [0.8, 0.2] where deathReason == nil {
            if (try? await root.send(DevTools.Browser.GetVersion(), within: limit * share)) != nil {
                return true
            }
            if Task.isCancelled { return deathReason == nil }
        }
        return false
    }

    /// Whether the process that draws was lost since this was last asked; Chromium has started another.
    package func hasLostGPU() async -> Bool {
        let look = try? await root.send(DevTools.SystemInfo.GetProcessInfo(), within: CallLimits.ping)
        guard let look else { return false }
        let process = look.processInfo.first { $0.type == "GPU" }?.id
        return gpu.withLock { $0.saw(process) }
    }

    /// The contexts and pages that are open, less those of `known`.
    package func strays(besides known: [BrowserContext]) async throws -> (contexts: Int, pages: Int) {
        let known = Set(known.map(\.id))
        let contexts = try await root.send(DevTools.Target.GetBrowserContexts(), within: CallLimits.ping)
        let targets = try await root.send(DevTools.Target.GetTargets(), within: CallLimits.ping)
        let pages = targets.targetInfos.filter { info in
            info.type == "page" && info.browserContextId.map { !known.contains($0) } == true
        }
        return (contexts.browserContextIds.filter { !known.contains($0) }.count, pages.count)
    }
}
