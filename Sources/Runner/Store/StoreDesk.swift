import Flows
import Foundation
import Synchronization

/// The run's way to its store.
///
/// A store that fails costs a notice, never a verdict.
final class StoreDesk: Sendable {
    private let file: URL
    private let request: RunRequest
    private let store = Mutex<LocalRunStore?>(nil)
    private let problem = Mutex<String?>(nil)

    init(file: URL, request: RunRequest) {
        self.file = file
        self.request = request
    }

    /// The names of the flows that did not pass in the last run.
    func lastFailed(_ config: PerceoConfig) -> Set<String> {
        Set((try? open(config)?.lastRunFailures().map(\.name)) ?? [])
    }

    func begin(_ info: RunInfo, _ plan: RunPlan, _ note: (String) -> Void) {
        attempt(note) { try open(plan.config)?.begin(info, flows: plan.flows.map(StoredFlow.init)) }
        if let problem = problem.withLock({ $0 }) { note("the run is not stored: \(problem)") }
    }

    func started(_ flow: Flow, _ info: RunInfo, _ note: (String) -> Void) {
        attempt(note) { try current?.started(flow.id.rawValue.uuidString.lowercased(), in: info) }
    }

    func record(_ flow: FlowRecord, _ info: RunInfo, _ note: (String) -> Void) {
        attempt(note) { try current?.record(flow, in: info) }
    }

    func finish(_ record: RunRecord, _ note: (String) -> Void) {
        attempt(note) { try current?.finish(record) }
    }

    private var current: LocalRunStore? { store.withLock { $0 } }

    private func open(_ config: PerceoConfig) throws -> LocalRunStore? {
        if let store = current { return store }
        guard problem.withLock({ $0 }) == nil else { return nil }
        do {
            let name = try config.project.name?.string() ?? request.projectFolder.lastPathComponent
            let folder = try request.outputFolder ?? config.artifactsFolder.string()
            let opened = try LocalRunStore(file: file, project: name, artifacts: folder)
            store.withLock { $0 = opened }
            return opened
        } catch {
            problem.withLock { $0 = "\(error)" }
            return nil
        }
    }

    private func attempt(_ note: (String) -> Void, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            note("not stored: \(error)")
        }
    }
}
