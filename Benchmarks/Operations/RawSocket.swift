import CDP
import Foundation
import Synchronization
import WebSocket

/// The same question over a bare socket to the same page: what the protocol itself takes.
enum RawSocket {
    static func measure(_ page: Page, loop: ServiceLoop, report: Report, samples: Int) async throws {
        guard report.wants("evaluate_raw"), let port = debuggingPort() else { return }
        let targets = try await page.context.browser.root.send(DevTools.Target.GetTargets()).targetInfos
        guard let target = targets.first(where: { $0.url == page.url })?.targetId.rawValue else { return }
        let next = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let socket = try await loop.connect(
            to: "ws://127.0.0.1:\(port)/devtools/page/\(target)",
            onMessage: { _ in next.withLock { $0?.resume(); $0 = nil } },
            onClose: { _ in next.withLock { $0?.resume(); $0 = nil } })
        let parameters = #""params":{"expression":"1+1","returnByValue":true}"#
        let question = Array(#"{"id":1,"method":"Runtime.evaluate",\#(parameters)}"#.utf8)
        try await report.measure("evaluate_raw", samples) {
            await withCheckedContinuation { answer in
                next.withLock { $0 = answer }
                do {
                    try socket.send(question)
                } catch {
                    next.withLock { $0?.resume(); $0 = nil }
                }
            }
            return nil
        }
        socket.close()
    }

    /// Where our browser listens, from the file in its profile.
    private static func debuggingPort() -> Int? {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where Int(process) != nil {
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"),
                let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let parent = stat.split(separator: ")").last?.split(separator: " ").dropFirst().first,
                parent == "\(ProcessInfo.processInfo.processIdentifier)"
            else { continue }
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            guard let profile = words.first(where: { $0.hasPrefix("--user-data-dir=") })?.dropFirst(16) else {
                continue
            }
            let text = try? String(contentsOfFile: "\(profile)/DevToolsActivePort", encoding: .utf8)
            return text?.split(separator: "\n").first.flatMap { Int($0) }
        }
        return nil
    }
}
