/// A recording that runs, whichever engine makes it.
enum RunningRecording: Sendable {
    case browser(ScreenRecording, VideoSpool)
    /// With a spool when the frames are held back, without when they are encoded as they come.
    case ffmpeg(Screencast, VideoSpool?)

    var kind: VideoPart.Kind {
        switch self {
        case .browser: .screenRecording
        case .ffmpeg: .screencast
        }
    }

    var start: ContinuousClock.Instant {
        switch self {
        case .browser(let recording, _): recording.start
        case .ffmpeg(let cast, _): cast.start
        }
    }

    var problem: RecordingProblem? {
        switch self {
        case .browser(let recording, _): recording.problem
        case .ffmpeg(let cast, _): cast.problem
        }
    }

    func run() async -> RecordingEnd {
        switch self {
        case .browser(let recording, _): await recording.run()
        case .ffmpeg(let cast, _): await cast.run()
        }
    }

    func stop(within limit: Duration) async {
        switch self {
        case .browser(let recording, _): await recording.stop(within: limit)
        case .ffmpeg(let cast, _): await cast.stop(within: limit)
        }
    }
}
