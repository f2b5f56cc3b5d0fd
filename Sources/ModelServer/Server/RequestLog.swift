import Foundation
import Models
import Synchronization

/// Keeps what is asked in the file that the variable `PERCEO_ASKED` names, a line each; of pictures only their beginning.
enum RequestLog {
    private static let file = Mutex(ProcessInfo.processInfo.environment["PERCEO_ASKED"])

    /// - Parameter broken: The rules that it does not keep to.
    static func keep(_ asked: AskedRequest, broken: [String]) {
        file.withLock { path in
            guard let path, let handle = FileHandle(forUpdatingAtPath: path) else { return }
            let line: JSON = [
                "agent": .string(asked.headers["user-agent"] ?? ""), "body": asked.body.mapObjects(shortened),
                "broken": .array(broken.map(JSON.string)), "wire": .string(asked.wire.rawValue),
            ]
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: Data("\(line)\n".utf8))
            try? handle.close()
        }
    }

    private static func shortened(_ fields: [String: JSON]) -> [String: JSON] {
        let isPicture = fields["media_type"] != nil
        return fields.mapValues { value in
            guard let text = value.string, isPicture || text.hasPrefix("data:image/") else { return value }
            return .string(String(text.prefix(60)))
        }
    }
}
