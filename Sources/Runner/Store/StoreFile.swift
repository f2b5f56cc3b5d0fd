import Foundation
import GRDB

/// One SQLite file that several processes write at once.
enum StoreFile {
    /// Opens the file and brings its schema up to date; only one process at a time does this.
    ///
    /// Switching a new file to write-ahead logging and migrating it are the two things SQLite's busy timeout
    /// doesn't cover, hence the lock file.
    static func open(_ file: URL) throws(StoreError) -> DatabasePool {
        do {
            let folder = file.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try withLock(beside: file) {
                let pool = try DatabasePool(
                    path: file.path(percentEncoded: false), configuration: configuration)
                try StoreSchema.migrator.migrate(pool)
                return pool
            }
        } catch {
            throw StoreError(code: .unusable, subject: file.lastPathComponent, detail: "\(error)")
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 2
        configuration.label = "perceo.store"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    /// The lock goes with the descriptor, so a process that dies here blocks nobody.
    private static func withLock<R>(beside file: URL, _ body: () throws -> R) throws -> R {
        let lock = file.appendingPathExtension("lock")
        let path = lock.path(percentEncoded: false)
        guard
            FileManager.default.fileExists(atPath: path)
                || FileManager.default.createFile(atPath: path, contents: nil)
        else { throw StoreError(code: .unusable, subject: path, detail: "can't be made") }
        let handle = try FileHandle(forWritingTo: lock)
        defer { try? handle.close() }
        while flock(handle.fileDescriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw StoreError(code: .unusable, subject: path, detail: "can't be locked (errno \(errno))")
            }
        }
        return try body()
    }
}
