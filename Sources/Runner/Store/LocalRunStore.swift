package import Foundation
import GRDB

/// Runs in an embedded SQLite file, `.perceo/state/perceo.sqlite`, with the cloud schema's tables.
///
/// Calls are synchronous and short, so that a cancelled run can still write how it ended. There is one row
/// per flow per run.
package final class LocalRunStore: RunStore {
    private let pool: DatabasePool
    private let file: String
    private let project: String
    private let artifacts: String
    private let process: ProcessMark
    private let now: @Sendable () -> Date

    /// Opens the file, making it when it is missing, and closes what dead processes left `running`.
    ///
    /// - Parameters:
    ///   - project: the project's name; one file may hold several.
    ///   - artifacts: the folder that holds one folder per run, relative to the project.
    package convenience init(
        file: URL, project: String, artifacts: String = "artifacts",
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        try self.init(
            file: file, project: project, artifacts: artifacts, process: .current(), now: now)
    }

    init(
        file: URL, project: String, artifacts: String, process: ProcessMark,
        now: @escaping @Sendable () -> Date
    ) throws {
        pool = try StoreFile.open(file)
        self.file = file.lastPathComponent
        self.artifacts = artifacts
        self.process = process
        self.now = now
        let moment = now()
        do {
            self.project = try pool.write { database in
                try InterruptedRuns(process: process, now: moment).close(in: database)
                return try FlowTables(now: moment).project(project, in: database)
            }
        } catch {
            throw StoreError(code: .unusable, subject: file.lastPathComponent, detail: "\(error)")
        }
    }

    package func begin(_ run: RunInfo, flows: [StoredFlow]) throws {
        let moment = now()
        try write { database in
            let tables = FlowTables(now: moment)
            for flow in flows { try tables.upsert(flow, project: self.project, in: database) }
            let payload: [String: EventValue] = [
                "run": .text(run.id), "flows": .number(flows.count),
                "triggeredBy": .text(run.triggeredBy.rawValue),
                "commit": .maybe(run.commit), "branch": .maybe(run.branch),
            ]
            try self.event("run.started", payload, moment, in: database)
        }
    }

    package func started(_ flow: String, in run: RunInfo) throws {
        let moment = now()
        try write { database in
            try self.rows(run).start(flow, at: moment, in: database)
        }
    }

    package func record(_ flow: FlowRecord, in run: RunInfo) throws {
        guard flow.status != .pending else { return }
        let moment = now()
        try write { database in
            let id = try FlowTables(now: moment).find(flow, project: self.project, in: database)
            let row = try self.rows(run).complete(flow, storedAs: id, at: moment, in: database)
            try FlowMetrics.refresh(id, at: moment, in: database)
            let payload: [String: EventValue] = [
                "run": .text(run.id), "flow": .text(id), "name": .text(flow.name), "testRun": .text(row),
                "status": .text(flow.status.rawValue), "durationMs": .number(flow.durationMs),
                "marks": .list(flow.marks.map(\.rawValue)),
            ]
            try self.event("flow.finished", payload, moment, in: database)
        }
    }

    package func finish(_ record: RunRecord) throws {
        let moment = now()
        try write { database in
            let sum = record.summary
            let payload: [String: EventValue] = [
                "run": .text(record.run.id), "durationMs": .number(record.run.durationMs),
                "total": .number(sum.total), "passed": .number(sum.passed), "failed": .number(sum.failed),
                "errors": .number(sum.errors), "flaky": .number(sum.flaky), "healed": .number(sum.healed),
                "skipped": .number(sum.skipped),
            ]
            try self.event("run.finished", payload, moment, in: database)
        }
    }

    private func rows(_ run: RunInfo) -> TestRunRows {
        TestRunRows(run: run, process: process, artifacts: "\(artifacts)/\(run.id)")
    }

    private func event(
        _ type: String, _ payload: [String: EventValue], _ moment: Date, in database: Database
    ) throws {
        try database.execute(
            sql:
                """
                INSERT INTO events (id, project_id, type, payload, source, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                StoreID.fresh(), project, type, try RecordJSON.line(payload), "runner",
                Timestamp.text(moment),
            ])
    }

    private func write(_ body: (Database) throws -> Void) throws {
        do {
            try pool.write(body)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(code: .refused, subject: file, detail: "\(error)")
        }
    }
}

extension LocalRunStore {
    /// The flows that did not pass in the latest run of this project, by name; empty when all passed.
    package func lastRunFailures() throws -> [StoredFlowName] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT flows.id, flows.name FROM test_runs JOIN flows ON flows.id = test_runs.flow_id
                    WHERE flows.project_id = :project AND test_runs.status IN ('failed', 'error')
                      AND json_extract(test_runs.logs, '$.run') = (
                        SELECT json_extract(logs, '$.run') FROM test_runs JOIN flows ON flows.id = flow_id
                        WHERE project_id = :project
                        ORDER BY test_runs.created_at DESC, test_runs.rowid DESC LIMIT 1)
                    ORDER BY flows.name
                    """,
                arguments: ["project": self.project])
            return rows.map { StoredFlowName(id: $0["id"], name: $0["name"]) }
        }
    }

    private func read<R>(_ body: (Database) throws -> R) throws -> R {
        do {
            return try pool.read(body)
        } catch {
            throw StoreError(code: .unusable, subject: file, detail: "\(error)")
        }
    }
}
