/// What makes a video.
package enum VideoEngine: String, Sendable, Hashable, CaseIterable {
    /// Chromium itself, or `ffmpeg` where it can't.
    case auto
    case browser, ffmpeg
}

/// One piece of a video: what one engine made.
package struct VideoPart: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// Chromium's own recording.
        case screenRecording = "screen-recording"
        /// Frames of a screencast, encoded by `ffmpeg`.
        case screencast
    }

    package var kind: Kind
    package var path: String
    package var start: ContinuousClock.Instant
    package var duration: Duration
}
