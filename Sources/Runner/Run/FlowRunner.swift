import Agent
import CDP
import Flows
import Foundation

/// Plays one flow to a verdict: attempts, retries, and a second chance when the browser was at fault.
struct FlowRunner: Sendable {
    let pool: BrowserPool
    let context: AttemptContext

    /// A verdict, and the state the flow ended in when it passed.
    struct Verdict: Sendable {
        let record: FlowRecord
        let endState: StorageState?
        let notices: [String]
    }

    func run(_ flow: Flow, from startState: StorageState?) async -> Verdict {
        let startedAt = Date()
        var outcomes: [AttemptOutcome] = []
        var plan = RetryPlan(retries: context.settings.retries)
        let known = context.memory?.read(flow.slug) ?? MemoryFolder.Content()
        let recall = FlowRecall(flow, policy(for: flow), known: known.memory)
        repeat {
            let number = outcomes.count + 1
            context.report(.flowStarted(name: flow.name, slug: flow.slug, attempt: number))
            outcomes.append(await attempt(flow, number, startState, recall, after: outcomes.last))
        } while !Task.isCancelled && plan.repeats(after: outcomes.last?.record)
        let record = self.record(flow, outcomes, startedAt)
        let learnt = learn(flow, outcomes.last, record, known)
        return Verdict(
            record: record, endState: outcomes.last?.endState,
            notices: ([known.notice].compactMap { $0 } + outcomes.flatMap(\.notices) + learnt).map {
                "\(flow.name): \($0)"
            })
    }

    private func policy(for flow: Flow) -> RecallPolicy {
        RecallPolicy(
            mode: context.settings.agent, heal: context.settings.heal,
            mask: MemoryMask(flow.secretsByName, redactor: context.redactor),
            values: ModelHelp.values(of: flow))
    }

    /// Writes down what a flow that passed leaves to be remembered; returns what there is to say of it.
    private func learn(
        _ flow: Flow, _ outcome: AttemptOutcome?, _ record: FlowRecord, _ known: MemoryFolder.Content
    ) -> [String] {
        guard let memory = context.memory, let outcome else { return [] }
        // What a setup flow shows is looked at by nobody, so its heals are told.
        let heals = context.isSetup && record.isHealed ? outcome.heals.map(\.description) : []
        let isWhole = context.settings.lastStep == nil
        let heal = context.settings.heal
        switch Lesson(flow, outcome, marks: record.marks, isWhole: isWhole, heal: heal, known: known) {
        case .nothing: return heals
        case .remember(let new): return heals + [memory.write(new, flow.slug)].compactMap { $0 }
        case .propose(let new):
            let file = context.artifacts.root.appending(path: "memory/\(flow.slug).json")
            return heals + [MemoryFolder.write(new, to: file)].compactMap { $0 }
        }
    }

    private func attempt(
        _ flow: Flow, _ number: Int, _ startState: StorageState?, _ recall: FlowRecall,
        after last: AttemptOutcome?
    ) async -> AttemptOutcome {
        // After a script without end it is worth a slower page to know which.
        let hasHung = last?.faults.contains { $0 == .pageHang || $0 == .frameHang } == true
        return await FlowAttempt(
            flow: flow, number: number, context: context, startState: startState,
            recall: recall, tellsWhereScriptRuns: hasHung
        )
        .run(from: pool)
    }

    private func record(
        _ flow: Flow, _ outcomes: [AttemptOutcome], _ startedAt: Date
    ) -> FlowRecord {
        let last = outcomes.last
        let hasPassed = last?.record.status == .passed
        // A browser that died says nothing about the flow; only an attempt that was judged and failed makes it flaky.
        let hadFailed = outcomes.dropLast().contains {
            $0.record.error?.code != StepProblem.Code.browserCrashed.rawValue
        }
        var marks: [RunMark] = hasPassed && hadFailed ? [.flaky] : []
        if hasPassed, last?.heals.isEmpty == false { marks.append(.healed) }
        var record = FlowRecord(
            id: flow.id.rawValue.uuidString.lowercased(), name: flow.name, slug: flow.slug,
            file: flow.location.file,
            priority: flow.priority.rawValue, persona: flow.persona, tags: flow.tags,
            status: last?.record.status ?? .error, marks: marks,
            startedAt: startedAt, durationMs: outcomes.reduce(0) { $0 + $1.record.durationMs },
            attempts: outcomes.map(\.record),
            screenshots: last?.screenshots ?? [], finalScreenshot: last?.finalScreenshot, video: last?.video,
            consoleLog: last?.consoleLog, networkLog: last?.networkLog, error: last?.record.error)
        let recordings = outcomes.first?.recordings ?? []
        if !recordings.isEmpty { record.recordings = recordings }
        if !hasPassed {
            record.repeatCommand = context.redactor.redact(
                context.repeating.text(flow.name, hasRecording: !recordings.isEmpty))
        }
        record.longestWait = LongestWaitRecord(of: last?.record)
        record.cost = outcomes.map(\.cost).reduce(CostRecord(), +)
        record.faults = FaultCounts(outcomes.flatMap(\.faults))
        record.vitals = last?.vitals
        record.forgotten = last?.forgotten
        return record
    }
}

/// Whether a flow is played again.
///
/// Pure.
struct RetryPlan: Sendable, Equatable {
    /// How often a flow that failed may still be repeated.
    private(set) var retries: Int
    /// A flow whose browser died gets one more attempt on a new one, whatever `--retries` says.
    private(set) var hasSecondChance = true

    init(retries: Int) { self.retries = retries }

    mutating func repeats(after attempt: AttemptRecord?) -> Bool {
        guard let attempt, attempt.status != .passed else { return false }
        let code = attempt.error.flatMap { StepProblem.Code(rawValue: $0.code) }
        switch code {
        case .cancelled: return false
        case .browserCrashed, .pageCrashed:
            if hasSecondChance {
                hasSecondChance = false
                return true
            }
        default: break
        }
        guard retries > 0 else { return false }
        retries -= 1
        return true
    }
}
