/// When each frame of a screencast is shown, and which frames wait for an acknowledgement.
///
/// Pure. Chromium sends a frame only when the page has drawn one, and stops after a few that nobody acknowledged.
package struct ScreencastTimeline: Sendable {
    /// How many frames Chromium sends ahead of acknowledgements.
    package static let mostInFlight = 2
    /// With every frame unacknowledged for this long, an acknowledgement must have been lost.
    package static let patience: Duration = .seconds(3)

    private let start: ContinuousClock.Instant
    private let spacing: Duration
    /// When the first frame came, and what its own clock said.
    private var origin: (offset: Duration, stamp: Double)?
    private(set) var last: Int?
    private var unacknowledged: [Int: ContinuousClock.Instant] = [:]
    private var nextAck: ContinuousClock.Instant

    package init(start: ContinuousClock.Instant, framesPerSecond: Int) {
        self.start = start
        spacing = .seconds(1) / max(1, framesPerSecond)
        nextAck = start
    }

    /// Takes a frame; returns from which millisecond on it is shown.
    ///
    /// - Parameter stamp: Seconds on the clock of the frames, when they say.
    package mutating func accept(
        _ token: Int, stamp: Double?, at now: ContinuousClock.Instant
    ) -> Int {
        unacknowledged[token] = now
        let arrival = now - start
        var shown = arrival
        if let stamp {
            if let origin {
                // By the frames' own clock, which no delay of ours reaches; but never from before they could be.
                shown = min(arrival, origin.offset + .seconds(max(0, stamp - origin.stamp)))
            } else {
                origin = (arrival, stamp)
            }
        }
        // The first is the page as it stood when the recording began.
        let milliseconds = last.map { max($0 + 1, shown.inMilliseconds) } ?? 0
        last = milliseconds
        return milliseconds
    }

    /// When the frame that came last may be acknowledged, so that the frames keep to their rate.
    package mutating func ackTime(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let due = max(now, nextAck)
        nextAck = due + spacing
        return due
    }

    package mutating func acknowledged(_ token: Int) { unacknowledged[token] = nil }

    /// Takes all frames for acknowledged: the screencast starts anew.
    package mutating func forget() { unacknowledged = [:] }

    /// Whether no more frames can come because Chromium waits for acknowledgements it will not get.
    package func isStalled(at now: ContinuousClock.Instant) -> Bool {
        guard unacknowledged.count >= Self.mostInFlight, let newest = unacknowledged.values.max() else {
            return false
        }
        return now - newest > Self.patience
    }

    /// From when on the last frame is shown once more, so that the video is as long as what it shows.
    package func end(at stop: ContinuousClock.Instant) -> Int? {
        last.map { max($0 + 1, (stop - start).inMilliseconds) }
    }
}
