import Foundation
import Testing

@testable import Runner

@Suite struct RecordJSONTests {
    @Test func `a run reads back as it was written`() throws {
        let record = SampleRun.record
        #expect(try RecordJSON.decode(RunRecord.self, from: RecordJSON.file(record)) == record)
        let line = Data(try RecordJSON.line(record).utf8)
        #expect(try RecordJSON.decode(RunRecord.self, from: line) == record)
    }

    @Test func `the file has the contract's keys, sorted`() throws {
        let data = try RecordJSON.file(SampleRun.record)
        let top = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(top.keys) == ["schema", "run", "flows", "summary"])
        #expect(top["schema"] as? String == "perceo.run/1")
        let run = try #require(top["run"] as? [String: Any])
        for key in [
            "id", "startedAt", "durationMs", "commit", "branch", "triggeredBy", "pr", "host", "browser",
        ] {
            #expect(run[key] != nil, "run.\(key)")
        }
        #expect(run["startedAt"] as? String == "2026-11-21T09:30:00.125Z")
        let flow = try #require((top["flows"] as? [[String: Any]])?.first)
        let attempt = try #require((flow["attempts"] as? [[String: Any]])?.first)
        let step = try #require((attempt["steps"] as? [[String: Any]])?.last { $0["error"] != nil })
        #expect((step["error"] as? [String: Any])?["code"] as? String == "expectation_unmet")
        #expect(step["how"] as? String == "resolver")
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.hasSuffix("}\n") && !text.contains("\\/"))
        let keys = ["\"flows\" :", "\"run\" :", "\"schema\" :", "\"summary\" :"]
        let places = keys.map { key in text.range(of: "\n  " + key)?.lowerBound }
        #expect(
            places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test func `numbers JSON can't carry don't lose a run`() throws {
        var record = SampleRun.record
        record.run.cost.usd = .infinity
        let back = try RecordJSON.decode(RunRecord.self, from: RecordJSON.file(record))
        #expect(back.run.cost.usd == .infinity)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (0.0004, "1970-01-01T00:00:00.000Z"),
            (0.9996, "1970-01-01T00:00:01.000Z"), (-0.001, "1969-12-31T23:59:59.999Z"),
            (1_795_253_400.125, "2026-11-21T09:30:00.125Z"), (1_795_253_400.007, "2026-11-21T09:30:00.007Z"),
        ] as [(Double, String)])
    func `a moment is rounded to the millisecond and reads back`(seconds: Double, text: String) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(Timestamp.text(date) == text)
        #expect(Timestamp.date(text) == Timestamp.rounded(date))
    }

    @Test func `a moment without a fraction is read, anything else is not`() {
        #expect(Timestamp.date("2026-11-21T08:50:00Z") == Date(timeIntervalSince1970: 1_795_251_000))
        #expect(Timestamp.date("yesterday") == nil)
    }
}
