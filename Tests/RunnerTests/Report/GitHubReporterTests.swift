import Foundation
import Testing

@testable import Runner

@Suite struct GitHubReporterTests {
    @Test func `failures are errors at the flow file's line, marks are warnings, worst first`() {
        let lines = GitHubAnnotations.render(SampleRun.record).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            lines[0].hasPrefix(
                "::error file=flows/cart.yaml,line=18,col=7,title=Remove from cart failed::step 4: "))
        #expect(
            lines[1].hasPrefix("::error file=flows/payment.yaml,line=9,col=16,title=Pay by invoice could"))
        #expect(
            lines[2].hasPrefix(
                "::warning file=flows/wishlist.yaml,title=Share a wish list is flaky::passed on"))
    }

    @Test func `no more than ten errors, and the rest is counted`() {
        let flows = (0..<25).map { number in
            var flow = SampleRun.removed
            flow.name = "flow \(number)"
            return flow
        }
        let lines = GitHubAnnotations.render(RunRecord(run: SampleRun.info, flows: flows)).split(
            separator: "\n")
        #expect(lines.filter { $0.hasPrefix("::error ") }.count == 10)
        #expect(lines.last == "::notice title=perceo::15 more flows need attention; see the report")
    }

    @Test func `hostile text opens no second command and breaks out of no property`() {
        for line in GitHubAnnotations.render(Hostile.record).split(
            separator: "\n", omittingEmptySubsequences: false)
        where !line.isEmpty {
            #expect(
                line.hasPrefix("::error file=") || line.hasPrefix("::warning file=")
                    || line.hasPrefix("::notice "))
            #expect(!line.contains("##[") && !line.contains("\r") && !line.contains("\u{1B}"))
            let properties = line.dropFirst(2).prefix(while: { $0 != ":" })
            #expect(properties.filter { $0 == "," }.count <= 3)
        }
    }

    @Test(
        arguments: [
            ("50% off\nnow", "50%25 off%0Anow"), ("a:b,c", "a:b,c"), ("x\r\ny", "x%0Ay"),
            ("##[set]", "## [set]"),
        ])
    func `messages are escaped as the toolkit does`(text: String, escaped: String) {
        #expect(GitHubAnnotations.data(text) == escaped)
    }

    @Test func `properties also escape what separates them`() {
        #expect(GitHubAnnotations.property("a:b,c%") == "a%3Ab%2Cc%25")
    }

    @Test func `the summary keeps its table and its size whatever the text`() {
        let text = GitHubSummary.render(Hostile.record)
        for raw in ["<img", "@team", "](javascript", "##["] { #expect(!text.contains(raw), "\(raw)") }
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.hasSuffix(" ms |") }
        #expect(rows.allSatisfy { $0.filter { $0 == "|" }.count == 4 })
        let flows = (0..<1500).map { _ in SampleRun.removed }
        let long = GitHubSummary.render(RunRecord(run: SampleRun.info, flows: flows))
        #expect(long.utf8.count <= GitHubSummary.limit && long.contains("The rest was left out"))
        #expect(GitHubSummary.render(SampleRun.record, limit: 10) == "")
    }

    @Test func `the summary is appended to what the job already wrote`() throws {
        try withFolder { folder in
            let file = folder.appending(path: "summary.md")
            try AtomicFile.write("before\n", to: file)
            let reporter = GitHubReporter(summaryFile: file, write: { _ in }, trouble: { _ in })
            reporter.handle(.runFinished(SampleRun.record))
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.hasPrefix("before\n## 2 of 12 flows did not pass"))
        }
    }
}
