import Foundation

/// How much memory can be had.
package enum MachineMemory {
    /// Bytes that can be had without swapping, on this machine and within our control groups; nil when nobody can tell.
    package static var available: UInt64? {
        let machine = text("/proc/meminfo").flatMap(availableBytes)
        let group = groupHeadroom
        guard let machine, let group else { return machine ?? group }
        return min(machine, group)
    }

    /// The line `MemAvailable` of `/proc/meminfo`.
    static func availableBytes(in meminfo: String) -> UInt64? {
        let line = meminfo.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let words = line?.split(separator: " ") ?? []
        return words.count > 1 ? UInt64(words[1]).map { $0 * 1024 } : nil
    }

    /// What the tightest of our control groups leaves, of either version.
    private static var groupHeadroom: UInt64? {
        let groups = text("/proc/self/cgroup").map(memoryGroups) ?? []
        return groups.compactMap { folder in
            headroom(
                limit: text("\(folder)/memory.max") ?? text("\(folder)/memory.limit_in_bytes"),
                usage: text("\(folder)/memory.current") ?? text("\(folder)/memory.usage_in_bytes"),
                statistics: text("\(folder)/memory.stat"))
        }.min()
    }

    /// The folders of the groups that rule our memory, each with all above it.
    static func memoryGroups(in list: String) -> [String] {
        list.split(separator: "\n").flatMap { line -> [String] in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let root: String
            switch (parts[0], parts[1]) {
            case ("0", ""): root = "/sys/fs/cgroup"
            case (_, let names) where names.split(separator: ",").contains("memory"):
                root = "/sys/fs/cgroup/memory"
            default: return []
            }
            var folders = [root]
            for name in parts[2].split(separator: "/") {
                folders.append("\(folders[folders.count - 1])/\(name)")
            }
            return folders
        }
    }

    /// What is left of a group's limit; pages of files that can be dropped do not count as used.
    static func headroom(limit: String?, usage: String?, statistics: String?) -> UInt64? {
        // Without a limit version 2 says `max` and version 1 a number close to the largest.
        guard let limit = number(limit), limit < 1 << 60, let usage = number(usage) else { return nil }
        let lines = statistics?.split(separator: "\n") ?? []
        let cache = lines.first { $0.hasPrefix("inactive_file ") || $0.hasPrefix("total_inactive_file ") }
        let droppable = cache.flatMap { number($0.split(separator: " ").last.map(String.init)) } ?? 0
        let used = usage > droppable ? usage - droppable : 0
        return limit > used ? limit - used : 0
    }

    private static func number(_ text: String?) -> UInt64? {
        text.flatMap { UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
