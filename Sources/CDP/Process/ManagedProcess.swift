package import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// What to run.
package struct ProcessPlan: Sendable {
    package var executable: String
    package var arguments: [String]
    /// Added to the environment we run in ourselves.
    package var environment: [String: String]
    package var folder: URL?

    package init(
        executable: String, arguments: [String] = [], environment: [String: String] = [:], folder: URL? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }
}

/// A child process in a session of its own: its last words, its end, and the end of everything it started.
///
/// Its standard input is a pipe we hold and never write to. It closes when we die, whatever we die of, which is how
/// the child learns of it.
package final class ManagedProcess: Sendable {
    private enum Order: Sendable { case terminate, kill }

    private struct State {
        var lastWords: [String] = []
        var processID: Int32?
    }

    private let state = Mutex(State())
    private let exit = Promise<String>()
    private let orders: AsyncStream<Order>.Continuation
    private let onLine: @Sendable (String) -> Void

    private init(orders: AsyncStream<Order>.Continuation, onLine: @escaping @Sendable (String) -> Void) {
        self.orders = orders
        self.onLine = onLine
    }

    package var processID: Int32? { state.withLock { $0.processID } }

    /// How it ended, or nil while it runs.
    package var exitReason: String? { try? exit.outcome?.get() }

    /// The newest lines of its output and error output, oldest first.
    package var lastWords: [String] { state.withLock { $0.lastWords } }

    /// Starts the process; whether that worked shows in `exitReason`.
    ///
    /// - Parameter onLine: Called with each line of its output.
    package static func start(
        _ plan: ProcessPlan, onLine: @escaping @Sendable (String) -> Void = { _ in }
    ) -> ManagedProcess {
        let (orders, feed) = AsyncStream.makeStream(of: Order.self)
        let process = ManagedProcess(orders: feed, onLine: onLine)
        Task { await process.live(plan, orders) }
        return process
    }

    /// Runs the process to its end; everything that touches it happens in here.
    private func live(_ plan: ProcessPlan, _ orders: AsyncStream<Order>) async {
        var platform = PlatformOptions()
        platform.createSession = true
        let changes = plan.environment.map { (Environment.Key(rawValue: $0.key), Optional($0.value)) }
        let updates = changes.compactMap { key, value in key.map { ($0, value) } }
        do {
            let result = try await Subprocess.run(
                .path(FilePath(plan.executable)), arguments: Arguments(plan.arguments),
                environment: .inherit.updating(Dictionary(updates) { $1 }),
                workingDirectory: plan.folder.map { FilePath($0.path) }, platformOptions: platform,
                input: .inputWriter, output: .sequence, error: .combinedWithOutput
            ) { execution in
                state.withLock { $0.processID = execution.processIdentifier.value }
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await order in orders {
                            try? execution.send(
                                signal: order == .kill ? .kill : .terminate, toProcessGroup: true)
                        }
                    }
                    await self.listen(execution.standardOutput)
                    group.cancelAll()
                }
                try? await execution.standardInputWriter.finish()
            }
            exit.fulfil(Self.words(result.terminationStatus))
        } catch {
            exit.fulfil(String(describing: error))
        }
    }

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "it ended with exit code \(code)"
        case .signaled(let signal): "signal \(signal) ended it"
        }
    }

    private func listen(_ output: SubprocessOutputSequence) async {
        do {
            for try await line in output.strings() { hear(line.trimmingCharacters(in: .newlines)) }
        } catch {
            hear("unreadable output: \(error)")
        }
    }

    private func hear(_ line: String) {
        state.withLock { state in
            state.lastWords.append(line)
            if state.lastWords.count > 100 { state.lastWords.removeFirst() }
        }
        onLine(line)
    }

    /// Returns, with the reason, when the process is gone.
    package func waitForExit() async throws -> String { try await exit.value }

    /// Whether the process was gone before `limit` passed; goes on waiting although the caller is cancelled.
    package func isGone(within limit: Duration) async -> Bool {
        await shielded { [exit] in (try? await exit.value(within: limit)) ?? nil != nil }
    }

    /// Waits for the process to be gone, first asking the whole group, then insisting.
    package func end(grace: Duration = .seconds(2)) async {
        orders.yield(.terminate)
        if await !isGone(within: grace) { orders.yield(.kill) }
        await gone()
    }

    /// Ends the whole group at once.
    package func kill() async {
        orders.yield(.kill)
        await gone()
    }

    private func gone() async {
        await shielded { [exit] in _ = try? await exit.value }
        orders.finish()
    }
}
