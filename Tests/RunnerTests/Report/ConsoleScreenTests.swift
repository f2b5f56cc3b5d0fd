import Agent
import Foundation
import Synchronization
import Testing

@testable import Runner

@Suite struct ConsoleScreenTests {
    private func play(_ events: [RunEvent], _ style: ConsoleStyle = ConsoleStyle()) -> String {
        var screen = ConsoleScreen(style: style, artifacts: "artifacts/r1")
        return events.map { screen.show($0) }.joined()
    }

    private var whole: [RunEvent] {
        let record = SampleRun.record
        return [.runStarted(record.run, flowCount: 12)] + record.flows.map { .flowFinished($0) } + [
            .runFinished(record)
        ]
    }

    @Test func `a failure tells everything needed to act`() {
        let text = play([.flowFinished(SampleRun.removed)])
        for part in [
            "FAIL   [1/1] Remove from cart  16.6 s, 2 attempts", "step 4: Remove the blue mug",
            "expected   hidden: Blue mug", "saw        “Blue mug” in list “Cart”, row 2 of 2",
            "candidates - 0.93 button \"Remove\" in row \"Blue mug\": same words, same row",
            "screenshot artifacts/r1/remove-from-cart/04-remove-the-blue-mug.png",
            "flow file  flows/cart.yaml:18:7",
            "repeat     perceo flows run \"Remove from cart\"",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test func `the last line is the summary and nothing is coloured unless asked`() {
        let text = play(whole)
        #expect(text.hasSuffix("\n10 passed, 1 failed, 1 errors, 1 flaky, 1 healed in 41.4 s\n"))
        #expect(!text.contains("\u{1B}"))
        #expect(play(whole, ConsoleStyle(color: true)).contains("\u{1B}[31mFAIL"))
    }

    @Test func `a retry is announced and a notice is shown`() {
        let text = play([.flowStarted(name: "Buy", slug: "buy", attempt: 2), .notice("store is down")])
        #expect(text == "  RETRY  Buy, attempt 2\n  NOTE   store is down\n")
    }

    @Test func `live mode wipes exactly what it drew`() {
        var screen = ConsoleScreen(style: ConsoleStyle(live: true, width: 40), artifacts: "")
        #expect(screen.show(.flowStarted(name: "Buy", slug: "buy", attempt: 1)) == "  ...   Buy  starting\n")
        let second = screen.show(.flowStarted(name: "Sell", slug: "sell", attempt: 1))
        #expect(second == "\u{1B}[1A\u{1B}[J  ...   Buy  starting\n  ...   Sell  starting\n")
        let step = StepRecord(number: 1, name: String(repeating: "long ", count: 30), status: .passed)
        let third = screen.show(.stepFinished(flow: "buy", step: step))
        #expect(third.hasPrefix("\u{1B}[2A\u{1B}[J  ...   Buy  1. long"))
        #expect(third.split(separator: "\n").allSatisfy { $0.count <= 48 })
        var done = SampleRun.record.flows[3]
        done.slug = "buy"
        let fourth = screen.show(.flowFinished(done))
        #expect(fourth.hasPrefix("\u{1B}[2A\u{1B}[J  PASS") && fourth.hasSuffix("  ...   Sell  starting\n"))
        #expect(screen.show(.runFinished(SampleRun.record)).hasPrefix("\u{1B}[1A\u{1B}[J"))
    }

    @Test(
        arguments: [
            (true, [:], true, true), (false, [:], false, false), (true, ["NO_COLOR": "1"], false, true),
            (true, ["NO_COLOR": ""], true, true), (true, ["TERM": "dumb"], false, false),
            (true, ["CI": "true"], true, false), (false, ["FORCE_COLOR": "1"], true, false),
            (false, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false, false),
        ] as [(Bool, [String: String], Bool, Bool)])
    func `the environment decides about colour and redrawing`(
        terminal: Bool, environment: [String: String], color: Bool, live: Bool
    ) {
        let style = ConsoleStyle(terminal: terminal, environment: environment)
        #expect(style.color == color && style.live == live)
    }

    @Test func `hostile text moves no cursor and starts no line`() {
        let record = Hostile.record
        let text = play([.runStarted(record.run, flowCount: 1)] + record.flows.map { .flowFinished($0) })
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("##["))
        for line in text.split(separator: "\n") { #expect(!line.drop { $0 == " " }.hasPrefix("::")) }
        #expect(text.contains("repeat     perceo flows run '"))
    }

    @Test(
        arguments: [
            ("Buy", "perceo flows run \"Buy\""), ("it's", "perceo flows run \"it's\""),
            ("$(rm) 'x'", "perceo flows run '$(rm) '\\''x'\\'''"),
        ])
    func `the command to repeat is safe to paste`(name: String, command: String) {
        #expect(ReportText.repeatCommand(name) == command)
    }

    @Test(arguments: [
        (0, "0 ms"), (999, "999 ms"), (1000, "1.0 s"), (59_949, "59.9 s"), (59_950, "1 min 00 s"),
        (125_400, "2 min 05 s"),
    ])
    func `durations read like a person says them`(ms: Int, text: String) {
        #expect(ReportText.duration(ms) == text)
    }

    @Test(
        arguments: [
            ("flows/a.yaml:12:5", "flows/a.yaml", 12, 5), ("flows/a.yaml:12", "flows/a.yaml", 12, nil),
            ("a.yaml", "a.yaml", nil, nil), ("C:a.yaml:x:3", "C:a.yaml:x", 3, nil),
        ] as [(String, String, Int?, Int?)])
    func `a location comes apart`(text: String, file: String, line: Int?, column: Int?) {
        let place = SourcePlace(text)
        #expect(place.file == file && place.line == line && place.column == column)
    }

    @Test func `a fan tells everybody in order`() {
        let heard = Log()
        let fan = ReporterFan([
            ConsoleReporter(style: ConsoleStyle(), artifacts: "") { heard.add("a" + $0) },
            ConsoleReporter(style: ConsoleStyle(), artifacts: "") { heard.add("b" + $0) },
        ])
        fan.handle(.notice("x"))
        #expect(heard.all == ["a  NOTE   x\n", "b  NOTE   x\n"])
    }
}

private final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
