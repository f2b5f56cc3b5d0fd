import Foundation
import Glibc

/// Logs and progress go to standard error, so that standard output holds nothing but what `--json` prints.
enum StandardError {
    static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    static var isTerminal: Bool { isatty(2) == 1 }
}

/// What `--json` prints.
enum StandardOutput {
    static func write(_ data: Data) {
        try? FileHandle.standardOutput.write(contentsOf: data)
    }
}
