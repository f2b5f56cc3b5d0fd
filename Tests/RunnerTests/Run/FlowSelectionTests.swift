import Flows
import Testing

@testable import Runner

@Suite struct FlowSelectionTests {
    private let flows = [
        Flow(
            name: "Buy a mug", priority: .low, tags: ["cart", "smoke"],
            location: SourceLocation(file: "flows/a.yaml")),
        Flow(
            name: "Sign in", priority: .critical, tags: ["smoke"],
            location: SourceLocation(file: "flows/b.yaml")),
        Flow(name: "Sign out", priority: .low, tags: [], location: SourceLocation(file: "flows/c.yaml")),
    ]

    private func chosen(_ change: (inout FlowSelection) -> Void, failed: Set<String> = []) throws -> [String]
    {
        var selection = FlowSelection()
        change(&selection)
        return try selection.apply(to: flows, lastFailed: failed).map(\.name)
    }

    @Test func `without conditions all are chosen, the most important first`() throws {
        #expect(try chosen { _ in } == ["Sign in", "Buy a mug", "Sign out"])
    }

    @Test(arguments: ["Sign out", "sign-out", "flows/c.yaml"])
    func `a flow is known by name, slug and file`(name: String) throws {
        #expect(try chosen { $0.names = [name, name] } == ["Sign out"])
    }

    @Test func `all conditions must hold`() throws {
        #expect(try chosen { $0.pattern = "^Sign" } == ["Sign in", "Sign out"])
        #expect(try chosen { $0.tags = ["smoke"] } == ["Sign in", "Buy a mug"])
        #expect(try chosen { $0.priorities = [.low] } == ["Buy a mug", "Sign out"])
        #expect(
            try chosen {
                $0.tags = ["smoke"]
                $0.priorities = [.low]
            } == ["Buy a mug"])
        #expect(try chosen({ $0.onlyLastFailed = true }, failed: ["Sign out"]) == ["Sign out"])
    }

    @Test(
        arguments: [
            (["Sing in"], nil, "there is no flow \"Sing in\"; did you mean \"Sign in\"?"),
            (["Completely else"], nil, "there is no flow \"Completely else\""),
            ([], "[", "--grep: \"[\" is no regular expression"),
            ([], "nothing has this", "no flow is selected (of 3)"),
        ] as [([String], String?, String)])
    func `what chooses nothing is told`(names: [String], pattern: String?, message: String) {
        let error = #expect(throws: RunnerError.self) {
            try chosen {
                $0.names = names
                $0.pattern = pattern
            }
        }
        #expect(error?.description == message)
        #expect(error?.exitCode == 2)
    }
}
