import Foundation
import Synchronization

/// How the making of a recording came to an end.
enum RecordingEnd: Sendable, Equatable {
    /// It was stopped, or the page it showed is gone.
    case stopped
    /// It no longer answers although the page lives.
    case lost(RecordingProblem)
}

/// A video of one page that Chromium makes by itself.
///
/// Fetched every second, so that a crash loses at most the last seconds.
final class ScreenRecording: Sendable {
    private struct State {
        var joiner = FragmentJoiner()
        var problem: RecordingProblem?
        var hasEnded = false
        var lastHeard = ContinuousClock.now
    }

    /// How often the recording is fetched while it runs.
    private static let interval: Duration = .seconds(1)
    /// A busy Chromium refuses a read while its encoder has written nothing yet; only one that keeps refusing is lost.
    private static let mostRefusals = 5
    /// Even of a page at rest something comes every few seconds.
    private static let longestSilence: Duration = .seconds(20)

    let start = ContinuousClock.now
    let stream: DevTools.IO.StreamHandle
    private let page: Page
    private let spool: VideoSpool
    /// How many bytes are read at once.
    private let chunk: Int
    private let state = Mutex(State())
    private let turns = Turns()

    private init(_ page: Page, _ stream: DevTools.IO.StreamHandle, _ spool: VideoSpool, chunk: Int) {
        self.page = page
        self.stream = stream
        self.spool = spool
        self.chunk = chunk
    }

    /// Why it is incomplete; nil when all is well.
    var problem: RecordingProblem? { state.withLock { $0.problem } }

    /// Whether nothing of it can be seen.
    var isEmpty: Bool { state.withLock { $0.joiner.fragments == 0 } }

    /// Starts recording `page` into `spool`; throws when this Chromium can't, which it can since version 153.
    static func start(
        of page: Page, framesPerSecond: Int, into spool: VideoSpool, chunk: Int = 1 << 20
    ) async throws -> ScreenRecording {
        let viewport = page.options.viewport
        let reply = try await page.session.send(
            DevTools.Page.StartScreenRecording(
                maxWidth: viewport.width, maxHeight: viewport.height, frameRate: framesPerSecond),
            within: CallLimits.capture)
        return ScreenRecording(page, reply.stream, spool, chunk: chunk)
    }

    /// Fetches what there is every second, until the recording ends or the caller is cancelled.
    func run() async -> RecordingEnd {
        var refusals = 0
        while true {
            guard (try? await Task.sleep(for: Self.interval)) != nil, !hasEnded else { return .stopped }
            do {
                // "End of file" only means "nothing new" while the recording runs.
                _ = try await fetch()
                refusals = 0
                let silence = ContinuousClock.now - state.withLock { $0.lastHeard }
                if silence > Self.longestSilence {
                    return .lost(RecordingProblem("nothing came of it for \(silence.inSeconds) s"))
                }
            } catch let error as CDPError where !error.isLoss && !hasEnded && !page.hasCrashed {
                refusals += 1
                if error.code == .timedOut || refusals >= Self.mostRefusals {
                    return .lost(RecordingProblem(error))
                }
            } catch is CDPError {
                // The page is gone; what is left is fetched at the end.
                return .stopped
            } catch {
                note(RecordingProblem(error))
                return .stopped
            }
        }
    }

    private var hasEnded: Bool { state.withLock { $0.hasEnded } }

    private func note(_ problem: RecordingProblem) { state.withLock { $0.problem = $0.problem ?? problem } }

    /// Reads one chunk into the spool; true when there was nothing more to read.
    ///
    /// What is read is gone from the stream: it is kept in order, whoever reads beside this and whoever is cancelled.
    func fetch() async throws -> Bool {
        try await turns.take { [self] in try await read() }
    }

    private func read() async throws -> Bool {
        let reply = try await page.session.send(
            DevTools.IO.Read(handle: stream, size: chunk), within: CallLimits.capture)
        let bytes =
            reply.base64Encoded == true
            ? Data(base64Encoded: reply.data).map { [UInt8]($0) } ?? [] : Array(reply.data.utf8)
        if !bytes.isEmpty {
            let whole = state.withLock { state in
                state.lastHeard = .now
                return state.joiner.add(bytes)
            }
            try spool.append(whole)
        }
        return reply.eof || bytes.isEmpty
    }

    /// Ends the recording and fetches what is left, with patience `limit` for each call.
    ///
    /// Must come before the page is closed: the stream goes with it. The second call does nothing.
    func stop(within limit: Duration = CallLimits.capture) async {
        await shielded { [self] in
            let isFirst = state.withLock { state in
                defer { state.hasEnded = true }
                return !state.hasEnded
            }
            guard isFirst else { return }
            do {
                try await page.session.send(DevTools.Page.StopScreenRecording(), within: limit)
                while try await !fetch() {}
                try spool.append(state.withLock { $0.joiner.flush() })
                _ = try? await page.session.send(DevTools.IO.Close(handle: stream), within: CallLimits.ping)
            } catch {
                note(RecordingProblem(error))
            }
        }
    }
}
