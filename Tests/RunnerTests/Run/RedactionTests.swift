import Flows
import Foundation
import Testing

@testable import Agent
@testable import Runner

/// Secrets are taken out of what a run keeps, however they were written.
@Suite struct RedactionTests {
    private static let value = "p&s\"w</d>\\ü% +*(~)'!/9"
    private let redactor = Redactor([Secret(value)])
    private let mark = Redactor.mark

    private static var spellings: [String] {
        let bytes = Data(value.utf8)
        let json = (try? JSONEncoder().encode(value)).map {
            String(decoding: $0.dropFirst().dropLast(), as: UTF8.self)
        }
        return [
            value, value.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed),
            value.addingPercentEncoding(withAllowedCharacters: .alphanumerics),
            value.addingPercentEncoding(withAllowedCharacters: .alphanumerics)?.lowercased(),
            "p%26s%22w%3C%2Fd%3E%5C%C3%BC%25+%2B*%28%7E%29%27%21%2F9", json,
            "p&amp;s&quot;w&lt;/d&gt;\\ü% +*(~)&#39;!/9",
            "p\\u0026s\\\"w\\u003c\\/d\\u003E\\\\\\u00fc% +*(~)'!/9",
        ].compactMap { $0 } + [bytes.base64EncodedString()]
    }

    @Test(arguments: spellings)
    func `in every spelling`(text: String) {
        #expect(redactor.redact("<\(text)>").hasPrefix("<\(mark)"))
        #expect(!redactor.redact("before \(text) after \(text)").contains(text))
    }

    @Test(arguments: ["ada:", "user-1:", "me:"])
    func `in Base64 behind something else`(before: String) {
        let text = Data((before + Self.value).utf8).base64EncodedString()
        let found = redactor.redact(text)
        #expect(found.contains(mark))
        #expect(found.replacing(mark, with: "").count <= text.count - 4 * Self.value.utf8.count / 3 + 8)
    }

    @Test(arguments: [
        "shown \"p&s\"", "shown p&s\"w</d…", "shown p%26s%22w%3", "shown p%26s%22w%3…",
        "shown p&amp;s&quot;w&l",
    ])
    func `when it was cut short`(text: String) {
        #expect(
            redactor.redact(text).hasPrefix("shown \"\(mark)")
                || redactor.redact(text).hasPrefix("shown \(mark)"))
    }

    @Test(arguments: ["nothing to hide", "p&", "p&s and more", "", "ü% +*(~)'!/9"])
    func `and nothing else is`(text: String) {
        #expect(redactor.redact(text) == text)
    }

    @Test func `the longer of two secrets is taken whole`() {
        let redactor = Redactor([Secret("correct"), Secret("correct-horse")])
        #expect(redactor.redact("correct-horse, correct") == "\(mark), \(mark)")
    }

    @Test func `a secret of two characters is left, as it is everywhere`() {
        #expect(Redactor([Secret("42")]).isEmpty)
    }

    @Test func `texts of a record are redacted before they are cut`() {
        let keeping = RecordKeeping(start: .now, redactor: redactor)
        let candidate = StepProblem.Candidate(
            text: String(repeating: "x", count: 590) + Self.value, score: 1, why: "")
        let record = keeping.error(StepProblem(.targetNotFound, Self.value, candidates: [candidate]), 2)
        #expect(record.message == mark)
        #expect(record.candidates.first?.text == String(repeating: "x", count: 590) + mark)
        #expect(record.step == 2)
    }

    @Test func `steps that were not reached are redacted too`() {
        let keeping = RecordKeeping(start: .now, redactor: redactor)
        let step = Step(
            number: 3, name: "See \(Self.value)", expectations: [Expectation(.title(FlowText(Self.value)))])
        let record = keeping.skipped(step)
        #expect(record.name == "See \(mark)")
        #expect(record.status == .skipped)
        #expect(record.expectations.map(\.held) == [nil])
        #expect(record.expectations.first?.text.contains(mark) == true)
    }
}
