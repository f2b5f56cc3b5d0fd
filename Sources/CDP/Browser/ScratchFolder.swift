import Foundation
import Glibc
import Synchronization

/// A folder of our own in the temporary directory, named after its process, so that what a killed run left behind is
/// recognised and swept by the next one.
package struct ScratchFolder: Sendable {
    package let path: String

    /// Makes `<tmp>/perceo-<uid>/<pid>-<start>/<name>`, readable by this user only.
    package init(_ name: String, root: String = ScratchFolder.root) throws(CDPError) {
        path = "\(root)/\(Self.owner)/\(name)-\(UUID().uuidString.prefix(8).lowercased())"
        let problem = Self.making.withLock { _ -> (any Error)? in
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                return nil
            } catch {
                return error
            }
        }
        if let problem { throw CDPError(.launch, "make \(path)", problem.fileReason) }
    }

    /// Held while a folder is made, or the process's own is found empty and removed: one is not to go under the other.
    private static let making = Mutex(())

    /// Where all our temporary folders are: `TMPDIR` or `/tmp`.
    package static var root: String {
        let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        let trimmed = base.hasSuffix("/") ? String(base.dropLast()) : base
        return "\(trimmed)/perceo-\(geteuid())"
    }

    private static let owner = "\(getpid())-\(ProcessStart.ticks(of: getpid()) ?? 0)"

    /// Removes this folder, and the process's own when it was the last in it.
    package func remove() {
        let files = FileManager.default
        for _ in 0..<3 where files.fileExists(atPath: path) { try? files.removeItem(atPath: path) }
        let parent = (path as NSString).deletingLastPathComponent
        Self.making.withLock { _ in
            let isLast = (try? files.contentsOfDirectory(atPath: parent))?.isEmpty == true
            if isLast { try? files.removeItem(atPath: parent) }
        }
    }

    /// Removes the folders of processes that are gone; returns how many.
    @discardableResult
    package static func sweep(root: String = ScratchFolder.root) -> Int {
        let files = FileManager.default
        var swept = 0
        for name in (try? files.contentsOfDirectory(atPath: root)) ?? [] where isLeftover(name) {
            try? files.removeItem(atPath: "\(root)/\(name)")
            swept += 1
        }
        return swept
    }

    static func isLeftover(_ name: String) -> Bool {
        let parts = name.split(separator: "-")
        guard parts.count == 2, let pid = Int32(parts[0]), let start = UInt64(parts[1]) else { return false }
        return ProcessStart.ticks(of: pid) != start
    }
}

extension ScratchFolder {
    /// Makes a folder inside this one.
    func makeFolder(_ path: String) throws(CDPError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CDPError(.launch, "make \(path)", error.fileReason)
        }
    }
}
