import Agent
import CDP
import Flows
import Foundation
import HTTP

/// The application that is tested, when it is ours to start: brought up before the flows, always ended after them.
struct ApplicationUnderTest: Sendable {
    private let process: ManagedProcess

    /// How often a starting application is asked whether it is up.
    private static let pollInterval: Duration = .milliseconds(100)

    /// A shell between us and the application: when our end of its input closes, whatever we died of, it ends the
    /// application's whole group.
    private static let guardian = """
        exec 3<&0 </dev/null
        (trap '' TERM; exec >/dev/null 2>&1; read -r _ <&3; kill -TERM 0; sleep 2; kill -KILL 0) &
        exec 3<&-
        "$@" &
        wait $!
        """

    /// Starts the application and returns once its URL answers; nil when one that answers already is used.
    ///
    /// - Throws: `RunnerError` with the application's last output when it does not come up.
    static func start(
        _ app: PerceoConfig.App, projectFolder: URL, baseURL: URL?, http: HTTPClient
    ) async throws -> ApplicationUnderTest? {
        let url = try app.url?.string() ?? baseURL?.absoluteString
        if app.reuse, let url, await answers(url, http) { return nil }
        var secrets: [Secret] = []
        var environment: [String: String] = [:]
        for (name, value) in app.environment {
            let text = try value.text()
            secrets += text.secrets
            environment[name] = text.reveal { $0 }
        }
        let arguments: [String]
        switch app.command {
        case .line(let line): arguments = ["/bin/sh", "-c", try line.string()]
        case .arguments(let list): arguments = try list.map { text throws(ConfigError) in try text.string() }
        }
        let folder = try app.folder.map { text throws(ConfigError) in
            projectFolder.appending(path: try text.string())
        }
        let process = ManagedProcess.start(
            ProcessPlan(
                executable: "/bin/sh", arguments: ["-c", guardian, "sh"] + arguments,
                environment: environment,
                folder: folder ?? projectFolder))
        let running = ApplicationUnderTest(process: process)
        do {
            try await running.waitUntilUp(url, app.timeout, http, Redactor(secrets))
            return running
        } catch {
            await running.end()
            throw error
        }
    }

    private func waitUntilUp(_ url: String?, _ limit: Duration, _ http: HTTPClient, _ redactor: Redactor)
        async throws
    {
        guard let url else { return }
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if await Self.answers(url, http) { return }
            if let reason = process.exitReason {
                throw RunnerError(
                    .infrastructure, "the application under test did not start: \(reason)" + output(redactor))
            }
            try await Task.sleep(for: Self.pollInterval)
        }
        throw RunnerError(
            .infrastructure,
            "the application under test did not answer at \(url) within \(limit.inSeconds) s"
                + output(redactor))
    }

    private func output(_ redactor: Redactor) -> String {
        let lines = process.lastWords.suffix(20).map { "\n  \(redactor.redact($0))" }.joined()
        return lines.isEmpty ? "; it printed nothing" : "; it printed:\(lines)"
    }

    /// Whether anything answers at `url`, with whatever status.
    static func answers(_ url: String, _ http: HTTPClient) async -> Bool {
        let request = HTTPRequest(method: "GET", url: url, timeout: .seconds(5), connectTimeout: .seconds(2))
        return (try? await http.send(request)) != nil
    }

    func end() async { await process.end() }
}
