import Foundation
import Synchronization

/// Records one page as well as this machine can: by Chromium itself, or else by its screencast and `ffmpeg`, or else not.
///
/// Falls to the next when one can't start or stops answering; what was recorded until then stays.
package final class Recorder: Sendable {
    package struct Plan: Sendable {
        package var engine = VideoEngine.auto
        package var framesPerSecond = 10
        /// Whether it is known only at the end if the video is wanted.
        package var isHeldBack = false
        /// Where the files go.
        package var folder: String
        /// The files' name without its ending.
        package var name = "recording"
        /// Where `ffmpeg` is; nil when there is none.
        package var ffmpeg = VideoEncoder.locate()

        package init(folder: String) { self.folder = folder }

        func path(_ kind: VideoPart.Kind) -> String {
            "\(folder)/\(name).\(kind == .screenRecording ? "mp4" : "webm")"
        }
    }

    private struct Made {
        var making: RunningRecording
        var end: ContinuousClock.Instant?
        /// Whether it was given up, and that it was is told already.
        var isGivenUp = false
    }

    private struct State {
        var ladder: RecordingLadder
        var made: [Made] = []
        var isStopping = false
        var isFalling = false
        var notices: [String] = []
        var problems: [RecordingProblem] = []
    }

    private let page: Page
    private let plan: Plan
    private let state: Observed<State>

    private init(_ page: Page, _ plan: Plan) {
        self.page = page
        self.plan = plan
        state = Observed(State(ladder: RecordingLadder(plan.engine, hasEncoder: plan.ffmpeg != nil)))
    }

    /// What is incomplete or went another way than planned, in words.
    package var notices: [String] { state.read { $0.notices } }

    /// What failed, each thing once: every rung that was left, and what is missing of the others.
    package var problems: [RecordingProblem] {
        state.read { $0.problems + $0.made.filter { !$0.isGivenUp }.compactMap(\.making.problem) }
    }

    /// What runs now; nil when nothing does.
    var running: RunningRecording? { state.read { $0.ladder.rung == nil ? nil : $0.made.last?.making } }

    /// Starts on the best rung that stands.
    package static func start(of page: Page, _ plan: Plan) async -> Recorder {
        let recorder = Recorder(page, plan)
        if let problem = recorder.state.read({ $0.ladder.firstProblem }) { recorder.note(problem) }
        await recorder.climb()
        return recorder
    }

    /// Starts the rung the ladder is on, or the next that stands.
    private func climb() async {
        while let rung = state.read({ $0.ladder.rung }) {
            do {
                let making = try await make(rung)
                return state.update { $0.made.append(Made(making: making)) }
            } catch {
                fall(RecordingProblem(error))
            }
        }
    }

    private func make(_ kind: VideoPart.Kind) async throws -> RunningRecording {
        let path = plan.path(kind)
        let rate = plan.framesPerSecond
        switch kind {
        case .screenRecording:
            let spool = try VideoSpool(plan.isHeldBack ? .heldBack : .file(path))
            do {
                let recording = try await ScreenRecording.start(of: page, framesPerSecond: rate, into: spool)
                return .browser(recording, spool)
            } catch {
                spool.discard()
                throw error
            }
        case .screencast:
            guard !plan.isHeldBack else {
                let spool = try VideoSpool(.heldBack)
                return .ffmpeg(try await .start(of: page, framesPerSecond: rate, to: .spool(spool)), spool)
            }
            let output = Screencast.Output.encoder(try encoder, path: path)
            return .ffmpeg(try await .start(of: page, framesPerSecond: rate, to: output), nil)
        }
    }

    private var encoder: VideoEncoder {
        get throws {
            guard let ffmpeg = plan.ffmpeg else { throw CDPError(.refused(0), "ffmpeg", "not installed") }
            let viewport = page.options.viewport
            return VideoEncoder(executable: ffmpeg, width: viewport.width, height: viewport.height)
        }
    }

    private func fall(_ problem: RecordingProblem) {
        state.update { state in
            state.problems.append(problem)
            state.notices.append(state.ladder.fall(because: problem.text))
        }
    }

    private func note(_ text: String) { state.update { $0.notices.append(text) } }

    /// Keeps the recording going until it is stopped; must run beside the flow for as long as it is recorded.
    package func run() async {
        while let making = state.read({ $0.isStopping ? nil : $0.made.last?.making }) {
            guard case .lost(let problem) = await making.run() else { return }
            let falls = state.update { state in
                guard !state.isStopping else { return false }
                state.isFalling = true
                state.made[state.made.count - 1].end = .now
                state.made[state.made.count - 1].isGivenUp = true
                return true
            }
            guard falls else { return }
            fall(problem)
            await making.stop(within: CallLimits.ping)
            await climb()
            let goesOn = state.update { state in
                state.isFalling = false
                return state.ladder.rung != nil
            }
            guard goesOn else { return }
        }
    }

    /// Ends the recording; must come before the page is closed.
    package func stop() async {
        await shielded { [self] in
            let isFirst = state.update { state in
                defer { state.isStopping = true }
                return !state.isStopping
            }
            guard isFirst else { return }
            try? await state.wait { $0.isFalling ? nil : () }
            guard let making = running else { return }
            state.update { $0.made[$0.made.count - 1].end = .now }
            await making.stop(within: CallLimits.capture)
        }
    }

    /// The files of a recording that has stopped, in order.
    package func keep() async -> [VideoPart] {
        var parts: [VideoPart] = []
        for made in state.read({ $0.made }) {
            let kind = made.making.kind
            let path = plan.path(kind)
            if let problem = made.making.problem { note("the recording is incomplete: \(problem.text)") }
            do {
                switch made.making {
                case .browser(let recording, let spool):
                    guard !recording.isEmpty else {
                        spool.discard()
                        continue
                    }
                    try spool.keep(at: path)
                case .ffmpeg(_, let spool?):
                    defer { spool.discard() }
                    try await encoder.run(to: path) { try await spool.pieces($0) }
                case .ffmpeg(_, nil): break
                }
            } catch {
                let problem = RecordingProblem(error)
                state.update { $0.problems.append(problem) }
                note("no recording: \(problem.text)")
                try? FileManager.default.removeItem(atPath: path)
                continue
            }
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let start = made.making.start
            parts.append(
                VideoPart(kind: kind, path: path, start: start, duration: (made.end ?? .now) - start))
        }
        return parts
    }

    /// Forgets a recording that has stopped.
    package func discard() {
        for made in state.read({ $0.made }) {
            switch made.making {
            case .browser(_, let spool), .ffmpeg(_, let spool?): spool.discard()
            case .ffmpeg(_, nil):
                try? FileManager.default.removeItem(atPath: plan.path(made.making.kind))
            }
        }
    }
}
