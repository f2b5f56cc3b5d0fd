import Foundation
import GRDB

/// Rows that still say `running` although nobody is left to finish them.
struct InterruptedRuns {
    /// Another machine's process can't be looked at, so its rows are given this long.
    static let patience: TimeInterval = 24 * 60 * 60

    let process: ProcessMark
    let now: Date

    func close(in database: Database) throws {
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, flow_id, logs, created_at FROM test_runs WHERE status = 'running'")
        for row in rows where isAbandoned(logs: row["logs"], created: row["created_at"]) {
            try database.execute(
                sql: """
                    UPDATE test_runs SET status = 'error', completed_at = ?,
                      error_message = 'interrupted: the process that played this flow ended before it',
                      logs = json_set(logs, '$.error',
                        json('{"candidates":[],"code":"interrupted","message":"the process ended"}'))
                    WHERE id = ?
                    """,
                arguments: [Timestamp.text(now), row["id"] as String])
            try FlowMetrics.refresh(row["flow_id"], at: now, in: database)
        }
    }

    private func isAbandoned(logs: String, created: String) -> Bool {
        let log = try? RecordJSON.decode(RunLog.self, from: Data(logs.utf8))
        if let log, log.process.isCertainlyGone(seenFrom: process) { return true }
        let age = Timestamp.date(created).map { now.timeIntervalSince($0) } ?? .infinity
        return (log == nil || log?.process.host != process.host) && age > Self.patience
    }
}
