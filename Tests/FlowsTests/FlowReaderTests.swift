import Flows
import Foundation
import Testing

@Suite struct FlowReaderTests {
    private static let purchase = """
        name: Purchase
        description: A returning customer buys one mug
        priority: critical
        persona: returning-customer
        entry_point: /
        tags: [checkout]
        setup: [Sign in]
        public: [SHOP_EMAIL]
        data:
          login: "${data.email} (me)"
          email: "${SHOP_EMAIL}"
          zip: 0150
        steps:
          - Look around
          - name: Put a red mug into the cart
          - name: Fill in the address
            actions:
              - {type: fill, target: Email, value: "${data.email}"}
              - {type: select, target: Country, value: Norway}
              - {type: click, target: Continue}
            expected_state:
              url: /checkout/payment
              visible: [Payment]
              hidden: Cart is empty
            timeout_ms: 5000
        """

    @Test("a whole flow is read")
    func whole() throws {
        let flow = try flow(Self.purchase)
        #expect(flow.name == "Purchase")
        #expect(flow.description == "A returning customer buys one mug")
        #expect(flow.priority == .critical)
        #expect(flow.persona == "returning-customer")
        #expect(flow.entryPoint == "/")
        #expect(flow.tags == ["checkout"])
        #expect(flow.setup == ["Sign in"])
        #expect(
            flow.data == ["email": "ann@example.com", "login": "ann@example.com (me)", "zip": "0150"])
        #expect(flow.location.description == "flows/a.yaml:1:1")
        #expect(flow.secrets == [])
        #expect(flow.steps.map(\.number) == [1, 2, 3])
        #expect(
            flow.steps.map(\.name) == ["Look around", "Put a red mug into the cart", "Fill in the address"])
        #expect(flow.steps.map(\.location.line) == [14, 15, 16])
        let last = try #require(flow.steps.last)
        #expect(last.slug == "fill-in-the-address")
        #expect(last.timeout == .seconds(5))
        #expect(
            last.actions.map(\.description) == [
                "fill \"Email\" with \"ann@example.com\"", "select \"Norway\" in \"Country\"",
                "click \"Continue\"",
            ])
        #expect(last.actions.map(\.location.description).first == "flows/a.yaml:18:9")
        #expect(
            last.expectations.map(\.description) == [
                "url is /checkout/payment", "\"Payment\" is visible", "\"Cart is empty\" is hidden",
            ])
        #expect(last.expectations.map(\.location.description).last == "flows/a.yaml:24:15")
    }

    @Test("rows of the flows and steps tables are read, steps by their order")
    func rows() throws {
        let text = """
            {
            \t"id": "7d0c", "project_id": "p", "persona_id": null, "name": "Buy \\ud83d\\ude00",
            \t"description": null,
            \t"priority": "high", "graph_data": {"a": [1, {"b": 2}]}, "affected_by_changes": [],
            \t"risk_score": 0.5,
            \t"coverage_score": null, "created_at": "2026-02-12T00:00:00Z", "last_modified": null,
            \t"steps": [
            \t\t{"id": "2", "flow_id": "7d0c", "sequence_order": 2, "name": "Pay", "next_step_id": null,
            \t\t "actions": [{"type": "click", "target": "Pay", "value": null}],
            \t\t "expected_state": null, "timeout_ms": 5000},
            \t\t{"id": "1", "flow_id": "7d0c", "sequence_order": 1, "name": "Open", "actions": null},
            \t],
            }
            """
        let flow = try flow(text, path: "flows/a.json")
        #expect(flow.name == "Buy 😀")
        #expect(flow.priority == .high)
        #expect(flow.steps.map(\.name) == ["Open", "Pay"])
        #expect(flow.steps.map(\.number) == [1, 2])
        #expect(flow.steps.last?.actions.map(\.description) == ["click \"Pay\""])
    }

    @Test(
        "scalars that YAML reads otherwise keep their spelling where text is wanted",
        arguments: [
            ("12", "12"), ("007", "007"), ("1_000", "1_000"), ("1.50", "1.50"), ("yes", "yes"),
            ("true", "true"),
            ("2026-02-12", "2026-02-12"), ("'~'", "~"), ("\"\"", ""), ("0x1F", "0x1F"),
        ])
    func spelling(written: String, read: String) throws {
        let step = try step("actions: [{type: fill, target: Code, value: \(written)}]")
        #expect(step.actions.map(\.kind) == [.fill("Code", FlowText(read))])
    }

    @Test("targets, actions and expectations are the same wherever they were written")
    func equality() throws {
        let near = try step("actions: [{type: click, target: A}]\nexpected_state: {visible: A}")
        let far = try step(
            "timeout_ms: 5\nactions:\n  - {type: click, target: A}\nexpected_state: {visible: [A]}")
        #expect(near.actions == far.actions)
        #expect(Set(near.expectations + far.expectations).count == 1)
        #expect(near.actions.map(\.location) != far.actions.map(\.location))
    }

    @Test(
        "what is wrong with a flow is said with its place",
        arguments: [
            ("steps: [Open]", "flows/a.yaml:1:1: the flow has no name"),
            ("name: A", "flows/a.yaml:1:1: the flow has no steps"),
            ("name: A\nsteps:", "flows/a.yaml:1:1: the flow has no steps"),
            ("name: A\nsteps: []", "flows/a.yaml:2:8: steps is empty"),
            ("name: A\nsteps: Open", "flows/a.yaml:2:8: steps must be a list, not Open"),
            ("name: \"\"\nsteps: [S]", "flows/a.yaml:1:7: name is empty"),
            ("name: [A]\nsteps: [S]", "flows/a.yaml:1:7: name must be text, not a list"),
            (
                "name: A ${B}\nsteps: [S]",
                "flows/a.yaml:1:7: variables cannot stand in name (put them into actions or data)"
            ),
            ("[a, b]", "flows/a.yaml:1:1: a flow must be a map, not a list"),
            ("just words", "flows/a.yaml:1:1: a flow must be a map, not just words"),
            ("", "flows/a.yaml:1:1: the file is empty"),
            ("# nothing yet\n", "flows/a.yaml:1:1: the file is empty"),
            (
                "name: A\nstpes: [S]\nsteps: [S]",
                "flows/a.yaml:2:1: unknown key \"stpes\" in a flow (did you mean \"steps\"?)"
            ),
            ("name: A\nzebra: 1\nsteps: [S]", "flows/a.yaml:2:1: unknown key \"zebra\" in a flow"),
            (
                "name: A\npriority: hihg\nsteps: [S]",
                "flows/a.yaml:2:11: priority must be critical, high, medium or low, not \"hihg\""
                    + " (did you mean \"high\"?)"
            ),
            ("name: A\ntags: [a, [b]]\nsteps: [S]", "flows/a.yaml:2:11: tags must be text, not a list"),
            ("name: A\ndata: [x]\nsteps: [S]", "flows/a.yaml:2:7: data must be a map, not a list"),
            ("name: A\ndata: {x: [1]}\nsteps: [S]", "flows/a.yaml:2:11: data.x must be text, not a list"),
            ("name: A\ndata: {x: ~}\nsteps: [S]", "flows/a.yaml:2:11: data.x must be text, not nothing"),
            (
                "name: A\ndata: {x: \"${data.y}\", y: \"${data.x}\"}\nsteps: [S]",
                "flows/a.yaml:2:11: data.x refers to itself\nflows/a.yaml:2:27: data.y refers to itself"
            ),
            (
                "name: A\npublic: [A-B]\nsteps: [S]",
                "flows/a.yaml:2:10: \"A-B\" is not the name of an environment variable"
            ),
            (
                "name: A\nentry_point: /${NOPE}\nsteps: [S]",
                "flows/a.yaml:2:14: the environment variable NOPE is not set"
                    + " (set it, or give a default: ${NOPE:-…})"
            ),
        ])
    func wrongFlow(text: String, message: String) {
        #expect(problems(text) == message)
    }

    @Test(
        "what is wrong with a step is said with its place",
        arguments: [
            (
                "timeout_ms: 0",
                "4:17: timeout_ms must be a whole number of milliseconds between 1 and 86400000, not 0"
            ),
            (
                "timeout_ms: -5",
                "4:17: timeout_ms must be a whole number of milliseconds between 1 and 86400000, not -5"
            ),
            (
                "timeout_ms: 1.5",
                "4:17: timeout_ms must be a whole number of milliseconds between 1 and 86400000, not 1.5"
            ),
            (
                "timeout_ms: \"50\"",
                "4:17: timeout_ms must be a whole number of milliseconds between 1 and 86400000, not \"50\""
            ),
            ("actions: click", "4:14: actions must be a list, not click"),
            ("acions: []", "4:5: unknown key \"acions\" in a step (did you mean \"actions\"?)"),
            ("expected_state: [a]", "4:21: expected_state must be a map, not a list"),
        ])
    func wrongStep(lines: String, message: String) {
        #expect(problems(inStep: lines) == "flows/a.yaml:" + message)
    }

    @Test("steps without a name, of a wrong type or twice in one place of the order are refused")
    func wrongSteps() {
        #expect(problems("name: A\nsteps:\n  - timeout_ms: 5") == "flows/a.yaml:3:5: the step has no name")
        #expect(problems("name: A\nsteps:\n  - [x]") == "flows/a.yaml:3:5: a step must be a map, not a list")
        #expect(
            problems(
                """
                name: A
                steps:
                  - {name: S, sequence_order: 1}
                  - {name: T, sequence_order: 1}
                """) == "flows/a.yaml:4:31: sequence_order 1 is already at line 3")
    }

    @Test("everything wrong with a file is said at once, in the order of the file")
    func allAtOnce() {
        let text = """
            nmae: A
            priority: urgent
            steps:
              - name: S
                actions:
                  - {type: clik, target: X}
                  - {type: fill, target: "${NOPE}", valeu: 1}
                timeout_ms: soon
            """
        #expect(
            problems(text) == """
                flows/a.yaml:1:1: the flow has no name
                flows/a.yaml:1:1: unknown key "nmae" in a flow (did you mean "name"?)
                flows/a.yaml:2:11: priority must be critical, high, medium or low, not "urgent"
                flows/a.yaml:6:16: unknown action type "clik" (did you mean "click"?)
                flows/a.yaml:7:9: a fill action needs a value
                flows/a.yaml:7:30: the environment variable NOPE is not set \
                (set it, or give a default: ${NOPE:-…})
                flows/a.yaml:7:41: unknown key "valeu" in a fill action (did you mean "value"?)
                flows/a.yaml:8:17: timeout_ms must be a whole number of milliseconds \
                between 1 and 86400000, not soon
                """)
    }
}
