import CDP
import Flows
import Foundation
import HTTP
import ModelServer
import Models
import PerceoTestKit
import Testing

@testable import Agent

/// How a model is asked in a test.
struct OracleForm: Sendable, CustomTestStringConvertible {
    let model: String
    let perception: ToolOffer.Perception

    var testDescription: String { "\(model), \(perception.rawValue)" }

    static let browser = OracleForm(model: "claude-sonnet-5-5", perception: .hybrid)
    static let computer = OracleForm(model: "claude-sonnet-5-5", perception: .pixels)
    static let openAI = OracleForm(model: "gpt-6-sol", perception: .pixels)
    static let functions = OracleForm(model: "openrouter/google/gemini-3.5-flash", perception: .hybrid)
    static let all = [browser, computer, openAI, functions]
}

/// What a server that plays a model was asked, and what that has cost.
struct OracleBill: Sendable {
    let requests: [AskedRequest]
    let violations: [String]
    let reading: ModelMeter.Reading
}

extension Page {
    /// Plays a step with a model behind a real socket that answers as `policy` says.
    func play(
        _ step: Step, form: OracleForm = .browser, limits: StepLimits = StepLimits(),
        budget: StepBudget.Limits = StepBudget.Limits(time: .seconds(30)),
        values: [String: FlowText] = [:], secrets: [Secret] = [], baseURL: URL? = nil,
        recall: StepRecall? = nil, _ policy: @escaping ScriptedServer.Policy
    ) async throws -> (result: StepResult, bill: OracleBill) {
        var rules = WireRules()
        rules.forbidden = secrets.map { $0.reveal { $0 } }
        return try await ScriptedServer.with(policy, rules: rules) { server in
            let http = try HTTPClient()
            defer { http.close() }
            var facts = try ModelTable.bundled.facts(for: form.model)
            facts.provider.url = server.url(facts.provider.wire)
            facts.provider.keyVariable = nil
            facts.coordinates = facts.coordinates ?? .pixels
            let client = ModelClient(
                facts, transport: try HTTPTransport(facts.provider, environment: [:], client: http),
                rate: RateKeeper(), policy: .quick)
            let meter = ModelMeter()
            var help = ModelHelp(act: MeteredModel(client, meter), salt: "test")
            help.perception = form.perception
            help.limits = budget
            help.meter = meter
            help.values = values
            help.redactor = Redactor(secrets)
            let agent = StepAgent(page: self, baseURL: baseURL, limits: limits, help: help)
            let result = await agent.perform(step, recall: recall)
            let bill = OracleBill(
                requests: server.requests, violations: server.violations, reading: meter.reading)
            return (result, bill)
        }
    }

    /// The same with an oracle that does `moves`, turn by turn, and then reports.
    func play(
        _ step: Step, form: OracleForm = .browser, knobs: OracleKnobs = OracleKnobs(),
        budget: StepBudget.Limits = StepBudget.Limits(time: .seconds(30)),
        verdict: @escaping @Sendable (AskedRequest) -> ScriptedReply = { _ in
            .verdict("cannot_tell", "cannot_tell")
        },
        values: [String: FlowText] = [:], recall: StepRecall? = nil, moves: [[OracleMove]]
    ) async throws -> (result: StepResult, bill: OracleBill) {
        let oracle = Oracle(viewport: (1280, 720), knobs: knobs) { question in
            question.turn < moves.count ? moves[question.turn] : [.report(.done)]
        }
        return try await play(step, form: form, budget: budget, values: values, recall: recall) { asked in
            asked.asksForVerdict ? .say(verdict(asked)) : await oracle.answer(asked)
        }
    }
}

extension AskedRequest {
    /// Whether it is a question about a sentence.
    var asksForVerdict: Bool {
        String(decoding: bytes, as: UTF8.self).contains("report_verdict")
    }
}

extension ScriptedReply {
    static func verdict(_ first: String, _ second: String, _ quotes: [String] = []) -> ScriptedReply {
        ScriptedReply([
            .call(
                "report_verdict",
                [
                    "first": .string(first), "second": .string(second),
                    "quotes": .array(quotes.map(JSON.string)),
                ])
        ])
    }
}

extension RetryPolicy {
    /// Tests do not wait for a provider to recover.
    static let quick = RetryPolicy(firstDelay: .milliseconds(2), longestDelay: .milliseconds(8))
}
