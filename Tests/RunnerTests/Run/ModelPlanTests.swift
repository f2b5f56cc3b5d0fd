import Agent
import Foundation
import Models
import Testing

@testable import Runner

@Suite struct ModelPlanTests {
    private func plan(
        _ environment: [String: String], config: PerceoConfig = PerceoConfig(),
        folder: URL = URL(filePath: "/nowhere"),
        _ change: (inout RunRequest) -> Void = { _ in }
    ) throws -> ModelPlan? {
        var request = RunRequest(projectFolder: folder, environment: environment)
        change(&request)
        return try ModelPlan.make(request, config)
    }

    private static let keyed = ["PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5", "ANTHROPIC_API_KEY": "k-1"]

    @Test("without a model configured none is asked, nor when none may be")
    func none() throws {
        #expect(try plan([:]) == nil)
        #expect(try plan(["PERCEO_COMPUTER_USE_MODEL": ""]) == nil)
        #expect(try plan(Self.keyed) { $0.agent = .deterministic } == nil)
    }

    @Test("the environment outranks the configuration, and judging falls to the same model")
    func names() throws {
        var config = PerceoConfig()
        config.model.act = ConfigText(literal: "ollama/qwen3-vl")
        config.model.perception = .pixels
        config.model.cap = Money(dollars: 2)
        #expect(try plan([:], config: config)?.act?.id == "qwen3-vl")
        #expect(try plan([:], config: config)?.perception == .pixels)
        #expect(try plan([:], config: config)?.cap == Money(dollars: 2))
        let plan = try plan(Self.keyed, config: config) { $0.maxCost = Money(dollars: 1) }
        #expect(plan?.act?.id == "claude-sonnet-5-5" && plan?.verify.id == "claude-sonnet-5-5")
        #expect(plan?.cap == Money(dollars: 1))
        let environment = Self.keyed.merging(["PERCEO_VERIFY_MODEL": "claude-haiku-5-5"]) { $1 }
        #expect(try self.plan(environment)?.verify.id == "claude-haiku-5-5")
    }

    @Test(
        "what can't work is told before anything starts",
        arguments: [
            (["PERCEO_COMPUTER_USE_MODEL": "what-is-this"], "no model"),
            (["PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5"], "ANTHROPIC_API_KEY"),
            (
                ["PERCEO_COMPUTER_USE_MODEL": "proxy/kimi-k3", "PERCEO_MODEL_KEY": "k"],
                "what kimi-k3 costs is not known"
            ),
            ([:], "needs a model"),
        ])
    func refused(environment: [String: String], reason: String) throws {
        let error = #expect(throws: RunnerError.self) {
            try plan(environment) { request in
                request.agent = .computerUse
                request.maxCost = Money(dollars: 1)
            }
        }
        #expect(error?.exitCode == 2 && error?.message.contains(reason) == true)
    }

    @Test("what is replayed needs neither key nor price")
    func replayed() throws {
        let environment = ["PERCEO_COMPUTER_USE_MODEL": "openrouter/some/model"]
        #expect(try plan(environment) { $0.modelMode = .replay } != nil)
    }

    @Test("a project's own table is laid over ours, and is refused when it is wrong")
    func table() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "perceo-table-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: ".perceo/models.json")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let own = """
            {"models": [{"match": "ours-*", "provider": "ollama", "tools": ["functions"],
            "images": {"longestEdge": 1000, "patch": 28, "mostPatches": 900}, "price": {"input": 1, "output": 2}}]}
            """
        try Data(own.utf8).write(to: file)
        #expect(
            try plan(["PERCEO_COMPUTER_USE_MODEL": "ours-1"], folder: folder)?.act?.images.longestEdge == 1000)
        try Data("{".utf8).write(to: file)
        let error = #expect(throws: RunnerError.self) { try plan(Self.keyed, folder: folder) }
        #expect(error?.message.hasPrefix(".perceo/models.json: ") == true)
    }
}
