package import Agent
package import Foundation

/// Everything one run leaves behind, as `run.json` carries it.
package struct RunRecord: Codable, Sendable, Equatable {
    package static let currentSchema = "perceo.run/1"

    package var schema = RunRecord.currentSchema
    package var run: RunInfo
    package var flows: [FlowRecord]
    package var summary: RunSummary

    /// The summary is always derived, so a record can't contradict its own flows.
    package init(run: RunInfo, flows: [FlowRecord]) {
        self.run = run
        self.flows = flows
        summary = .summarise(flows)
    }
}

/// Where, when and how a run was played.
package struct RunInfo: Codable, Sendable, Equatable {
    package var id: String
    package var startedAt: Date
    package var durationMs = 0
    package var commit: String?
    package var branch: String?
    package var triggeredBy: RunTrigger = .manual
    package var pr: Int?
    package var host: String
    /// Product and version as the browser reports it: `HeadlessChrome/143.0.7499.40`.
    package var browser: String
    package var parallel = 1
    /// `2/5` for the second of five shards.
    package var shard: String?
    package var baseURL: String?
    /// Things the reader should know that didn't decide a flow: a store that was down, a cap reached.
    package var notices: [String] = []
    package var cost = CostRecord()
    /// What models would probably be asked, told before anything was; nil when none is needed.
    package var forecast: ModelForecast?
    package var pool = PoolRecord()
    /// What broke, each thing once, though it may have cost several flows.
    package var faults = FaultCounts()

    package init(
        id: String, startedAt: Date, durationMs: Int = 0, commit: String? = nil, branch: String? = nil,
        triggeredBy: RunTrigger = .manual, pr: Int? = nil, host: String, browser: String, parallel: Int = 1,
        shard: String? = nil, baseURL: String? = nil, notices: [String] = [], cost: CostRecord = CostRecord()
    ) {
        self.id = id
        self.startedAt = startedAt
        self.durationMs = durationMs
        self.commit = commit
        self.branch = branch
        self.triggeredBy = triggeredBy
        self.pr = pr
        self.host = host
        self.browser = browser
        self.parallel = parallel
        self.shard = shard
        self.baseURL = baseURL
        self.notices = notices
        self.cost = cost
    }
}

/// What asked for a run.
package enum RunTrigger: String, Codable, Sendable, CaseIterable {
    case pr, watch, manual
}

/// What models were asked for and what it cost; all zero for a run that needed none.
package struct CostRecord: Codable, Sendable, Equatable {
    package var usd: Double
    package var modelCalls: Int
    package var inputTokens: Int
    package var outputTokens: Int

    package init(usd: Double = 0, modelCalls: Int = 0, inputTokens: Int = 0, outputTokens: Int = 0) {
        self.usd = usd
        self.modelCalls = modelCalls
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
    }

    package static func + (left: CostRecord, right: CostRecord) -> CostRecord {
        CostRecord(
            usd: left.usd + right.usd, modelCalls: left.modelCalls + right.modelCalls,
            inputTokens: left.inputTokens + right.inputTokens,
            outputTokens: left.outputTokens + right.outputTokens)
    }
}
