import CDP
package import Foundation
import Synchronization

/// The records of the flows decided so far, one line of JSON each: `flows.jsonl` in the run's folder.
///
/// A run of thousands of flows keeps none of them in memory, and a runner that is killed leaves them behind.
/// The file goes when the reports are made from it.
package final class RecordSpool: Sendable {
    private struct State {
        var handle: FileHandle?
        /// What could not be written is kept, so that a full disk loses no verdict.
        var kept: [FlowRecord] = []
    }

    private let file: URL
    private let state = Mutex(State())

    package init(file: URL) {
        self.file = file
    }

    /// - Returns: Why the record is kept in memory instead, if it could not be written.
    @discardableResult
    package func append(_ record: FlowRecord) -> String? {
        state.withLock { state in
            do {
                let line = try RecordJSON.line(record) + "\n"
                try opened(&state).write(contentsOf: Data(line.utf8))
                return nil
            } catch {
                state.kept.append(record)
                return "could not write \(file.lastPathComponent): \(error.fileReason)"
            }
        }
    }

    /// Everything appended so far; a line cut short by a write that failed is its record's that was kept.
    package func records() -> [FlowRecord] {
        state.withLock { state in
            let text = (try? Data(contentsOf: file)) ?? Data()
            let written = text.split(separator: UInt8(ascii: "\n")).compactMap { line in
                try? RecordJSON.decode(FlowRecord.self, from: Data(line))
            }
            return written + state.kept
        }
    }

    /// Closes and removes the file.
    package func discard() {
        state.withLock { state in
            try? state.handle?.close()
            state = State()
            try? FileManager.default.removeItem(at: file)
        }
    }

    private func opened(_ state: inout State) throws -> FileHandle {
        if let handle = state.handle { return handle }
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        state.handle = handle
        return handle
    }
}
