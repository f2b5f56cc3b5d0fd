import Agent
package import Flows
import Foundation
package import Models

/// The models of a run, settled before anything starts.
package struct ModelPlan: Sendable, Equatable {
    /// nil: no model does anything on a page.
    package var act: ModelFacts?
    package var verify: ModelFacts
    package var perception = ToolOffer.Perception.hybrid
    /// Of the whole run.
    package var cap: Money?
    package var limits = PerceoConfig.ModelBudgets()
    package var mode = ModelMode.live
    /// Whether models come before the resolver.
    package var isFirst = false

    /// Each once.
    var all: [ModelFacts] { Array(Set([act, verify].compactMap { $0 })) }

    /// What must not be shown.
    package var keys: [Secret] = []

    static let table = ".perceo/models.json"

    /// - Returns: nil when no model is to be asked, or none is configured.
    /// - Throws: `RunnerError` when what is configured can't work, before a flow has found out.
    static func make(_ request: RunRequest, _ config: PerceoConfig) throws -> ModelPlan? {
        let mode = request.agent ?? .auto
        guard mode != .deterministic else { return nil }
        func name(_ variable: String, _ text: ConfigText?) throws -> String? {
            let given = request.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
            return try given ?? text?.string()
        }
        let act = try name("PERCEO_COMPUTER_USE_MODEL", config.model.act)
        guard act != nil || mode != .computerUse else {
            throw RunnerError(
                .usage, "--agent computer-use needs a model: set PERCEO_COMPUTER_USE_MODEL, or model.act")
        }
        guard let verify = try name("PERCEO_VERIFY_MODEL", config.model.verify) ?? act else { return nil }
        let table = try Self.table(in: request.projectFolder)
        var plan = ModelPlan(
            act: mode == .replay ? nil : try act.map { try facts($0, table, request) },
            verify: try facts(verify, table, request))
        plan.perception = config.model.perception ?? plan.perception
        plan.cap = request.maxCost ?? config.model.cap
        plan.limits = config.model.limits
        plan.mode = request.modelMode ?? .live
        plan.isFirst = mode == .computerUse
        try plan.check(request.environment)
        plan.keys = plan.all.compactMap { facts in
            facts.provider.keyVariable.flatMap { request.environment[$0] }.map(Secret.init)
        }
        return plan
    }

    private static func table(in folder: URL) throws -> ModelTable {
        guard let own = FileManager.default.contents(atPath: folder.appending(path: table).path) else {
            return .bundled
        }
        do {
            return try ModelTable.bundled.merged(with: Array(own))
        } catch {
            throw RunnerError(.usage, "\(table): \(error)")
        }
    }

    private static func facts(
        _ name: String, _ table: ModelTable, _ request: RunRequest
    ) throws -> ModelFacts {
        do {
            return try table.facts(for: name, environment: request.environment)
        } catch {
            throw RunnerError(.usage, error.description)
        }
    }

    /// Nothing is to fail later that is known to fail now.
    private func check(_ environment: [String: String]) throws {
        guard mode != .replay else { return }
        for facts in all {
            if let variable = facts.provider.keyVariable, (environment[variable] ?? "").isEmpty {
                throw RunnerError(
                    .usage, "the model \(facts.id) needs a key in the environment variable \(variable)")
            }
            if cap != nil, facts.price == nil {
                throw RunnerError(
                    .usage,
                    "what \(facts.id) costs is not known, so no cap can hold: add its price to \(Self.table)")
            }
        }
    }
}
