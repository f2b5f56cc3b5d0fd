import Foundation

/// When a process started, which tells it from a later one under the same id.
package enum ProcessStart {
    /// Clock ticks since boot; nil when there is no such process, or only its remains.
    package static func ticks(of process: Int32) -> UInt64? {
        FileManager.default.contents(atPath: "/proc/\(process)/stat").flatMap {
            ticks(in: String(decoding: $0, as: UTF8.self))
        }
    }

    /// Field 22 of `/proc/<pid>/stat`; the second field is a name that may hold blanks and brackets.
    package static func ticks(in stat: String) -> UInt64? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 && fields[0] != "Z" ? UInt64(fields[19]) : nil
    }
}
