import CDP
import Foundation
import GRDB
import Testing

@testable import Runner

@Suite struct InterruptedRunsTests {
    private static let flow = StoredFlow(id: "11111111-1111-4111-8111-111111111111", name: "Buy")
    private static let run = RunInfo(id: "r1", startedAt: SampleRun.start, host: "h", browser: "b")

    /// Leaves a row as `owner` would if it died, opens the file again after `hours` and returns the row.
    private func reopen(leftBy owner: ProcessMark, hours: Double) throws -> Row {
        try withFolder { folder in
            let file = folder.appending(path: "perceo.sqlite")
            let first = try LocalRunStore(
                file: file, project: "p", artifacts: "a", process: owner, now: { SampleRun.start })
            try first.begin(Self.run, flows: [Self.flow])
            try first.started(Self.flow.id, in: Self.run)
            let later = SampleRun.start.addingTimeInterval(hours * 3600)
            _ = try LocalRunStore(file: file, project: "p", now: { later })
            return try DatabaseQueue(path: file.path()).read { database in
                try #require(
                    try Row.fetchOne(
                        database,
                        sql: """
                            SELECT test_runs.*, synthetic_run_count AS runs, synthetic_success_rate AS rate
                            FROM test_runs LEFT JOIN flow_metrics USING (flow_id)
                            """))
            }
        }
    }

    @Test func `a row of a dead process is closed as interrupted`() throws {
        var dead = ProcessMark.current()
        dead.start = "another boot:1"
        let row = try reopen(leftBy: dead, hours: 0)
        let (status, message, ended): (String, String, String?) = (
            row["status"], row["error_message"], row["completed_at"]
        )
        #expect(status == "error" && message.hasPrefix("interrupted") && ended != nil)
        let (runs, rate, logs): (Int, Double?, String) = (row["runs"], row["rate"], row["logs"])
        #expect(runs == 1 && rate == nil)
        let log = try RecordJSON.decode(RunLog.self, from: Data(logs.utf8))
        #expect(log.error?.code == "interrupted")
    }

    @Test func `a row of a living process is left alone, however old`() throws {
        let row = try reopen(leftBy: .current(), hours: 1000)
        let (status, ended): (String, String?) = (row["status"], row["completed_at"])
        #expect(status == "running" && ended == nil)
    }

    @Test(arguments: [(1.0, "running"), (25.0, "error")])
    func `a row of another machine is given a day`(hours: Double, status: String) throws {
        let away = ProcessMark(host: "elsewhere", pid: 1, start: "x:1")
        let found: String = try reopen(leftBy: away, hours: hours)["status"]
        #expect(found == status)
    }

    @Test(
        arguments: [
            ("12 (perceo) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 777 20", 777),
            ("12 (a) b) (c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 777 20", 777),
            ("12 perceo S", nil),
            ("12 (perceo) S 1 2", nil),
        ] as [(String, UInt64?)])
    func `the start tick is found behind any process name`(stat: String, tick: UInt64?) {
        #expect(ProcessStart.ticks(in: stat) == tick)
    }

    @Test func `this process is alive to itself`() {
        let mark = ProcessMark.current()
        #expect(!mark.isCertainlyGone(seenFrom: mark))
        #expect(!mark.start.isEmpty)
    }
}
