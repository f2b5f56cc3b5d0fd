import CDP
import Flows
import Foundation
import ModelServer
import Models
import PNG
import PerceoTestKit
import Testing

@testable import Agent

extension PlayTests {
    /// What a conversation may not do on the way.
    @Suite struct LoopTests {
        /// Something to press that does nothing, and something that does.
        static let page = """
            <button id=go style='position: absolute; left: 100px; top: 100px; width: 80px; height: 40px'
              onclick="said.textContent = 'went ' + ++n">Go</button>
            <button id=dead style='position: absolute; left: 300px; top: 100px; width: 80px; height: 40px'>Dead</button>
            <input id=field style='position: absolute; left: 100px; top: 200px; width: 200px; height: 30px'>
            <p id=said style='position: absolute; left: 100px; top: 300px'>still</p><script>let n = 0;</script>
            """
        static let go = PagePoint(140, 120)
        static let dead = PagePoint(340, 120)
        static let field = PagePoint(200, 215)

        @Test(
            "what a provider failed to answer is asked again, and done once",
            arguments: [
                .fail(529), .fail(500), .fail(429, headers: ["retry-after-ms": "5"]), .fail(408), .fail(409),
                .raw("<html>"), .say(press, .cut(after: 0)), .say(press, .cut(after: 500)),
                .say(press, .cut(after: 900)), .say(press, .pieces(of: 7)),
            ] as [ScriptedAnswer])
        func once(fault: ScriptedAnswer) async throws {
            try await withPage { page, site in
                try await page.show(Self.page, on: site)
                let step = try step("expected_state: {text: went 1}", named: "Go")
                let (result, bill) = try await page.play(step) { asked in
                    if asked.number == 0 { return fault }
                    return asked.messages.contains(where: asked.isReply) ? .say(.report()) : .say(Self.press)
                }
                let presses = try await page.script("n").number
                #expect(result.status == .passed && presses == 1 && bill.violations == [])
                Criterion.count("2 actions", result.status == .passed && presses == 1 ? 1 : 0, of: 1)
            }
        }

        private static let press = ScriptedReply(
            [.call("left_click", ["target": ["type": "coordinate", "x": 140, "y": 120]], family: .browser)],
            id: "press")

        @Test("a batch stops at its first failure, and every call of it is answered")
        func batch() async throws {
            try await withPage { page, site in
                try await page.show(Self.page, on: site)
                let step = try step("expected_state: {text: went 1}", named: "Go")
                @Sendable func click(_ x: Double) -> ScriptedReply.Piece {
                    .call(
                        "left_click", ["target": ["type": "coordinate", "x": .integer(Int(x)), "y": 120]],
                        family: .browser)
                }
                let (result, bill) = try await page.play(step) { asked in
                    asked.number == 0
                        ? .say(ScriptedReply([click(140), click(9000), click(140)], id: "a"))
                        : .say(.report())
                }
                #expect(result.status == .passed && bill.violations == [])
                let answers = bill.requests.last?.messages.last?["content"]?.array ?? []
                #expect(answers.prefix(3).map { $0["is_error"] } == [nil, true, true])
            }
        }

        @Test("what has come, or gone elsewhere, since the screenshot is not pressed")
        func identity() async throws {
            try await withPage { page, site in
                try await page.show(Self.page, on: site)
                let step = try step("expected_state: {text: still}", named: "Go")
                let (result, bill) = try await page.play(step) { asked in
                    guard asked.number == 0 else { return .say(.report()) }
                    // While the model thinks, a cover comes over the page.
                    _ = try? await page.script(
                        "document.body.insertAdjacentHTML('beforeend', '<div id=cover style=\"position:fixed;inset:0\">Sale!</div>'); cover.onclick = () => n = 99"
                    )
                    return .say(
                        ScriptedReply(
                            [
                                .call(
                                    "left_click", ["target": ["type": "coordinate", "x": 140, "y": 120]],
                                    family: .browser)
                            ],
                            id: "a"))
                }
                #expect(result.status == .passed && bill.violations == [])
                #expect(
                    bill.requests.last?.newTexts.contains { $0.contains("which the screenshot did not show") }
                        == true)
                #expect(try await page.script("n").number == 0)
            }
        }

        @Test("a page that was left voids what was planned on it")
        func left() async throws {
            try await withPage { page, site in
                site.page(
                    "/next",
                    "<title>There</title><h1>Next</h1><button onclick=\"document.title = 'pressed'\" style='position:absolute;left:100px;top:100px;width:90px;height:50px'>Go</button>"
                )
                try await page.show(
                    "<a href=/next style='position:absolute;left:100px;top:100px;width:80px;height:40px'>On</a>",
                    on: site)
                let step = try step("expected_state: {text: Next, title: There}", named: "Go on")
                let (result, bill) = try await page.play(step, moves: [[.click(Self.go), .click(Self.go)]])
                #expect(result.problem == nil && bill.violations == [])
                #expect(bill.requests.last?.newTexts.contains { $0.contains("changed to another") } == true)
            }
        }

        @Test("a secret is typed where its placeholder was, and never told", arguments: OracleForm.all)
        func secret(form: OracleForm) async throws {
            try await withPage { page, site in
                try await page.show(Self.page, on: site)
                let secret = Secret("hunter2-canary")
                let value = FlowText(parts: [.secret(name: "PASSWORD", secret)])
                let step = try step(
                    "expected_state: {value: {css=#field: hunter2-canary}}", named: "Type the password")
                let oracle = Oracle(viewport: (1280, 720)) { question in
                    question.turn == 0 ? [.click(Self.field), .type("${PASSWORD}")] : [.report(.done)]
                }
                let (result, bill) = try await page.play(
                    step, form: form, values: ["PASSWORD": value], secrets: [secret]
                ) { await oracle.answer($0) }
                #expect(result.problem == nil && bill.violations == [])
                #expect(!"\(result.actions)".contains("canary"))
                // The field with it is black in the last picture.
                let image = try #require(bill.requests.last?.images.last)
                let file = Array(try #require(Data(base64Encoded: image.base64)))
                let picture = try PNGDecoder.decode(file)
                #expect(picture[200, 215] == .black && picture[600, 500] != .black)
            }
        }
    }

    /// Where a secret may be typed.
    @Suite struct SecretOriginTests {
        @Test("a secret is not typed into a frame of another site", arguments: OracleForm.all)
        func elsewhere(form: OracleForm) async throws {
            try await withPage { page, site in
                let own = try #require(OriginPattern(site.origin))
                try await page.environment.change { $0.requests.origins = OriginPolicy(.tabs, [own]) }
                site.page(
                    "/frame",
                    "<body style='margin:0'><input aria-label=inner style='width:200px;height:60px'>")
                try await page.show(
                    """
                    <iframe src="http://localhost:\(site.port)/frame" width=300 height=100
                      style="position:absolute;left:100px;top:100px;border:0"></iframe>
                    """, on: site)
                _ = try await page.frame("/frame")
                let secret = FlowText(parts: [.secret(name: "PW", Secret("canary-5"))])
                let oracle = Oracle(viewport: (1280, 720)) { question in
                    let turns: [OracleMove] = [.click(PagePoint(150, 130)), .type("${PW}"), .report(.cannot)]
                    return [turns[min(question.turn, 2)]]
                }
                let (result, bill) = try await page.play(
                    Step(name: "Type it"), form: form, values: ["PW": secret], secrets: [Secret("canary-5")]
                ) { await oracle.answer($0) }
                #expect(result.problem?.code == .llmCannot && bill.violations == [])
                let isRefused = bill.requests.last?.newTexts.contains { $0.contains("Not typed") } == true
                #expect(isRefused)
                Criterion.count("12 wrong origins", isRefused ? 1 : 0, of: 1)
            }
        }
    }

    /// What a model did once is remembered like anything else.
    @Suite struct RememberedTests {
        @Test("an action that a model did needs none the next time")
        func action() async throws {
            try await withPage { page, site in
                let html = """
                    <p>Mail</p><svg onclick="said.textContent = 'opened'" id=dots data-testid=dots style="position:absolute;left:100px;top:100px;cursor:pointer"
                      width=30 height=30><circle cx=15 cy=5 r=3 /><circle cx=15 cy=15 r=3 /></svg><p id=said>closed</p>
                    """
                try await page.show(html, on: site)
                let step = try step(
                    """
                    actions: [{type: click, target: The three dots}]
                    expected_state: {text: opened}
                    timeout_ms: 500
                    """)
                let oracle = Oracle(viewport: (1280, 720)) { question in
                    question.turn == 0 ? [.click(PagePoint(115, 105))] : [.report(.done)]
                }
                let (first, bill) = try await page.play(step, recall: StepRecall(RecallPolicy(), known: nil))
                {
                    await oracle.answer($0)
                }
                #expect(first.status == .passed && bill.requests.count == 2)
                let remembered = try #require(first.remembered)
                try await page.show(html, on: site)
                let (second, none) = try await page.play(
                    step, recall: StepRecall(RecallPolicy(), known: remembered)
                ) { await oracle.answer($0) }
                #expect(second.status == .passed && second.source == .memory && none.requests.isEmpty)
                #expect(second.remembered == remembered && second.heals.isEmpty)
            }
        }
    }

    /// Actions whose target the resolver can't tell.
    @Suite struct DeclinedTests {
        private static let twins = """
            <button style='position:absolute;left:100px;top:100px;width:80px;height:40px' onclick="said.textContent='left'">Edit</button>
            <button style='position:absolute;left:300px;top:100px;width:80px;height:40px' onclick="said.textContent='right'">Edit</button>
            <p id=said>none</p><button onclick="said.textContent += ' saved'">Save</button>
            """

        @Test("a model does the one action, the rest goes on without it")
        func one() async throws {
            try await withPage { page, site in
                try await page.show(Self.twins, on: site)
                let step = try step(
                    """
                    actions: [{type: click, target: Edit}, {type: click, target: Save}]
                    expected_state: {text: right saved}
                    """, named: "Edit the right one")
                let (result, bill) = try await page.play(step, moves: [[.click(PagePoint(340, 120))]])
                #expect(result.problem == nil && bill.violations == [] && bill.requests.count == 2)
                #expect(result.actions.map(\.source) == [.model, .resolver])
                #expect(result.actions.first?.target == "button \"Edit\"")
                #expect(
                    bill.requests.first?.texts.first?.hasPrefix("Do this one action: click \"Edit\"") == true)
            }
        }

        @Test("what nobody finds is missing, as it was before a model was asked")
        func missing() async throws {
            try await withPage { page, site in
                try await page.show(Self.twins, on: site)
                let step = try step("actions: [{type: click, target: Pay}]\ntimeout_ms: 200")
                let (result, bill) = try await page.play(
                    step, moves: [[.report(.cannot, observed: "No such thing.")]])
                #expect(result.status == .failed && result.problem?.code == .targetNotFound)
                #expect(bill.requests.count == 1)
                let (claimed, _) = try await page.play(step, moves: [])
                #expect(claimed.status == .failed && claimed.problem?.code == .targetNotFound)
            }
        }

        @Test("what the resolver can tell no model is asked")
        func unasked() async throws {
            try await withPage { page, site in
                try await page.show(Self.twins, on: site)
                let step = try step(
                    "actions: [{type: click, target: Save}]\nexpected_state: {text: none saved}")
                let (result, bill) = try await page.play(step, moves: [])
                #expect(result.status == .passed && bill.requests.isEmpty)
            }
        }
    }
}
