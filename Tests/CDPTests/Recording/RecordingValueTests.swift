import Testing

@testable import CDP

@Suite struct FragmentJoinerTests {
    private static func box(_ kind: String, _ size: Int) -> [UInt8] {
        [0, 0, UInt8((size + 8) >> 8), UInt8((size + 8) & 0xFF)] + Array(kind.utf8)
            + [UInt8](repeating: 7, count: size)
    }

    private static let film =
        box("ftyp", 12) + box("moov", 300) + box("moof", 40) + box("mdat", 500) + box("moof", 40)
        + box("mdat", 3)

    @Test(
        "whatever pieces a film comes in, whole boxes leave in order", arguments: [1, 2, 7, 8, 9, 100, 5000])
    func pieces(size: Int) {
        var joiner = FragmentJoiner()
        var out: [UInt8] = []
        var at = 0
        let film = Self.film
        while at < film.count {
            out += joiner.add(Array(film[at..<min(film.count, at + size)]))
            at += size
        }
        #expect(out == film)
        #expect(joiner.pending == 0)
    }

    @Test("a film cut anywhere ends with a whole fragment")
    func cut() {
        let ends = [20, 20 + 308, 20 + 308 + 48 + 508, Self.film.count]
        for length in 0...Self.film.count {
            var joiner = FragmentJoiner()
            let whole = joiner.add(Array(Self.film[..<length]))
            #expect(whole.count == ends.last { $0 <= length } ?? 0)
            #expect(whole + joiner.flush() == Array(Self.film[..<length]))
        }
    }

    @Test("what is no box at all is kept back, and comes out at the end", arguments: [0, 3])
    func nonsense(size: UInt8) {
        var joiner = FragmentJoiner()
        let bytes: [UInt8] = [0, 0, 0, size] + Array("nonsense".utf8)
        #expect(joiner.add(bytes) == [])
        #expect(joiner.flush() == bytes)
    }
}

@Suite struct RecordingLadderTests {
    @Test(
        "each engine has its rungs",
        arguments: [
            (VideoEngine.auto, true, [VideoPart.Kind.screenRecording, .screencast]),
            (.auto, false, [.screenRecording]), (.browser, true, [.screenRecording]),
            (.ffmpeg, true, [.screencast]), (.ffmpeg, false, []),
        ])
    func rungs(engine: VideoEngine, hasEncoder: Bool, expected: [VideoPart.Kind]) {
        var ladder = RecordingLadder(engine, hasEncoder: hasEncoder)
        #expect((ladder.firstProblem != nil) == expected.isEmpty)
        var seen: [VideoPart.Kind] = []
        while let rung = ladder.rung {
            seen.append(rung)
            let words = ladder.fall(because: "it broke")
            #expect(words.contains("it broke"))
            #expect(words.hasSuffix("screenshots only") == (ladder.rung == nil))
        }
        #expect(seen == expected)
    }
}

@Suite struct ScreencastTimelineTests {
    private let start = ContinuousClock.now

    private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    @Test("the first frame is shown from the start, the others by their own clock")
    func times() {
        var timeline = ScreencastTimeline(start: start, framesPerSecond: 10)
        #expect(timeline.accept(1, stamp: 1000, at: at(40)) == 0)
        // It came late, but was drawn 100 ms after the first.
        #expect(timeline.accept(2, stamp: 1000.1, at: at(400)) == 140)
        #expect(timeline.accept(3, stamp: 1000.1, at: at(410)) == 141)
        #expect(timeline.accept(4, stamp: nil, at: at(500)) == 500)
        // A clock that was set back or forward does not bend the film.
        #expect(timeline.accept(5, stamp: 900, at: at(510)) == 501)
        #expect(timeline.accept(6, stamp: 5000, at: at(600)) == 600)
    }

    @Test("a page that stood still for half a minute makes a film of half a minute")
    func still() {
        var timeline = ScreencastTimeline(start: start, framesPerSecond: 10)
        #expect(timeline.end(at: at(30_000)) == nil)
        _ = timeline.accept(1, stamp: 1000, at: at(20))
        #expect(timeline.end(at: at(30_000)) == 30_000)
    }

    @Test("acknowledgements keep to the rate however fast the frames come")
    func rate() {
        var timeline = ScreencastTimeline(start: start, framesPerSecond: 10)
        let due = (0..<5).map { timeline.ackTime(at: at($0 * 10)) }
        #expect(due == [0, 100, 200, 300, 400].map(at))
        #expect(timeline.ackTime(at: at(2000)) == at(2000))
    }

    @Test(
        "frames are stalled when Chromium waits for acknowledgements that do not arrive, not when the page rests"
    )
    func stall() {
        var timeline = ScreencastTimeline(start: start, framesPerSecond: 10)
        _ = timeline.accept(1, stamp: nil, at: at(0))
        #expect(!timeline.isStalled(at: at(60_000)))
        _ = timeline.accept(2, stamp: nil, at: at(100))
        #expect(!timeline.isStalled(at: at(3000)))
        #expect(timeline.isStalled(at: at(3200)))
        timeline.acknowledged(1)
        #expect(!timeline.isStalled(at: at(60_000)))
        _ = timeline.accept(3, stamp: nil, at: at(61_000))
        timeline.forget()
        #expect(!timeline.isStalled(at: at(90_000)))
    }
}
