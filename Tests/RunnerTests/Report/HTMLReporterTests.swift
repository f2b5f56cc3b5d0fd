import Foundation
import Testing

@testable import Runner

@Suite struct HTMLReporterTests {
    private func data(_ page: String) throws -> Data {
        let open = try #require(page.range(of: "<script type=\"application/json\" id=\"data\">"))
        let close = try #require(page.range(of: "</script>", range: open.upperBound..<page.endIndex))
        return Data(page[open.upperBound..<close.lowerBound].utf8)
    }

    @Test func `the page carries the run and names pictures beside it`() throws {
        let page = try HTMLPage(record: SampleRun.record).render()
        let back = try RecordJSON.decode(RunRecord.self, from: data(page))
        #expect(back.summary == SampleRun.record.summary)
        #expect(back.flows.first?.attempts == SampleRun.record.flows.first?.attempts)
        #expect(!page.contains("base64") && !page.contains("https://"))
        #expect(page.contains("<title>2 of 12 flows did not pass</title>"))
        #expect(page.contains("prefers-color-scheme: dark"))
    }

    @Test func `hostile text ends no element and opens none`() throws {
        let calm = try HTMLPage(record: SampleRun.record, nonce: "n").render()
        let page = try HTMLPage(record: Hostile.record, nonce: "n").render()
        for tag in ["<script", "</script", "<style", "<noscript", "<table", "<main", "<img", "<!--"] {
            #expect(page.ranges(of: tag).count == calm.ranges(of: tag).count, "\(tag)")
        }
        let back = try RecordJSON.decode(RunRecord.self, from: data(page))
        #expect(back.flows.first?.name.contains("</script><img src=x onerror=alert(1)>") == true)
    }

    @Test func `the script never parses markup`() {
        let script = String(decoding: PackageResources.report_js, as: UTF8.self)
        for word in [
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "import(",
        ] {
            #expect(!script.contains(word), "\(word)")
        }
    }

    @Test func `five hundred flows stay below five megabytes, failures last to lose detail`() throws {
        let heavy = (0..<500).map { number in
            var flow = number % 10 == 0 ? SampleRun.removed : SampleRun.record.flows[3 + number % 9]
            flow.name += " \(number)"
            flow.attempts = flow.attempts.map { attempt in
                var attempt = attempt
                attempt.steps = (0..<6).flatMap { _ in attempt.steps }
                return attempt
            }
            return flow
        }
        let page = try HTMLPage(record: RunRecord(run: SampleRun.info, flows: heavy)).render()
        #expect(page.utf8.count < 5_000_000)
        let back = try RecordJSON.decode(RunRecord.self, from: data(page))
        #expect(back.flows.count == 500)
        #expect(back.flows.first?.failingStep?.expectations.isEmpty == false)
        #expect(back.run.notices.last?.contains("run.json") == true)
    }

    @Test(arguments: [2_000_000, 400_000, 100_000])
    func `failures that shout are cut until they fit`(limit: Int) throws {
        let shout = String(repeating: "é<", count: 2_000)
        var flow = SampleRun.removed
        flow.error?.message = shout
        for (index, attempt) in flow.attempts.enumerated() {
            flow.attempts[index].error?.message = shout
            for step in attempt.steps.indices {
                flow.attempts[index].steps[step].consoleErrors = Array(repeating: shout, count: 5)
                flow.attempts[index].steps[step].error?.message = shout
            }
        }
        let flows = Array(repeating: flow, count: 40)
        let text = try ReportDiet.fit(RunRecord(run: SampleRun.info, flows: flows), limit: limit)
        #expect(text.utf8.count <= limit)
        #expect(try RecordJSON.decode(RunRecord.self, from: Data(text.utf8)).flows.count == 40)
    }
}
