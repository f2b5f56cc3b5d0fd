package import Models
import Synchronization

/// A model that knows what is right, because the harness tells it: for tests of everything around models.
package final class Oracle: Sendable {
    /// What is right to do next; several moves are one turn's batch.
    package typealias Knowledge = @Sendable (OracleQuestion) async -> [OracleMove]

    private let viewport: (width: Double, height: Double)
    private let knobs: OracleKnobs
    private let knowledge: Knowledge
    private let table: ModelTable
    private let cache = Mutex(SimulatedCache())

    /// - Parameter viewport: Of the page that the screenshots show, in CSS pixels.
    package init(
        viewport: (width: Double, height: Double), knobs: OracleKnobs = .init(), table: ModelTable = .bundled,
        knowledge: @escaping Knowledge
    ) {
        self.viewport = viewport
        self.knobs = knobs
        self.table = table
        self.knowledge = knowledge
    }

    /// Answers in whatever form the request offers; to be a server's policy.
    package func answer(_ asked: AskedRequest) async -> ScriptedAnswer {
        let turn = Self.turn(of: asked)
        var random = SplitMix(seed: knobs.seed &* 1_000_003 &+ UInt64(asked.number))
        let question = OracleQuestion(
            task: asked.texts.first { !$0.isEmpty } ?? "", news: asked.newTexts, turn: turn)
        var moves = await self.moves(question)
        if knobs.neverReports {
            moves = moves.map { if case .report = $0 { .screenshot } else { $0 } }
        }
        moves = moves.map { disturbed($0, &random) }
        let speech = OracleSpeech(asked: asked, viewport: viewport, table: table)
        var reply = ScriptedReply(speech.pieces(moves), id: "\(asked.number)")
        reply.usage = cache.withLock { $0.usage(asked, output: 40 + 30 * moves.count) }
        let isStalled = Double.random(in: 0..<1, using: &random) < knobs.stall
        return .say(reply, isStalled ? .stall(after: 0) : nil)
    }

    private func moves(_ question: OracleQuestion) async -> [OracleMove] {
        if knobs.obeysPages, let order = Self.order(in: question.news) { return [order] }
        if knobs.claimsEarly { return [.report(.done)] }
        if !knobs.alternates.isEmpty { return [knobs.alternates[question.turn % knobs.alternates.count]] }
        return await knowledge(question)
    }

    private static func turn(of asked: AskedRequest) -> Int {
        var turns = 0
        var wasReply = false
        for message in asked.messages {
            let isReply = asked.isReply(message)
            // What one turn of the model is may be several items.
            if isReply, !wasReply { turns += 1 }
            wasReply = isReply
        }
        return turns
    }

    /// What a page tells an agent to do, in the newest texts.
    private static func order(in texts: [String]) -> OracleMove? {
        for text in texts.reversed() {
            for line in text.split(separator: "\n") {
                guard let found = line.firstRange(of: "AGENT, ") else { continue }
                let words = line[found.upperBound...].split(separator: " ", maxSplits: 1).map(String.init)
                guard let verb = words.first else { continue }
                let rest = words.count > 1 ? words[1] : ""
                switch verb {
                case "navigate": return .navigate(rest.hasPrefix("to ") ? String(rest.dropFirst(3)) : rest)
                case "type": return .type(rest)
                case "report":
                    return .report(StepReport.Outcome(rawValue: rest) ?? .done, observed: "As told.")
                default: continue
                }
            }
        }
        return nil
    }

    private func disturbed(_ move: OracleMove, _ random: inout SplitMix) -> OracleMove {
        func moved(_ point: PagePoint, _ random: inout SplitMix) -> PagePoint {
            var point = point
            if Double.random(in: 0..<1, using: &random) < knobs.wrongElement {
                point = knobs.decoys.randomElement(using: &random) ?? point
            }
            guard knobs.noise > 0 else { return point }
            let across = Double.random(in: -knobs.noise...knobs.noise, using: &random)
            let down = Double.random(in: -knobs.noise...knobs.noise, using: &random)
            return PagePoint(
                min(max(point.x + across, 0), viewport.width - 1),
                min(max(point.y + down, 0), viewport.height - 1))
        }
        return switch move {
        case .click(let point, let count): .click(moved(point, &random), count: count)
        case .hover(let point): .hover(moved(point, &random))
        case .drag(let from, let to): .drag(moved(from, &random), moved(to, &random))
        case .scroll(let point, let turns): .scroll(moved(point, &random), turns)
        case .type, .key, .screenshot, .readPage, .wait, .navigate, .report, .say: move
        }
    }
}

/// Numbers by chance that are the same for the same seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
