import Foundation

/// A running Chromium and where it listens.
struct BrowserProcess: Sendable {
    let process: ManagedProcess
    /// The URL of its DevTools socket.
    let endpoint: String

    /// Starts Chromium and returns once it says where it listens.
    ///
    /// - Parameter temporary: The folder Chromium gets as `TMPDIR`, so that nothing it forgets stays behind.
    static func launch(
        _ executable: BrowserExecutable, arguments: [String], temporary: String, within limit: Duration
    ) async throws -> BrowserProcess {
        let endpoint = Promise<String>()
        // The shell becomes Chromium; it is only there to make the pipe we hold its descriptor 3, the life-line that
        // ends it when we are gone. What it would answer there goes nowhere.
        let script = #"exec "$0" "$@" 3<&0 4>/dev/null </dev/null"#
        let plan = ProcessPlan(
            executable: "/bin/sh", arguments: ["-c", script, executable.path] + arguments,
            environment: ["TMPDIR": temporary])
        let process = ManagedProcess.start(plan) { line in
            if let url = announcement(in: line) { endpoint.fulfil(url) }
        }
        do {
            let url = try await within(limit, "starting Chromium") {
                try await firstOf(endpoint, or: process)
            }
            return BrowserProcess(process: process, endpoint: url)
        } catch {
            await process.kill()
            throw explained(error, process)
        }
    }

    static func announcement(in line: String) -> String? {
        guard let found = line.range(of: "DevTools listening on ") else { return nil }
        return String(line[found.upperBound...].prefix { !$0.isWhitespace })
    }

    /// The endpoint, unless the process ends before it tells.
    private static func firstOf(_ endpoint: Promise<String>, or process: ManagedProcess) async throws
        -> String
    {
        try await withThrowingTaskGroup(of: String.self) { race in
            race.addTask { try await endpoint.value }
            race.addTask {
                let reason = try await process.waitForExit()
                throw CDPError(.launch, "start Chromium", explain(reason, process.lastWords))
            }
            defer { race.cancelAll() }
            guard let first = try await race.next() else { throw CancellationError() }
            return first
        }
    }

    private static func explained(_ error: any Error, _ process: ManagedProcess) -> any Error {
        guard let late = error as? DeadlinePassed else { return error }
        return CDPError(.launch, "start Chromium", explain(late.description, process.lastWords))
    }

    /// The reason with the lines that tell most.
    static func explain(_ reason: String, _ lastWords: [String]) -> String {
        // Without a bus or a graphics card Chromium complains at length; those lines explain nothing.
        let noise = ["dbus", "vaapi", "gcm", "Vulkan", "gpu"]
        let telling = lastWords.filter { line in !noise.contains { line.contains($0) } }.suffix(5)
        return ([reason] + telling).joined(separator: "\n  ")
    }
}
