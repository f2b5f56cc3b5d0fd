import Synchronization

/// Keeps the surroundings of a page, its popups, frames and workers the same, and changes them for all at once.
package final class PageEnvironment: Sendable {
    private struct State: Sendable {
        var emulation: Emulation
        /// What runs in the page's own world before its own script.
        var scripts: [String]
        var members: [(session: Session, kind: TargetKind)] = []
        var notices: [String] = []
    }

    private let state: Mutex<State>
    private let interceptor: RequestInterceptor
    /// Chromium's major version.
    private let version: Int

    init(_ options: PageOptions, version: Int) {
        state = Mutex(State(emulation: options.emulation, scripts: options.initScripts))
        interceptor = RequestInterceptor(options.emulation.requests)
        self.version = version
    }

    package var emulation: Emulation { state.withLock { $0.emulation } }

    /// What a new target must be sent before its first document; from now on it has part in every change.
    func admit(_ session: Session, as kind: TargetKind) -> [Call] {
        interceptor.listen(to: session)
        let (emulation, scripts) = state.withLock { state in
            state.members.append((session, kind))
            return (state.emulation, kind.isWorker ? [] : state.scripts)
        }
        return emulation.calls(for: kind, version: version) + scripts.map { PageSetUp.script($0) }
    }

    /// Changes the surroundings of every target that is still there.
    package func change(_ edit: (inout Emulation) -> Void) async throws {
        let (old, new, members) = interceptor.edit { rules in
            state.withLock { state in
                // The rules know which mocks are used up.
                state.emulation.requests = rules
                let old = state.emulation
                edit(&state.emulation)
                rules = state.emulation.requests
                return (old, state.emulation, state.members)
            }
        }
        for (session, kind) in members {
            try await tell(session, kind, new.calls(for: kind, from: old, version: version))
        }
    }

    /// Adds script for every document from now on, of targets that are there and of those to come.
    func add(scripts: [String]) async throws {
        let members = state.withLock { state in
            state.scripts += scripts
            return state.members
        }
        for (session, kind) in members where !kind.isWorker {
            try await tell(session, kind, scripts.map { PageSetUp.script($0) })
        }
    }

    private func tell(_ session: Session, _ kind: TargetKind, _ calls: [Call]) async throws {
        guard !calls.isEmpty else { return }
        do {
            try await session.send(batch: calls)
        } catch let error as CDPError where error.code == .detached {
            dismiss(session)
        } catch let error as CDPError where kind.isWorker && !error.isLoss {
            // Workers know some of the commands only, by their kind.
        }
    }

    /// A tab is there, and this is the frame of its documents.
    func add(mainFrame: String) { interceptor.add(mainFrame: mainFrame) }

    /// How many requests were not let out.
    package var refusalCount: Int { interceptor.refusalCount }

    /// Requests after the given number that were not let out, in order.
    package func refusals(after number: Int) -> [RefusedRequest] { interceptor.refusals(after: number) }

    /// Forgets a target that is gone.
    func dismiss(_ session: Session) {
        state.withLock { $0.members.removeAll { $0.session.id == session.id } }
    }

    /// What the user should know of what could not be set.
    package var notices: [String] { state.withLock { $0.notices } }

    func note(_ notices: [String]) { state.withLock { $0.notices += notices } }
}
