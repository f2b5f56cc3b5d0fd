/// What to record with, best first, and what remains when one fails.
///
/// Pure. Below the last rung there are the screenshots, which need no recording.
package struct RecordingLadder: Sendable, Equatable {
    /// The rung stood on; nil below the last.
    package private(set) var rung: VideoPart.Kind?
    /// Why nothing can be recorded from the start.
    package private(set) var firstProblem: String?
    private var below: [VideoPart.Kind]

    /// - Parameter hasEncoder: Whether there is an `ffmpeg`.
    package init(_ engine: VideoEngine, hasEncoder: Bool) {
        let encoded: [VideoPart.Kind] = hasEncoder ? [.screencast] : []
        let rungs: [VideoPart.Kind] =
            switch engine {
            case .auto: [.screenRecording] + encoded
            case .browser: [.screenRecording]
            case .ffmpeg: encoded
            }
        rung = rungs.first
        below = Array(rungs.dropFirst())
        if rungs.isEmpty { firstProblem = "no recording: ffmpeg is not installed; screenshots only" }
    }

    /// Goes down one rung; returns what to tell the reader.
    package mutating func fall(because reason: String) -> String {
        let before = rung
        rung = below.isEmpty ? nil : below.removeFirst()
        let what =
            before == .screenRecording ? "Chromium's own recording" : "the screencast through ffmpeg"
        let next = rung == nil ? "screenshots only" : "a screencast through ffmpeg instead"
        return "\(what) failed: \(reason); \(next)"
    }
}
