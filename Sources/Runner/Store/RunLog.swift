/// What `test_runs.logs` holds: everything the five status values can't say.
struct RunLog: Codable, Sendable, Equatable {
    /// Id of the run; all rows of one run share it.
    var run: String
    var process: ProcessMark
    /// The run's artifact folder, relative to the project.
    var artifacts: String
    var marks: [RunMark] = []
    var attempts: [AttemptRecord] = []
    var cost = CostRecord()
    var error: ErrorRecord?
    var console: String?
    var network: String?
    var finalScreenshot: String?
    var shard: String?
    var browser: String
    var baseURL: String?

    init(_ run: RunInfo, process: ProcessMark, artifacts: String) {
        self.run = run.id
        self.process = process
        self.artifacts = artifacts
        shard = run.shard
        browser = run.browser
        baseURL = run.baseURL
    }

    mutating func add(_ flow: FlowRecord) {
        marks = flow.marks
        attempts = flow.attempts
        cost = flow.cost
        error = flow.error
        console = flow.consoleLog
        network = flow.networkLog
        finalScreenshot = flow.finalScreenshot
    }
}
