import Foundation
import FoundationXML
import Testing

@testable import Runner

@Suite struct JUnitReporterTests {
    private func parse(_ record: RunRecord, artifacts: String = "artifacts/r1") throws -> XMLElement {
        let text = JUnitDocument(record: record, artifacts: artifacts).render()
        let document = try XMLDocument(data: Data(text.utf8))
        return try #require(document.rootElement())
    }

    private func cases(_ root: XMLElement) -> [XMLElement] {
        root.elements(forName: "testsuite").flatMap { $0.elements(forName: "testcase") }
    }

    private func value(_ element: XMLElement?, _ name: String) -> String? {
        element?.attribute(forName: name)?.stringValue
    }

    @Test func `counters add up and every flow is one case in its file's suite`() throws {
        let root = try parse(SampleRun.record)
        #expect(
            value(root, "tests") == "12" && value(root, "failures") == "1" && value(root, "errors") == "1")
        #expect(value(root, "time") == "41.380" && value(root, "timestamp") == "2026-11-21T09:30:00.125Z")
        #expect(root.elements(forName: "testsuite").count == 12)
        let names = cases(root).map { value($0, "name") }
        #expect(names == SampleRun.record.flows.map(\.name))
        #expect(value(cases(root).first, "classname") == "flows.cart")
        #expect(value(cases(root).first, "line") == "18")
    }

    @Test func `failure means an expectation, error means undecided, earlier attempts are told apart`() throws
    {
        let all = try cases(parse(SampleRun.record))
        let failed = try #require(all.first { value($0, "name") == "Remove from cart" })
        #expect(value(failed.elements(forName: "failure").first, "type") == "expectation_unmet")
        #expect(failed.elements(forName: "rerunFailure").count == 1)
        let body = try #require(failed.elements(forName: "failure").first?.stringValue)
        #expect(body.contains("saw: “Blue mug” in list “Cart”, row 2 of 2"))
        #expect(body.contains("candidate 0.93: button \"Remove\" in row \"Blue mug\""))
        #expect(body.contains("flow file: flows/cart.yaml:18:7"))
        let error = try #require(all.first { value($0, "name") == "Pay by invoice" })
        #expect(value(error.elements(forName: "error").first, "type") == "ambiguous_target")
        let flaky = try #require(all.first { value($0, "name") == "Share a wish list" })
        #expect(
            flaky.elements(forName: "failure").isEmpty && flaky.elements(forName: "flakyFailure").count == 1)
    }

    @Test func `files are named as properties and in the text form`() throws {
        let failed = try #require(cases(try parse(SampleRun.record)).first)
        let properties = failed.elements(forName: "properties").first?.elements(forName: "property") ?? []
        let attached = properties.filter { value($0, "name") == "attachment" }.map { value($0, "value") }
        #expect(attached.contains("artifacts/r1/remove-from-cart/recording.mp4"))
        let out = failed.elements(forName: "system-out").first?.stringValue ?? ""
        #expect(out.contains("[[ATTACHMENT|artifacts/r1/remove-from-cart/recording.mp4]]"))
        #expect(out.contains("waited 4200 ms: expectation not held yet"))
    }

    @Test func `an undecided flow is skipped`() throws {
        var flow = SampleRun.removed
        flow.status = .pending
        let root = try parse(RunRecord(run: SampleRun.info, flows: [flow]))
        #expect(value(root, "skipped") == "1")
        #expect(cases(root).first?.elements(forName: "skipped").count == 1)
    }

    @Test func `hostile text stays text`() throws {
        let root = try parse(Hostile.record)
        #expect(cases(root).count == 12)
        let name = try #require(value(cases(root).first, "name"))
        #expect(name.contains("</script><img src=x onerror=alert(1)>&amp;\"'`$(id)`]]>"))
        #expect(name.contains("\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}\r\n::error::x"))
    }

    @Test func `text is capped after escaping`() {
        let long = String(repeating: "<", count: 200_000)
        #expect(XMLText.element(long).utf8.count <= 64 * 1024)
        #expect(XMLText.element(long).hasSuffix("&lt;… (cut)"))
        #expect(XMLText.element("ok") == "ok")
        #expect(XMLText.attribute(long).utf8.count <= 4 * 1024)
    }
}
