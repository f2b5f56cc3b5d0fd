import Agent
import Foundation

/// A run in the JUnit dialect CI servers agree on, with Surefire's children for repeated attempts.
///
/// One suite per flow file, one case per flow. `failure` is an expectation not met, `error` everything
/// undecided.
struct JUnitDocument {
    let record: RunRecord
    let artifacts: String

    func render() -> String {
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        out += open("testsuites", [("name", "perceo")] + counters(record.flows, ms: record.run.durationMs))
        for (file, flows) in suites() {
            let spent = flows.reduce(0) { $0 + $1.durationMs }
            let attributes =
                [("name", file)] + counters(flows, ms: spent) + [
                    ("file", file), ("hostname", record.run.host),
                ]
            out += open("testsuite", attributes, depth: 1)
            out += properties(runProperties, depth: 2)
            for flow in flows { out += testcase(flow) }
            out += "  </testsuite>\n"
        }
        return out + "</testsuites>\n"
    }

    /// Files in the order their first flow appears.
    private func suites() -> [(file: String, flows: [FlowRecord])] {
        var order: [String] = []
        var byFile: [String: [FlowRecord]] = [:]
        for flow in record.flows {
            if byFile[flow.file] == nil { order.append(flow.file) }
            byFile[flow.file, default: []].append(flow)
        }
        return order.map { ($0, byFile[$0] ?? []) }
    }

    private func counters(_ flows: [FlowRecord], ms: Int) -> [(String, String)] {
        let sum = RunSummary.summarise(flows)
        let start = flows.map(\.startedAt).min() ?? record.run.startedAt
        return [
            ("tests", String(sum.total)), ("failures", String(sum.failed)), ("errors", String(sum.errors)),
            ("skipped", String(sum.skipped)), ("time", seconds(ms)), ("timestamp", Timestamp.text(start)),
        ]
    }

    private var runProperties: [(String, String)] {
        let run = record.run
        let optional: [(String, String?)] = [
            ("run", run.id), ("commit", run.commit), ("branch", run.branch), ("pr", run.pr.map(String.init)),
            ("triggeredBy", run.triggeredBy.rawValue), ("browser", run.browser), ("shard", run.shard),
            ("baseURL", run.baseURL),
        ]
        return optional.compactMap { name, value in value.map { (name, $0) } }
    }

    private func testcase(_ flow: FlowRecord) -> String {
        let digest = FailureDigest(flow)
        let asserted = (flow.attempts.last?.steps ?? []).reduce(0) { $0 + $1.expectations.count }
        var attributes = [
            ("name", flow.name), ("classname", className(flow.file)), ("time", seconds(flow.durationMs)),
            ("file", flow.file),
        ]
        if let line = digest?.line { attributes.append(("line", String(line))) }
        attributes.append(("assertions", String(asserted)))
        return open("testcase", attributes, depth: 2)
            + properties(flowProperties(flow), depth: 3)
            + outcome(flow, digest)
            + text("system-out", JUnitLog.out(flow, files: files(flow)))
            + text("system-err", JUnitLog.err(flow))
            + "    </testcase>\n"
    }

    private func outcome(_ flow: FlowRecord, _ digest: FailureDigest?) -> String {
        switch flow.status {
        case .passed:
            earlier(flow).map { repeated("flaky", $0) }.joined()
        case .failed, .error:
            verdict(flow.status == .failed ? "failure" : "error", flow, digest)
                + earlier(flow).map { repeated("rerun", $0) }.joined()
        case .pending, .running:
            "      <skipped message=\"the run ended before this flow was decided\"/>\n"
        }
    }

    /// Every attempt but the deciding one, if it did not pass.
    private func earlier(_ flow: FlowRecord) -> [AttemptRecord] {
        flow.attempts.dropLast().filter { $0.status == .failed || $0.status == .error }
    }

    private func verdict(_ tag: String, _ flow: FlowRecord, _ digest: FailureDigest?) -> String {
        let attributes = [("message", digest?.message ?? ""), ("type", digest?.code ?? "error")]
        let body = digest.map { JUnitLog.why($0, flow) } ?? ""
        return open(tag, attributes, depth: 3, close: false) + XMLText.element(body) + "</\(tag)>\n"
    }

    private func repeated(_ prefix: String, _ attempt: AttemptRecord) -> String {
        let tag = prefix + (attempt.status == .failed ? "Failure" : "Error")
        let step = attempt.steps.first { $0.status == .failed || $0.status == .error }
        let error = step?.error ?? attempt.error
        let message = error?.message ?? "attempt \(attempt.number) did not pass"
        let place = step.map { "attempt \(attempt.number), step \($0.number): \($0.name)\n" } ?? ""
        return open(tag, [("message", message), ("type", error?.code ?? "error")], depth: 3, close: false)
            + "<stackTrace>" + XMLText.element(place + message) + "</stackTrace></\(tag)>\n"
    }

    private func flowProperties(_ flow: FlowRecord) -> [(String, String)] {
        var pairs = [("flow", flow.id), ("priority", flow.priority)]
        if let persona = flow.persona { pairs.append(("persona", persona)) }
        pairs += flow.tags.map { ("tag", $0) } + flow.marks.map { ("mark", $0.rawValue) }
        if flow.cost.modelCalls > 0 {
            pairs += [
                ("modelCalls", String(flow.cost.modelCalls)), ("costUsd", String(flow.cost.usd)),
                ("inputTokens", String(flow.cost.inputTokens)),
                ("outputTokens", String(flow.cost.outputTokens)),
            ]
        }
        return pairs + files(flow).map { ("attachment", $0) }
    }

    private func files(_ flow: FlowRecord) -> [String] {
        let shots = flow.screenshots.isEmpty ? [flow.finalScreenshot].compactMap { $0 } : flow.screenshots
        let rest = [flow.video?.path, flow.consoleLog, flow.networkLog].compactMap { $0 }
        return (shots + rest).map {
            artifacts.isEmpty || artifacts.hasSuffix("/") ? artifacts + $0 : "\(artifacts)/\($0)"
        }
    }

    private func className(_ file: String) -> String {
        let stem = file.split(separator: ".", omittingEmptySubsequences: false)
        let path = stem.count > 1 ? stem.dropLast().joined(separator: ".") : file
        return path.replacing("/", with: ".")
    }

    private func seconds(_ ms: Int) -> String {
        let digits = String(max(0, ms) % 1000)
        return "\(max(0, ms) / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }

    private func properties(_ pairs: [(String, String)], depth: Int) -> String {
        guard !pairs.isEmpty else { return "" }
        let indent = String(repeating: "  ", count: depth)
        let rows = pairs.map { name, value in
            let (name, value) = (XMLText.attribute(name), XMLText.attribute(value))
            return "\(indent)  <property name=\"\(name)\" value=\"\(value)\"/>\n"
        }
        return "\(indent)<properties>\n\(rows.joined())\(indent)</properties>\n"
    }

    private func text(_ tag: String, _ body: String) -> String {
        body.isEmpty ? "" : "      <\(tag)>\(XMLText.element(body))</\(tag)>\n"
    }

    private func open(
        _ tag: String, _ attributes: [(String, String)], depth: Int = 0, close: Bool = true
    ) -> String {
        let list = attributes.map { " \($0)=\"\(XMLText.attribute($1))\"" }.joined()
        return String(repeating: "  ", count: depth) + "<\(tag)\(list)>" + (close ? "\n" : "")
    }
}
