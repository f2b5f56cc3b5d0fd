import Agent
import CDP
import Flows
import Foundation
import HTTP
import Models
import Synchronization

/// The models of a run at work: one client for each model, one gate for each key, one purse for all.
final class ModelDesk: Sendable {
    private let plan: ModelPlan
    private let purse: Purse
    private let meter: ModelMeter
    /// Of each flow, by its slug: all its attempts together.
    private let flows = Mutex<[String: ModelMeter]>([:])
    private let coordinates = CoordinateFinder()
    private let transports: [String: HTTPTransport]
    private let rates: [String: RateKeeper]
    /// For all flows, where nothing is recorded.
    private let clients: [String: ModelClient]
    private let salt: String
    /// Where an earlier run has kept its answers.
    private let recordings: URL?

    init(
        _ plan: ModelPlan, environment: [String: String], http: HTTPClient, recordings: URL?
    ) throws {
        self.plan = plan
        self.recordings = recordings
        purse = Purse(cap: plan.cap)
        meter = ModelMeter(limits: plan.limits.run, of: "the run's")
        salt = plan.mode == .live ? UUID().uuidString : "recorded"
        let facts = plan.all
        rates = Dictionary(facts.map { ($0.provider.name, RateKeeper()) }) { first, _ in first }
        var transports: [String: HTTPTransport] = [:]
        if plan.mode != .replay {
            for facts in facts {
                do {
                    transports[facts.provider.name] = try HTTPTransport(
                        facts.provider, environment: environment, client: http)
                } catch {
                    throw RunnerError(.usage, error.description)
                }
            }
        }
        self.transports = transports
        var clients: [String: ModelClient] = [:]
        if plan.mode == .live {
            for facts in facts {
                guard let transport = transports[facts.provider.name],
                    let rate = rates[facts.provider.name]
                else { continue }
                clients[facts.key] = ModelClient(facts, transport: transport, rate: rate)
            }
        }
        self.clients = clients
    }

    /// What all flows together have used.
    var cost: CostRecord { CostRecord(meter.reading) }

    /// What one attempt at a flow may ask; `keep` on what it returns keeps what was recorded.
    ///
    /// - Parameter folder: The attempt's own; what an earlier run has recorded lies at the same place in that one's.
    func lend(to flow: Flow, in folder: AttemptFolder, redactor: Redactor) throws -> LentModels {
        let account = Ledger.Account(flow.slug)
        purse.setCap(plan.limits.flowMoney, of: account)
        let flowMeter = ModelMeter(partOf: self.flowMeter(flow.slug))
        let act = try plan.act.map { try lent($0, as: "act", folder, redactor) }
        let verify = try lent(plan.verify, as: "verify", folder, redactor)
        var help = ModelHelp(
            verify: MeteredModel(try paid(verify.client, account), flowMeter),
            act: try act.map { MeteredModel(try paid($0.client, account), flowMeter) },
            salt: "\(salt) \(flow.slug)")
        help.perception = plan.perception
        help.isFirst = plan.isFirst
        help.limits = plan.limits.step
        help.values = ModelHelp.values(of: flow)
        help.redactor = redactor
        help.meter = flowMeter
        help.coordinates = coordinates
        return LentModels(help: help, cassettes: [act?.cassette, verify.cassette].compactMap { $0 })
    }

    private func flowMeter(_ slug: String) -> ModelMeter {
        flows.withLock { flows in
            let made = flows[slug] ?? ModelMeter(partOf: meter, limits: plan.limits.flow, of: "the flow's")
            flows[slug] = made
            return made
        }
    }

    private func paid(_ client: ModelClient, _ account: Ledger.Account) throws -> any Model {
        guard client.facts.price != nil else { return client }
        return try PricedModel(client, purse: purse, account: account)
    }

    private func lent(
        _ facts: ModelFacts, as role: String, _ folder: AttemptFolder, _ redactor: Redactor
    ) throws -> (client: ModelClient, cassette: LentModels.Tape?) {
        if let shared = clients[facts.key] { return (shared, nil) }
        let rate = rates[facts.provider.name] ?? RateKeeper()
        let mask: @Sendable (String) -> String = { redactor.redact($0) }
        let name = "model-\(role).json"
        if let base = transports[facts.provider.name] {
            let transport = CassetteTransport(recording: base, mask: mask)
            return (
                ModelClient(facts, transport: transport, rate: rate),
                LentModels.Tape(name: name, transport: transport)
            )
        }
        var free = facts
        // What is replayed was paid for when it was recorded.
        free.price = nil
        let cassette = try Self.cassette(at: recordings?.appending(path: folder.relative(name)))
        return (
            ModelClient(free, transport: CassetteTransport(replaying: cassette, mask: mask), rate: rate), nil
        )
    }

    /// What is there to be replayed; nothing for a flow that asked nothing.
    private static func cassette(at file: URL?) throws -> Cassette {
        guard let file, let data = FileManager.default.contents(atPath: file.path) else { return Cassette() }
        do {
            return try Cassette(text: String(decoding: data, as: UTF8.self))
        } catch {
            throw RunnerError(.usage, "\(file.lastPathComponent): \(error)")
        }
    }
}

/// The models as one attempt at a flow has them.
struct LentModels: Sendable {
    struct Tape: Sendable {
        let name: String
        let transport: CassetteTransport
    }

    let help: ModelHelp
    let cassettes: [Tape]

    /// What the attempt has used.
    var cost: CostRecord { CostRecord(help.meter.reading) }

    /// Keeps what was recorded beside the attempt's other files.
    func keep(in folder: AttemptFolder) -> (files: [String], notices: [String]) {
        var (files, notices): ([String], [String]) = ([], [])
        for tape in cassettes where tape.transport.recorded.count > 0 {
            do {
                try Data(tape.transport.recorded.text.utf8).write(to: folder.file(tape.name))
                files.append(folder.relative(tape.name))
            } catch {
                notices.append("what the model said could not be kept: \(error.fileReason)")
            }
        }
        return (files, notices)
    }
}

extension ModelFacts {
    /// Tells models apart.
    fileprivate var key: String { "\(provider.name)/\(id)" }
}

extension CostRecord {
    init(_ reading: ModelMeter.Reading) {
        self.init(
            usd: reading.cost.dollars, modelCalls: reading.calls, inputTokens: reading.usage.wholeInput,
            outputTokens: reading.usage.output)
    }
}
