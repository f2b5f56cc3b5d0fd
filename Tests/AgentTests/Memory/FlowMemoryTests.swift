import Flows
import Foundation
import Testing

@testable import Agent

@Suite("Memory files")
struct FlowMemoryTests {
    private static let memory = FlowMemory(
        flow: "Sign in",
        steps: [
            RememberedStep(
                key: "ab", step: "Sign in",
                actions: [
                    RememberedAction(does: "navigate"),
                    RememberedAction(
                        does: "drag",
                        targets: [
                            "Zebra": Locator([.role: "button", .name: "Zebra"]),
                            "Ape": Locator(
                                [.role: "", .tag: "div", .testID: "ape"],
                                box: ElementBox(x: -1, y: 2, w: 3, h: 4)),
                        ]),
                ])
        ])

    @Test("the same memory is always the same bytes, in sorted lines")
    func bytes() throws {
        let text = String(decoding: try Self.memory.data(), as: UTF8.self)
        #expect(
            text == """
                {
                  "flow" : "Sign in",
                  "schema" : "perceo-memory/1",
                  "steps" : [
                    {
                      "actions" : [
                        {
                          "does" : "navigate"
                        },
                        {
                          "does" : "drag",
                          "targets" : {
                            "Ape" : {
                              "box" : "-1 2 3 4",
                              "role" : "",
                              "tag" : "div",
                              "testId" : "ape"
                            },
                            "Zebra" : {
                              "name" : "Zebra",
                              "role" : "button"
                            }
                          }
                        }
                      ],
                      "key" : "ab",
                      "step" : "Sign in"
                    }
                  ]
                }

                """)
        let again = try FlowMemory(reading: Data(text.utf8))
        #expect(again == Self.memory)
        #expect(try again.data() == Data(text.utf8))
    }

    private static let hostile = [
        "", "null", "[]", "{", "\u{0}\u{1}", #"{"schema":"perceo-memory/1"}"#,
        #"{"schema":"perceo-memory/1","flow":"A","steps":{}}"#,
        #"{"schema":"perceo-memory/1","flow":"A","steps":[{"key":1,"step":"S","actions":[]}]}"#,
        #"{"schema":"perceo-memory/1","flow":"A","steps":[{"key":"k","step":"S","actions":[{"does":"click","#
            + #""targets":{"X":{"role":7}}}]}]}"#,
        #"{"schema":"perceo-memory/1","flow":"A","steps":[{"key":"k","step":"S","actions":[{"does":"click","#
            + #""targets":{"X":{"box":"1 2 3 99999999999999999999"}}}]}]}"#,
        "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n",
        String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
    ]

    @Test("what is no memory is told, whatever it is", arguments: hostile.map { Data($0.utf8) })
    func damaged(data: Data) {
        #expect(throws: FlowMemory.Problem.unreadable) { try FlowMemory(reading: data) }
    }

    @Test("bytes that are no text are told")
    func binary() {
        #expect(throws: FlowMemory.Problem.unreadable) {
            try FlowMemory(reading: Data((0...255).map { UInt8($0) }))
        }
    }

    @Test("what is too big is not read")
    func tooBig() {
        #expect(throws: FlowMemory.Problem.tooBig) {
            try FlowMemory(reading: Data(repeating: 0x20, count: FlowMemory.mostBytes + 1))
        }
    }

    @Test("what another version wrote is told apart")
    func version() {
        #expect(throws: FlowMemory.Problem.otherVersion("perceo-memory/2")) {
            try FlowMemory(reading: Data(#"{"schema":"perceo-memory/2","flow":7}"#.utf8))
        }
    }

    @Test("signs of a later version are passed over")
    func laterSigns() throws {
        let text = #"{"role":"button","smell":"roses","name":"Save"}"#
        let locator = try JSONDecoder().decode(Locator.self, from: Data(text.utf8))
        #expect(locator == Locator([.role: "button", .name: "Save"]))
    }

    @Test("of equal steps each has its own memory")
    func equalSteps() {
        let steps = ["a", "b", "a"].enumerated().map {
            RememberedStep(key: $1, step: "\($0)", actions: [])
        }
        let memory = FlowMemory(flow: "F", steps: steps)
        #expect(memory.step("a", after: [])?.step == "0")
        #expect(memory.step("a", after: ["a", "b"])?.step == "2")
        #expect(memory.step("a", after: ["a", "a"]) == nil)
        #expect(memory.step("c", after: []) == nil)
    }
}

@Suite("What a step is remembered by")
struct StepKeyTests {
    private static let login = Step(
        name: "Sign in", actions: [Action(.fill("Email", "ada@example.com")), Action(.click("Sign in"))])

    private static func user(_ name: String, _ value: String) -> FlowText {
        FlowText(parts: [.secret(name: name, Secret(value))])
    }

    @Test(
        "an edited step is forgotten",
        arguments: [
            Step(name: "Log in", actions: login.actions),
            Step(name: "Sign in", actions: [login.actions[1], login.actions[0]]),
            Step(name: "Sign in", actions: [login.actions[0]]),
            Step(name: "Sign in", actions: [login.actions[0], Action(.click("Log in"))]),
            Step(name: "Sign in", actions: [login.actions[0], Action(.doubleClick("Sign in"))]),
            Step(name: "Sign in", actions: [Action(.fill("Email", user("A", "x"))), login.actions[1]]),
        ])
    func edited(step: Step) {
        #expect(StepKey.of(step) != StepKey.of(Self.login))
    }

    @Test("its place, its value and its expectations do not matter")
    func same() {
        let moved = Step(
            number: 7, name: "Sign in",
            actions: [Action(.fill("Email", "bob@example.com")), Action(.click("Sign in"))],
            timeout: .seconds(1), location: SourceLocation(file: "b.yaml"))
        #expect(StepKey.of(moved) == StepKey.of(Self.login))
        let (one, other) = (Self.user("A", "one"), Self.user("A", "two"))
        #expect(
            StepKey.of(Step(name: "S", actions: [Action(.click(Target(one)))]))
                == StepKey.of(Step(name: "S", actions: [Action(.click(Target(other)))])))
    }

    @Test("targets that run together are told apart")
    func apart() {
        let one = Step(name: "S", actions: [Action(.drag("a b", to: "c"))])
        let other = Step(name: "S", actions: [Action(.drag("a", to: "b c"))])
        #expect(StepKey.of(one) != StepKey.of(other))
    }
}
