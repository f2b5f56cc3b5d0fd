import Foundation
import Glibc

/// A disk with room for next to nothing, mounted for one command in a mount table of its own.
enum SmallDisk {
    private static let unshare = "/usr/bin/unshare"
    private static let options = geteuid() == 0 ? ["-m"] : ["-rm"]

    /// Whether this machine lets us mount.
    static let isPossible: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: unshare)
        process.arguments = options + ["mount", "-t", "tmpfs", "none", "/mnt"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// The same command with such a disk at `folder` of its working folder.
    static func plan(_ plan: RunningProgram.Plan, at folder: String, kilobytes: Int) -> RunningProgram.Plan {
        var wrapped = plan
        let script =
            "mkdir -p \(folder) && mount -t tmpfs -o size=\(kilobytes)k none \(folder) && exec \"$0\" \"$@\""
        wrapped.executable = URL(filePath: unshare)
        wrapped.arguments = options + ["sh", "-c", script, plan.executable.path] + plan.arguments
        return wrapped
    }
}
