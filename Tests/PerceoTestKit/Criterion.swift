import Foundation
import Synchronization

/// What a test found out about an acceptance criterion: a row of the table that `make eval` prints.
///
/// `scripts/eval.txt` lists the rows and their targets. Nothing is written when the tests run for their own sake.
package enum Criterion {
    /// Whether `make eval` wants to know: what takes long is played in full only then.
    package static var isAsked: Bool { ProcessInfo.processInfo.environment["PERCEO_EVAL"] != nil }

    /// Adds to what a row counts: of `all` cases, `met` were as they should be.
    package static func count(_ row: String, _ met: Int, of all: Int) {
        write(["row": row, "met": met, "all": all])
    }

    /// Tells a row's value; of several the one farthest from the target stands.
    package static func measure(_ row: String, _ value: Double) {
        write(["row": row, "value": value])
    }

    private static let file = Mutex(ProcessInfo.processInfo.environment["PERCEO_EVAL"])

    private static func write(_ found: [String: Any]) {
        file.withLock { path in
            guard let path, let handle = FileHandle(forUpdatingAtPath: path),
                let line = try? JSONSerialization.data(withJSONObject: found, options: .sortedKeys)
            else { return }
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: line + Data("\n".utf8))
            try? handle.close()
        }
    }
}
