import Foundation
import Glibc

/// The processes of this machine, as `/proc` shows them.
struct Processes {
    struct Entry: Sendable {
        let id: pid_t
        let command: String
    }

    /// Those that were started with `text` in their arguments or environment, zombies left out.
    static func mentioning(_ text: String) -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { name in
            guard let id = pid_t(name), id != getpid(), !isZombie(id) else { return nil }
            let command = read("/proc/\(id)/cmdline")
            guard command.contains(text) || read("/proc/\(id)/environ").contains(text) else { return nil }
            return Entry(id: id, command: command.replacingOccurrences(of: "\0", with: " "))
        }
    }

    /// The parent of a process.
    static func parent(of id: pid_t) -> pid_t? { fields(id).dropFirst().first.flatMap { pid_t($0) } }

    private static func isZombie(_ id: pid_t) -> Bool { fields(id).first == "Z" }

    /// What `/proc/<pid>/stat` holds behind the name.
    private static func fields(_ id: pid_t) -> [Substring] {
        let stat = read("/proc/\(id)/stat")
        guard let end = stat.lastIndex(of: ")") else { return [] }
        return stat[stat.index(after: end)...].split(separator: " ")
    }

    private static func read(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
