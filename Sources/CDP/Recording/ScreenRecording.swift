import Foundation
import Synchronization

/// A video of one page that Chromium makes by itself, written to a file while it runs.
///
/// Drained every second, so that a crash loses at most the last seconds.
package final class ScreenRecording: Sendable {
    /// What came of a recording.
    package struct Outcome: Sendable, Equatable {
        package let path: String
        package let duration: Duration
        package let bytes: Int
        /// Why it is incomplete; nil when all is well.
        package let problem: String?
    }

    private struct State {
        var bytes = 0
        var problem: String?
        var hasEnded = false
    }

    /// How often the recording is fetched while it runs.
    private static let drainInterval: Duration = .seconds(1)
    private static let chunk = 1 << 20

    private let page: Page
    private let stream: DevTools.IO.StreamHandle
    private let file: FileHandle
    private let path: String
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    private init(page: Page, stream: DevTools.IO.StreamHandle, file: FileHandle, path: String) {
        self.page = page
        self.stream = stream
        self.file = file
        self.path = path
    }

    /// When the recording began.
    package var start: ContinuousClock.Instant { started }

    /// Starts recording `page` into the file at `path`.
    ///
    /// - Returns: nil when this Chromium can't record itself (before version 153).
    package static func start(of page: Page, to path: String, framesPerSecond: Int = 10) async throws
        -> ScreenRecording?
    {
        let viewport = page.options.viewport
        let reply: DevTools.Page.StartScreenRecording.Reply
        do {
            reply = try await page.session.send(
                DevTools.Page.StartScreenRecording(
                    maxWidth: viewport.width, maxHeight: viewport.height, frameRate: framesPerSecond))
        } catch let error as CDPError where error.code == .refused(-32601) {
            return nil
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CDPError(.refused(0), "record", "can't write \(path)") }
        return ScreenRecording(page: page, stream: reply.stream, file: file, path: path)
    }

    /// Fetches what there is every second, until cancelled or the recording ends.
    package func drain() async {
        while !state.withLock({ $0.hasEnded }) {
            guard (try? await Task.sleep(for: Self.drainInterval)) != nil else { return }
            // "End of file" only means "nothing new" while the recording runs.
            guard !state.withLock({ $0.hasEnded }) else { return }
            _ = await fetch()
        }
    }

    /// Reads one chunk into the file; true when there was nothing more to read.
    private func fetch() async -> Bool {
        do {
            let reply = try await page.session.send(
                DevTools.IO.Read(handle: stream, size: Self.chunk), within: CallLimits.capture)
            let bytes = Data(reply.base64Encoded == true ? decoded(reply.data) : Array(reply.data.utf8))
            if !bytes.isEmpty {
                try file.write(contentsOf: bytes)
                state.withLock { $0.bytes += bytes.count }
            }
            return reply.eof || bytes.isEmpty
        } catch {
            state.withLock { $0.problem = $0.problem ?? error.fileReason }
            return true
        }
    }

    private func decoded(_ text: String) -> [UInt8] {
        Data(base64Encoded: text).map(Array.init) ?? []
    }

    /// Ends the recording and writes what is left.
    ///
    /// Must come before the page is closed: its stream goes with it.
    package func stop() async -> Outcome {
        await shielded { [self] in
            let duration = ContinuousClock.now - started
            let isFirst = state.withLock { state in
                defer { state.hasEnded = true }
                return !state.hasEnded
            }
            if isFirst {
                do {
                    try await page.session.send(
                        DevTools.Page.StopScreenRecording(), within: CallLimits.capture)
                    while await !fetch() {}
                    _ = try? await page.session.send(
                        DevTools.IO.Close(handle: stream), within: CallLimits.ping)
                } catch {
                    state.withLock { $0.problem = $0.problem ?? error.fileReason }
                }
                try? file.close()
            }
            return state.withLock {
                Outcome(path: path, duration: duration, bytes: $0.bytes, problem: $0.problem)
            }
        }
    }
}
