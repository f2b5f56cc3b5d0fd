import Testing

@testable import Models

@Suite struct ModelTableTests {
    @Test(
        "a model's facts are found by its name",
        arguments: [
            ("claude-sonnet-5-5", "anthropic", ToolGeneration.browserToolset, 2.0),
            ("claude-haiku-5-5", "anthropic", .browserToolset, 0.1),
            ("claude-opus-5-5", "anthropic", .browserToolset, 4),
            ("claude-opus-5", "anthropic", .browserToolset, 5),
            ("claude-fable-5-2", "anthropic", .browserToolset, 10),
            ("claude-opus-4-6", "anthropic", .computer20251124, 5),
            ("claude-sonnet-4-5-20250929", "anthropic", .computer20250124, 3),
            ("gpt-6-sol", "openai", .openAIComputer, 2), ("gpt-6.1-terra", "openai", .openAIComputer, 1),
            ("gpt-5.4-mini-2026-03-17", "openai", .openAIComputer, 0.75),
            ("ollama/qwen3-vl:8b", "ollama", .functions, 0),
        ])
    func known(name: String, provider: String, tool: ToolGeneration, price: Double) throws {
        let facts = try ModelTable.bundled.facts(for: name)
        #expect(facts.provider.name == provider)
        #expect(facts.tools.first == tool)
        #expect(facts.price?.input == price)
        #expect(facts.coordinates != nil)
    }

    @Test("of a model whose price is not known nothing is said about money")
    func unpriced() throws {
        #expect(try ModelTable.bundled.facts(for: "gpt-6.2-astra").price == nil)
        let unknown = try ModelTable.bundled.facts(for: "openrouter/some/new-model")
        #expect(unknown.id == "some/new-model" && unknown.price == nil && unknown.coordinates == nil)
    }

    @Test("only tools that need one bring a header of test features")
    func betas() throws {
        let old = try ModelTable.bundled.facts(for: "claude-opus-4-5")
        #expect(old.betas == [.computer20251124: "computer-use-2025-11-24"])
        #expect(try ModelTable.bundled.facts(for: "claude-sonnet-5-5").betas.isEmpty)
    }

    @Test("what a conversation wants to show decides the tool, as far as the model knows several")
    func toolChoice() throws {
        let new = try ModelTable.bundled.facts(for: "claude-sonnet-5-5")
        #expect(new.tool(for: .hybrid) == .browserToolset && new.tool(for: .pixels) == .computerToolset)
        let old = try ModelTable.bundled.facts(for: "claude-sonnet-4-6")
        #expect(old.tool(for: .hybrid) == .computer20251124)
    }

    @Test("an address from the environment takes the place of the table's")
    func address() throws {
        let environment = ["ANTHROPIC_BASE_URL": "http://127.0.0.1:9/", "OPENAI_BASE_URL": ""]
        let table = ModelTable.bundled
        #expect(
            try table.facts(for: "claude-opus-5", environment: environment).provider.url
                == "http://127.0.0.1:9")
        #expect(
            try table.facts(for: "gpt-6-sol", environment: environment).provider.url
                == "https://api.openai.com/v1")
    }

    @Test("the user's models come first and their providers replace ours")
    func merged() throws {
        let own = """
            {"providers": {"lab": {"wire": "chat-completions", "url": "http://lab:1/v1", "keyVariable": "LAB_KEY"}},
             "models": [
              {"match": "claude-sonnet-5-5", "provider": "lab", "tools": ["functions"], "coordinates": "fractions",
               "images": {"longestEdge": 1000, "patch": 28, "mostPatches": 900}, "price": {"input": 1, "output": 2}}]}
            """
        let table = try ModelTable.bundled.merged(with: Array(own.utf8))
        let facts = try table.facts(for: "claude-sonnet-5-5")
        #expect(facts.provider.keyVariable == "LAB_KEY" && facts.coordinates == .fractions)
        #expect(try table.facts(for: "anthropic/claude-sonnet-5-5").provider.name == "anthropic")
    }

    @Test(
        "a mistake in a table names its place",
        arguments: [
            (#"{"models": [{"match": "x"}]}"#, "models.0"),
            (
                #"{"models": [{"match":"x","provider":"none","tools":["functions"],"images":{"longestEdge":1,"patch":1,"#
                    + #""mostPatches":1}}]}"#, #"no provider "none""#
            ),
            (#"{"providers": {"p": {"wire": "smoke", "url": ""}}}"#, "providers.p.wire"),
            (
                #"{"models": [{"match":"x","provider":"openai","tools":["functions"],"coordinates":"miles","images":"#
                    + #"{"longestEdge":1,"patch":1,"mostPatches":1}}]}"#, "miles"
            ),
            ("{", "the file"),
        ])
    func mistakes(json: String, part: String) {
        let mistake = #expect(throws: ModelTable.Mistake.self) {
            try ModelTable.bundled.merged(with: Array(json.utf8))
        }
        #expect(mistake?.description.contains(part) == true)
    }

    @Test(
        "a name that nothing matches tells what can be written", arguments: ["mistral-large", "", "openai/"])
    func unknown(name: String) {
        #expect(throws: ModelTable.Mistake.self) { try ModelTable.bundled.facts(for: name) }
    }
}
