import Foundation

/// What a process we started and everything it started take up.
package enum SessionMemory {
    /// The processes of the session that `leader` leads, as long as they live.
    package static func members(of leader: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { process in
            text("/proc/\(process)/stat").flatMap(session) == leader
        }
    }

    /// Bytes of memory in use, shared pages counted in part; 0 when the session has ended.
    package static func bytes(of leader: Int32) -> UInt64 {
        members(of: leader).reduce(0) { $0 + proportional($1) }
    }

    /// Field 6 of `/proc/<pid>/stat`; nil for what remains of a process that has ended.
    static func session(in stat: String) -> Int32? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 3 && fields[0] != "Z" ? Int32(fields[3]) : nil
    }

    private static func proportional(_ process: Int32) -> UInt64 {
        if let bytes = text("/proc/\(process)/smaps_rollup").flatMap(proportionalBytes) { return bytes }
        // A sandboxed renderer shows its maps to nobody but root: what it shares with no one is the next best.
        return text("/proc/\(process)/statm").flatMap(privateBytes) ?? 0
    }

    static func proportionalBytes(in rollup: String) -> UInt64? {
        let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
        let words = line?.split(separator: " ") ?? []
        return words.count > 1 ? UInt64(words[1]).map { $0 * 1024 } : nil
    }

    static func privateBytes(in statm: String) -> UInt64? {
        let pages = statm.split(separator: " ").compactMap { UInt64($0.trimmingCharacters(in: .newlines)) }
        guard pages.count > 2, pages[1] >= pages[2] else { return nil }
        return (pages[1] - pages[2]) * 4096
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
