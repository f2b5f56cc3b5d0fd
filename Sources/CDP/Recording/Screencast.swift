import Foundation
import Synchronization

/// A video of one page made of the frames Chromium sends, for a Chromium that can't record by itself.
///
/// Wanted in any case, the frames go to an encoder as they come; held back, they are kept as they are, and encoded only
/// when somebody wants to see them.
final class Screencast: Sendable {
    /// Where the frames go.
    enum Output: Sendable {
        case encoder(VideoEncoder, path: String)
        case spool(VideoSpool)
    }

    private typealias Frame = DevTools.Page.ScreencastFrameEvent

    private struct State {
        var timeline: ScreencastTimeline
        var problem: RecordingProblem?
        var stopped: ContinuousClock.Instant?
        var restarts = 0
    }

    /// Readable text, at about 90 KB a frame.
    private static let quality = 70
    private static let mostRestarts = 3
    /// How often it is asked whether frames still come.
    private static let interval: Duration = .seconds(1)

    let start: ContinuousClock.Instant
    private let page: Page
    private let output: Output
    private let stream: MatroskaStream
    private let state: Mutex<State>
    private let frames: AsyncStream<Frame>
    private let feed: AsyncStream<Frame>.Continuation
    private let subscription: Subscription
    private let isOver = Promise<Void>()
    private let runs = Atomic<Bool>(false)

    private init(_ page: Page, _ output: Output, framesPerSecond: Int) {
        self.page = page
        self.output = output
        let viewport = page.options.viewport
        stream = MatroskaStream(width: viewport.width, height: viewport.height)
        start = .now
        state = Mutex(State(timeline: ScreencastTimeline(start: start, framesPerSecond: framesPerSecond)))
        (frames, feed) = AsyncStream.makeStream(of: Frame.self)
        subscription = page.session.on(Frame.self) { [feed] in feed.yield($0) }
    }

    /// Why it is incomplete; nil when all is well.
    var problem: RecordingProblem? { state.withLock { $0.problem } }

    /// Starts sending frames of `page` to `output`; throws when Chromium refuses.
    static func start(of page: Page, framesPerSecond: Int, to output: Output) async throws -> Screencast {
        let cast = Screencast(page, output, framesPerSecond: framesPerSecond)
        do {
            try await cast.begin()
        } catch {
            cast.feed.finish()
            cast.subscription.cancel()
            throw error
        }
        return cast
    }

    private func begin() async throws {
        let viewport = page.options.viewport
        try await page.session.send(
            DevTools.Page.StartScreencast(
                format: .jpeg, quality: Self.quality, maxWidth: viewport.width, maxHeight: viewport.height,
                maxFramesInFlight: ScreencastTimeline.mostInFlight, sendLastFrame: true),
            within: CallLimits.capture)
    }

    /// Passes the frames on until the screencast is stopped.
    func run() async -> RecordingEnd {
        guard !runs.exchange(true, ordering: .relaxed) else { return .stopped }
        defer { isOver.fulfil(()) }
        do {
            switch output {
            case .encoder(let encoder, let path):
                return try await encoder.run(to: path) { try await self.pass(to: $0) }
            case .spool(let spool): return try await pass { try spool.append($0) }
            }
        } catch {
            let problem = RecordingProblem(error)
            state.withLock { $0.problem = problem }
            return page.hasCrashed ? .stopped : .lost(problem)
        }
    }

    private func pass(to write: ([UInt8]) async throws -> Void) async throws -> RecordingEnd {
        let (tokens, acks) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: RecordingEnd?.self) { group in
            group.addTask {
                await self.acknowledge(tokens)
                return nil
            }
            group.addTask { await self.watch() }
            defer { group.cancelAll() }
            try await write(stream.header)
            var last: [UInt8] = []
            for await frame in frames {
                guard let jpeg = frame.data.bytes, !jpeg.isEmpty else { continue }
                let stamp = frame.metadata.timestamp
                let shown = state.withLock {
                    $0.timeline.accept(frame.sessionId, stamp: stamp, at: .now)
                }
                try await write(stream.picture(jpeg, at: shown))
                last = jpeg
                acks.yield(frame.sessionId)
            }
            let end = state.withLock { $0.timeline.end(at: $0.stopped ?? .now) }
            if let end { try await write(stream.picture(last, at: end)) }
            return .stopped
        }
    }

    /// Tells Chromium that it may send more, no faster than the video wants them.
    private func acknowledge(_ tokens: AsyncStream<Int>) async {
        for await token in tokens {
            let due = state.withLock { $0.timeline.ackTime(at: .now) }
            guard (try? await Task.sleep(until: due)) != nil, !hasStopped else { return }
            // Refused once the screencast has stopped: then nothing depends on it any more.
            let ack = DevTools.Page.ScreencastFrameAck(sessionId: token)
            guard (try? await page.session.send(ack, within: CallLimits.ping)) != nil else { continue }
            state.withLock { $0.timeline.acknowledged(token) }
        }
    }

    /// Starts the frames anew when an acknowledgement was lost.
    private func watch() async -> RecordingEnd? {
        while (try? await Task.sleep(for: Self.interval)) != nil, !hasStopped {
            let isStalled = state.withLock { state in
                guard state.timeline.isStalled(at: .now) else { return false }
                state.timeline.forget()
                state.restarts += 1
                return true
            }
            guard isStalled else { continue }
            let restarts = state.withLock { $0.restarts }
            _ = try? await page.session.send(DevTools.Page.StopScreencast(), within: CallLimits.ping)
            do {
                guard restarts <= Self.mostRestarts else {
                    throw CDPError(.timedOut, "screencast", "stalled")
                }
                try await begin()
            } catch {
                state.withLock { $0.problem = RecordingProblem("its frames stopped coming: \(error)") }
                feed.finish()
            }
        }
        return nil
    }

    private var hasStopped: Bool { state.withLock { $0.stopped != nil } }

    /// Ends the screencast and waits until everything is passed on; the second call does nothing.
    func stop(within limit: Duration = CallLimits.capture) async {
        await shielded { [self] in
            let isFirst = state.withLock { state in
                defer { state.stopped = state.stopped ?? .now }
                return state.stopped == nil
            }
            guard isFirst else { return }
            _ = try? await page.session.send(DevTools.Page.StopScreencast(), within: limit)
            subscription.cancel()
            feed.finish()
            // Not run yet, the frames that came are passed on now.
            if !runs.load(ordering: .relaxed) { _ = await run() }
            if (try? await isOver.value(within: limit)) ?? nil == nil {
                state.withLock { $0.problem = $0.problem ?? RecordingProblem("the encoder did not end") }
            }
        }
    }
}
