import Foundation
import GRDB
import Testing

@testable import Runner

@Suite struct LocalRunStoreTests {
    private static let buy = StoredFlow(
        id: "11111111-1111-4111-8111-111111111111", name: "Buy", description: "A customer buys",
        priority: "critical",
        persona: "customer",
        steps: [
            .init(name: "Open"),
            .init(name: "Pay", actionsJSON: "[{\"type\":\"click\"}]", expectedStateJSON: "{}"),
        ])
    private static let sell = StoredFlow(id: "22222222-2222-4222-8222-222222222222", name: "Sell")

    private func run(_ id: String) -> RunInfo {
        RunInfo(
            id: id, startedAt: SampleRun.start, commit: "abc", triggeredBy: .pr, pr: 7, host: "h",
            browser: "b")
    }

    private func result(
        _ flow: StoredFlow, _ status: RunStatus, ms: Int = 1000, marks: [RunMark] = [],
        error: ErrorRecord? = nil
    ) -> FlowRecord {
        FlowRecord(
            id: flow.id, name: flow.name, slug: flow.name.lowercased(), file: "flows/x.yaml", status: status,
            marks: marks, startedAt: SampleRun.start, durationMs: ms,
            attempts: [AttemptRecord(number: 1, status: status, durationMs: ms)], screenshots: ["buy/01.png"],
            video: VideoRecord(path: "buy/recording.mp4", durationMs: ms, kind: "mp4"), error: error)
    }

    private func withStore<R>(_ body: (LocalRunStore, URL) throws -> R) throws -> R {
        try withFolder { folder in
            let file = folder.appending(path: "state/perceo.sqlite")
            return try body(try LocalRunStore(file: file, project: "shop", now: { SampleRun.start }), file)
        }
    }

    /// Every value as text, NULLs left out.
    private func rows(_ file: URL, _ sql: String) throws -> [[String: String]] {
        try DatabaseQueue(path: file.path()).read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                Dictionary(
                    uniqueKeysWithValues: row.compactMap { name, value in
                        switch value.storage {
                        case .string(let text): (name, text)
                        case .int64(let number): (name, String(number))
                        case .double(let number): (name, String(number))
                        case .null, .blob: nil
                        }
                    })
            }
        }
    }

    @Test func `a finished flow fills every column of its row`() throws {
        try withStore { store, file in
            try store.begin(run("r1"), flows: [Self.buy])
            try store.started(Self.buy.id, in: run("r1"))
            #expect(try rows(file, "SELECT status FROM test_runs").map { $0["status"] } == ["running"])
            let error = ErrorRecord(
                code: "expectation_unmet", message: "no receipt", location: "flows/x.yaml:3:1")
            try store.record(result(Self.buy, .failed, ms: 1234, error: error), in: run("r1"))
            try store.finish(RunRecord(run: run("r1"), flows: []))
            let row = try #require(try rows(file, "SELECT * FROM test_runs").first)
            #expect(
                row["flow_id"] == Self.buy.id && row["status"] == "failed" && row["duration_ms"] == "1234")
            #expect(row["error_message"] == "expectation_unmet: no receipt")
            #expect(row["screenshots"] == "[\"artifacts/r1/buy/01.png\"]")
            #expect(row["video_url"] == "artifacts/r1/buy/recording.mp4")
            #expect(row["triggered_by"] == "pr" && row["pr_number"] == "7" && row["commit_sha"] == "abc")
            #expect(
                row["created_at"] == "2026-11-21T09:30:00.125Z"
                    && row["completed_at"] == "2026-11-21T09:30:00.125Z")
            let log = try RecordJSON.decode(RunLog.self, from: Data((row["logs"] ?? "").utf8))
            #expect(log.run == "r1" && log.artifacts == "artifacts/r1" && log.attempts.count == 1)
            #expect(log.process == .current() && log.error == error)
            let events = try rows(file, "SELECT type, payload FROM events ORDER BY rowid")
            #expect(events.map { $0["type"] } == ["run.started", "flow.finished", "run.finished"])
            #expect(events[1]["payload"]?.contains("\"status\":\"failed\"") == true)
        }
    }

    @Test func `definitions are written once and follow edits`() throws {
        try withStore { store, file in
            try store.begin(run("r1"), flows: [Self.buy, Self.sell])
            let before = try rows(file, "SELECT id FROM steps ORDER BY sequence_order").map { $0["id"] }
            var edited = Self.buy
            edited.id = "33333333-3333-4333-8333-333333333333"
            edited.description = "Someone buys"
            edited.steps = [.init(name: "Open the shop", timeoutMs: 9000)]
            try store.begin(run("r2"), flows: [edited])
            let flows = try rows(file, "SELECT id, description FROM flows ORDER BY name")
            #expect(flows.map { $0["id"] } == [Self.buy.id, Self.sell.id])
            #expect(flows[0]["description"] == "Someone buys")
            let steps = try rows(file, "SELECT * FROM steps")
            #expect(
                steps.count == 1 && steps[0]["name"] == "Open the shop" && steps[0]["timeout_ms"] == "9000")
            #expect(steps[0]["id"] == before[0] && steps[0]["next_step_id"] == nil)
            try store.record(result(edited, .passed), in: run("r2"))
            #expect(try rows(file, "SELECT flow_id FROM test_runs").map { $0["flow_id"] } == [Self.buy.id])
            #expect(try rows(file, "PRAGMA foreign_key_check").isEmpty)
        }
    }

    @Test func `steps are linked in order`() throws {
        try withStore { store, file in
            try store.begin(run("r1"), flows: [Self.buy])
            let steps = try rows(file, "SELECT id, next_step_id FROM steps ORDER BY sequence_order")
            #expect(steps[0]["next_step_id"] == steps[1]["id"])
        }
    }

    @Test func `flaky counts as success and errors count neither way`() throws {
        try withStore { store, file in
            try store.begin(run("r"), flows: [Self.buy])
            let outcomes: [(RunStatus, Int, [RunMark])] = [
                (.passed, 1000, []), (.passed, 2000, [.flaky]), (.failed, 3000, []), (.error, 90_000, []),
            ]
            for (index, outcome) in outcomes.enumerated() {
                try store.record(
                    result(Self.buy, outcome.0, ms: outcome.1, marks: outcome.2), in: run("r\(index)"))
            }
            let row = try #require(try rows(file, "SELECT * FROM flow_metrics").first)
            #expect(row["synthetic_success_rate"]?.hasPrefix("0.6666") == true)
            #expect(row["synthetic_avg_duration_ms"] == "2000" && row["synthetic_run_count"] == "4")
            #expect(row["synthetic_last_run"] == "2026-11-21T09:30:00.125Z")
        }
    }

    @Test func `only the latest run's failures are remembered`() throws {
        try withStore { store, _ in
            #expect(try store.lastRunFailures().isEmpty)
            try store.begin(run("r1"), flows: [Self.buy, Self.sell])
            try store.record(result(Self.buy, .failed), in: run("r1"))
            try store.record(result(Self.sell, .error), in: run("r1"))
            #expect(try store.lastRunFailures().map(\.name) == ["Buy", "Sell"])
            try store.record(result(Self.buy, .passed), in: run("r2"))
            #expect(try store.lastRunFailures().isEmpty)
        }
    }

    @Test func `a flow is one row per run however often it is told`() throws {
        try withStore { store, file in
            try store.begin(run("r1"), flows: [Self.buy])
            try store.started(Self.buy.id, in: run("r1"))
            try store.started(Self.buy.id, in: run("r1"))
            try store.record(result(Self.buy, .failed), in: run("r1"))
            try store.record(result(Self.buy, .passed), in: run("r1"))
            try store.record(result(Self.sell, .passed), in: run("r1"))
            try store.record(result(Self.sell, .pending), in: run("r2"))
            let all = try rows(file, "SELECT status FROM test_runs").map { $0["status"] }
            #expect(all == ["passed", "passed"])
        }
    }

    @Test func `a flow that was never begun can't start`() throws {
        try withStore { store, _ in
            let error = #expect(throws: StoreError.self) { try store.started("nobody", in: run("r1")) }
            #expect(error?.code == .unknownFlow)
        }
    }

    @Test func `hostile text is stored as it is`() throws {
        try withStore { store, file in
            let flow = StoredFlow(
                id: Self.buy.id, name: "'; DROP TABLE flows; --", steps: [.init(name: Hostile.text)])
            try store.begin(run("r1"), flows: [flow])
            let error = ErrorRecord(code: "x", message: Hostile.text)
            try store.record(result(flow, .failed, error: error), in: run("r1"))
            #expect(try rows(file, "SELECT name FROM flows").map { $0["name"] } == [flow.name])
            let logs = try #require(try rows(file, "SELECT logs FROM test_runs").first?["logs"])
            #expect(try RecordJSON.decode(RunLog.self, from: Data(logs.utf8)).error == error)
        }
    }

    @Test func `a file that is no database is refused by name`() throws {
        try withFolder { folder in
            let file = folder.appending(path: "perceo.sqlite")
            try AtomicFile.write(String(repeating: "not a database ", count: 100), to: file)
            let error = #expect(throws: StoreError.self) {
                _ = try LocalRunStore(file: file, project: "shop")
            }
            #expect(error?.code == .unusable)
        }
    }
}
