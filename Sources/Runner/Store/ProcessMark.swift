import CDP
import Foundation

/// Which process on which machine a row belongs to; a process id alone is reused.
struct ProcessMark: Codable, Sendable, Equatable {
    var host: String
    var pid: Int32
    /// Boot id and start tick from `/proc`; empty where there is none.
    var start: String

    static func current() -> ProcessMark {
        let pid = ProcessInfo.processInfo.processIdentifier
        return ProcessMark(
            host: ProcessInfo.processInfo.hostName, pid: pid, start: startMark(pid) ?? "")
    }

    /// False only when it is certain: same machine, and no such process or a later one under the same id.
    func isCertainlyGone(seenFrom here: ProcessMark) -> Bool {
        guard host == here.host, !here.start.isEmpty else { return false }
        return Self.startMark(pid) != start
    }

    private static func startMark(_ pid: Int32) -> String? {
        guard let boot = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id"),
            let tick = ProcessStart.ticks(of: pid)
        else { return nil }
        return
            "\(String(decoding: boot, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)):\(tick)"
    }
}
