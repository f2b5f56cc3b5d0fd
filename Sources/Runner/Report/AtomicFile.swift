package import Foundation

/// Files that are either the old text or the whole new one, whenever the process dies.
package enum AtomicFile {
    /// Writes beside the target under a name of its own, then renames; makes the folder if it is missing.
    package static func write(_ data: Data, to file: URL) throws {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try data.write(to: file, options: .atomic)
    }

    package static func write(_ text: String, to file: URL) throws {
        try write(Data(text.utf8), to: file)
    }
}
