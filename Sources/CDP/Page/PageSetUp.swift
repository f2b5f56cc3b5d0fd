/// What a DevTools session speaks to.
package enum TargetKind: Sendable, Equatable {
    /// A tab, be it one that we opened or one that a page did.
    case page
    /// A frame that has a process of its own.
    case frame
    case worker
    case sharedWorker
    case serviceWorker

    /// Nil for what no page consists of.
    init?(_ type: String) {
        switch type {
        case "page": self = .page
        case "iframe": self = .frame
        case "worker": self = .worker
        case "shared_worker": self = .sharedWorker
        case "service_worker": self = .serviceWorker
        default: return nil
        }
    }

    var isWorker: Bool { self != .page && self != .frame }
}

/// What every session of a page is told before its target runs; one place for tabs, frames and workers.
enum PageSetUp {
    /// All calls up to and with the one that lets the target run.
    ///
    /// They go out in one write: some targets answer none of them before they run, and Chromium holds the first
    /// document back until it has taken all.
    static func calls(
        for kind: TargetKind, _ options: PageOptions, _ environment: PageEnvironment, _ session: Session
    ) -> [Call] {
        let own = kind.isWorker ? worker(kind) : document(kind, options)
        let surroundings = environment.admit(session, as: kind)
        // Chromium stops no request of a shared worker that it is told of after the worker's thread runs, though its script
        // still waits: the sooner the better.
        let calls = kind == .sharedWorker ? surroundings + own : own + surroundings
        return calls + [Call(DevTools.Runtime.RunIfWaitingForDebugger())]
    }

    private static func worker(_ kind: TargetKind) -> [Call] {
        let calls = [Call(DevTools.Runtime.Enable()), Call(NetworkWatch.enable)]
        return kind == .serviceWorker ? calls : calls + [autoAttach]
    }

    private static func document(_ kind: TargetKind, _ options: PageOptions) -> [Call] {
        var calls = [
            Call(DevTools.Page.Enable()),
            Call(DevTools.Page.SetLifecycleEventsEnabled(enabled: true)),
            Call(DevTools.Runtime.Enable()),
            Call(NetworkWatch.enable),
            Call(DevTools.Inspector.Enable()),
            Call(DevTools.Emulation.SetFocusEmulationEnabled(enabled: true)),
        ]
        calls.append(script(InPageScript.source, world: FrameWatch.worldName))
        if options.tellsWhereScriptRuns {
            // Without breakpoints a `debugger` statement stops nothing, but a pause on request does.
            calls.append(Call(DevTools.Debugger.Enable(maxScriptsCacheSize: 0)))
            calls.append(Call(DevTools.Debugger.SetBreakpointsActive(active: false)))
        }
        calls += ConsoleWatch.calls
        if kind == .page { calls += VitalsWatch.calls }
        return calls + [autoAttach, Call(DevTools.Page.GetFrameTree())]
    }

    /// Has `source` run before a document's own script, in every document from now on.
    ///
    /// - Parameter world: Our own world; nil for that of the page.
    static func script(_ source: String, world: String? = nil) -> Call {
        Call(
            DevTools.Page.AddScriptToEvaluateOnNewDocument(
                source: source, worldName: world, runImmediately: true))
    }

    /// The frames as they were when the set-up came through; nil for workers, and for what went away meanwhile.
    static func tree(in outcomes: [Gather.Outcome]) -> DevTools.Page.FrameTree? {
        for case .success(let reply) in outcomes where reply.method == DevTools.Page.GetFrameTree.method {
            return try? reply.decode(DevTools.Page.GetFrameTree.Reply.self).frameTree
        }
        return nil
    }

    /// Frames and workers of the target get sessions too; service workers are the whole context's.
    private static var autoAttach: Call {
        var command = DevTools.Target.SetAutoAttach(
            autoAttach: true, waitForDebuggerOnStart: true, flatten: true)
        command.filter =
            ["service_worker", "browser", "tab"].map { .init(exclude: true, type: $0) } + [.init()]
        return Call(command)
    }
}
