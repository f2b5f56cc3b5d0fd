import Foundation
import GRDB
import Testing

@testable import Runner

@Suite struct ManyWritersTests {
    private static func write(_ store: LocalRunStore, _ writer: Int, flows: Int) throws {
        let run = RunInfo(id: "run-\(writer)", startedAt: SampleRun.start, host: "h", browser: "b")
        let definitions = (0..<flows).map {
            StoredFlow(id: "flow-\($0)", name: "Flow \($0)", steps: [.init(name: "a")])
        }
        try store.begin(run, flows: definitions)
        for flow in definitions {
            try store.started(flow.id, in: run)
            let done = FlowRecord(
                id: flow.id, name: flow.name, slug: flow.id, file: "f", status: .passed,
                startedAt: SampleRun.start, durationMs: 10)
            try store.record(done, in: run)
        }
    }

    @Test func `connections that open and write at once lose nothing`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "perceo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "perceo.sqlite")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    try Self.write(try LocalRunStore(file: file, project: "shop"), writer, flows: 10)
                }
            }
            try await group.waitForAll()
        }
        let counts = try await DatabaseQueue(path: file.path()).read { database in
            try [
                "SELECT count(*) FROM test_runs WHERE status = 'passed'", "SELECT count(*) FROM flows",
                "SELECT count(*) FROM projects", "SELECT count(*) FROM events",
                "SELECT sum(synthetic_run_count) FROM flow_metrics",
            ].map { try Int.fetchOne(database, sql: $0) }
        }
        #expect(counts == [40, 10, 1, 44, 40])
    }
}
