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
        guard let stat = text("/proc/\(pid)/stat"), let boot = text("/proc/sys/kernel/random/boot_id"),
            let tick = startTick(stat)
        else { return nil }
        return "\(boot.trimmingCharacters(in: .whitespacesAndNewlines)):\(tick)"
    }

    /// Field 22 of `/proc/<pid>/stat`; the second field is a name that may hold blanks and brackets.
    static func startTick(_ stat: String) -> String? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
