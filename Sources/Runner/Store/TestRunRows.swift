import Foundation
import GRDB

/// `test_runs`: one row per flow per run, from `running` to its end.
struct TestRunRows {
    let run: RunInfo
    let process: ProcessMark
    /// This run's folder, relative to the project.
    let artifacts: String

    func start(_ flow: String, at moment: Date, in database: Database) throws {
        guard try Bool.fetchOne(database, sql: "SELECT 1 FROM flows WHERE id = ?", arguments: [flow]) ?? false
        else {
            throw StoreError(code: .unknownFlow, subject: flow, detail: "was never begun")
        }
        guard try row(of: flow, in: database) == nil else { return }
        let log = RunLog(run, process: process, artifacts: artifacts)
        try insert(flow, log, at: moment, in: database)
    }

    /// The row's id.
    func complete(
        _ flow: FlowRecord, storedAs id: String, at moment: Date, in database: Database
    ) throws -> String {
        var log = RunLog(run, process: process, artifacts: artifacts)
        log.add(flow)
        var row = try row(of: id, in: database)
        if row == nil { row = try insert(id, log, at: flow.startedAt, in: database) }
        try database.execute(
            sql: """
                UPDATE test_runs SET status = :status, duration_ms = :ms, error_message = :error,
                  screenshots = :screenshots, video_url = :video, logs = :logs, completed_at = :now
                WHERE id = :id
                """,
            arguments: [
                "id": row, "status": flow.status.rawValue, "ms": flow.durationMs, "error": message(flow),
                "screenshots": try RecordJSON.line(flow.screenshots.map(path)),
                "video": flow.video.map { path($0.path) }, "logs": try RecordJSON.line(log),
                "now": flow.status == .running ? nil : Timestamp.text(moment),
            ])
        return row ?? ""
    }

    private func row(of flow: String, in database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT id FROM test_runs WHERE json_extract(logs, '$.run') = ? AND flow_id = ?",
            arguments: [run.id, flow])
    }

    @discardableResult
    private func insert(
        _ flow: String, _ log: RunLog, at moment: Date, in database: Database
    ) throws -> String {
        let id = StoreID.fresh()
        try database.execute(
            sql: """
                INSERT INTO test_runs (id, flow_id, status, screenshots, logs, triggered_by, pr_number,
                  commit_sha, created_at) VALUES (?, ?, 'running', '[]', ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, flow, try RecordJSON.line(log), run.triggeredBy.rawValue, run.pr, run.commit,
                Timestamp.text(moment),
            ])
        return id
    }

    private func message(_ flow: FlowRecord) -> String? {
        FailureDigest(flow).map { digest in
            [digest.step, "\(digest.code): \(digest.message)"].compactMap { $0 }.joined(separator: ": ")
        }
    }

    private func path(_ relative: String) -> String { "\(artifacts)/\(relative)" }
}
