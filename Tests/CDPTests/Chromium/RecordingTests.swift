import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ffprobe")))
    struct RecordingTests {
        /// A page whose picture changes all the time.
        private static let lively = """
            <p id=a style='font-size: 90px'>0</p>
            <script>
            let count = 0;
            (function f() { a.textContent = ++count; document.body.style.background = `hsl(${count} 90% 50%)`;
              requestAnimationFrame(f) })();
            </script>
            """

        /// Runs `body` while `page` is recorded.
        private func recording<R>(
            _ page: Page, in folder: URL, _ engine: VideoEngine = .auto, isHeldBack: Bool = false,
            _ name: String = "recording", _ body: (Recorder) async throws -> R
        ) async throws -> (Recorder, R) {
            var plan = Recorder.Plan(folder: folder.path)
            plan.engine = engine
            plan.isHeldBack = isHeldBack
            plan.name = name
            let recorder = await Recorder.start(of: page, plan)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await recorder.run() }
                defer { group.cancelAll() }
                let result = try await body(recorder)
                await recorder.stop()
                return (recorder, result)
            }
        }

        /// Lets the page draw as many frames as a second and a bit has.
        private func draw(_ page: Page, _ frames: Int = 80) async throws {
            try await page.script(
                "new Promise((done) => { const end = count + \(frames); (function f() { count >= end ? done() : requestAnimationFrame(f) })() })"
            )
        }

        private func wait(_ page: Page, _ milliseconds: Int) async throws {
            try await page.script("new Promise((done) => setTimeout(done, \(milliseconds)))")
        }

        private func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }

        @Test(
            "either engine makes a film of the size and the length of what it shows",
            arguments: [VideoEngine.auto, .ffmpeg], [false, true])
        func playable(engine: VideoEngine, isHeldBack: Bool) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine, isHeldBack: isHeldBack)
                    {
                        _ in
                        try await draw(page, 100)
                        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                        #expect(files.isEmpty == isHeldBack)
                    }
                    let part = try #require(await recorder.keep().first)
                    #expect(recorder.notices == [] && recorder.problems == [])
                    #expect(part.kind == (engine == .auto ? .screenRecording : .screencast))
                    let film = try await Film(part.path)
                    #expect(film.complaints == [])
                    #expect(film.size == [1280, 720])
                    #expect(film.times.count >= 5)
                    #expect(abs(film.duration - seconds(part.duration)) < 1)
                }
            }
        }

        @Test(
            "of a page at rest the film is as long as it was watched", arguments: [VideoEngine.auto, .ffmpeg])
        func still(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show("<h1>Still", on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine) { _ in
                        try await wait(page, 2500)
                    }
                    let part = try #require(await recorder.keep().first)
                    let film = try await Film(part.path)
                    #expect(seconds(part.duration) > 2.4)
                    #expect(abs(film.duration - seconds(part.duration)) < (engine == .ffmpeg ? 0.1 : 1.1))
                }
            }
        }

        @Test("what nobody wants leaves nothing", arguments: [VideoEngine.auto, .ffmpeg], [false, true])
        func discarded(engine: VideoEngine, isHeldBack: Bool) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine, isHeldBack: isHeldBack)
                    {
                        _ in try await draw(page, 70)
                    }
                    recorder.discard()
                    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
                    #expect(recorder.notices == [])
                }
            }
        }

        @Test("stopping twice gives the same twice", arguments: [VideoEngine.auto, .ffmpeg])
        func twice(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine) { recorder in
                        try await draw(page, 20)
                        await recorder.stop()
                    }
                    let first = await recorder.keep()
                    let second = await recorder.keep()
                    #expect(first.count == 1)
                    #expect(first == second)
                    #expect(recorder.notices == [])
                }
            }
        }

        @Test("two pages are recorded at once", arguments: [VideoEngine.auto, .ffmpeg])
        func twoPages(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                try await withContext { context, site in
                    let one = try await context.newPage(PageOptions())
                    let other = try await context.newPage(PageOptions())
                    for page in [one, other] { try await page.show(Self.lively, on: site) }
                    let (outer, (inner, _)) = try await recording(one, in: folder, engine, "one") { _ in
                        try await recording(other, in: folder, engine, "two") { _ in
                            for page in [one, other] { try await draw(page, 40) }
                        }
                    }
                    for recorder in [outer, inner] {
                        let part = try #require(await recorder.keep().first)
                        #expect(try await Film(part.path).times.count >= 2)
                    }
                }
            }
        }

        @Test(
            "a page that crashes leaves the film up to there, and is not waited for",
            arguments: [VideoEngine.auto, .ffmpeg])
        func crash(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine) { _ in
                        try await draw(page, 150)
                        _ = try? await page.session.send(DevTools.Page.Crash())
                    }
                    let part = try #require(await recorder.keep().first)
                    let film = try await Film(part.path)
                    #expect(film.size == [1280, 720])
                    #expect(film.times.count >= 5)
                }
            }
        }

        @Test(
            "a page that is closed before its recording is stopped is said",
            arguments: [VideoEngine.auto, .ffmpeg])
        func closed(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine) { _ in
                        try await draw(page, 20)
                        await page.close()
                    }
                    let parts = await recorder.keep()
                    #expect(parts.count <= 1)
                    if engine == .auto { #expect(!recorder.notices.isEmpty) }
                    for part in parts { #expect(try await Film(part.path).size == [1280, 720]) }
                }
            }
        }

        @Test("a recording that is read from several sides at once while it is stopped is whole")
        func manyReaders() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let path = folder.path + "/film.mp4"
                    let recording = try await ScreenRecording.start(
                        of: page, framesPerSecond: 10, into: VideoSpool(.file(path)), chunk: 512)
                    try await draw(page, 100)
                    let isStopped = Observed(false)
                    await withDiscardingTaskGroup { group in
                        for _ in 0..<8 {
                            group.addTask {
                                while !isStopped.read({ $0 }) { _ = try? await recording.fetch() }
                            }
                        }
                        group.addTask {
                            await recording.stop()
                            isStopped.update { $0 = true }
                        }
                    }
                    let film = try await Film(path)
                    #expect(recording.problem == nil)
                    #expect(film.complaints == [])
                    #expect(film.size == [1280, 720])
                    #expect(film.times.count >= 5)
                }
            }
        }

        @Test("a page that is resized stays in the picture", arguments: [VideoEngine.auto, .ffmpeg])
        func resized(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine) { _ in
                        try await draw(page, 40)
                        try await page.session.send(
                            DevTools.Emulation.SetDeviceMetricsOverride(
                                width: 501, height: 701, deviceScaleFactor: 1, mobile: false))
                        try await draw(page, 40)
                    }
                    let part = try #require(await recorder.keep().first)
                    let film = try await Film(part.path)
                    #expect(film.size == [1280, 720])
                    #expect(film.times.count >= 8)
                    #expect(film.complaints == [])
                }
            }
        }

        @Test("a recording that stops answering is followed by a screencast, and both are kept")
        func fallsWhileRunning() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder) { recorder in
                        guard case .browser(let own, _)? = recorder.running else {
                            throw PageMishap("Chromium does not record")
                        }
                        try await eventually(within: .seconds(60), "Chromium has finished a fragment") {
                            !own.isEmpty
                        }
                        try await page.session.send(DevTools.IO.Close(handle: own.stream))
                        try await eventually(within: .seconds(60), "a screencast runs") {
                            if case .ffmpeg? = recorder.running { true } else { false }
                        }
                        try await draw(page, 60)
                    }
                    let parts = await recorder.keep()
                    #expect(parts.map(\.kind) == [.screenRecording, .screencast])
                    #expect(recorder.problems.map(\.kind) == [.failure])
                    #expect(recorder.notices.first?.hasSuffix("a screencast through ffmpeg instead") == true)
                    for part in parts { #expect(try await Film(part.path).times.count > 0) }
                    let (before, after) = (try #require(parts.first), try #require(parts.last))
                    #expect(after.start >= before.start + before.duration)
                }
            }
        }

        @Test("a page that somebody else records is left with its screenshots, and the reasons are said")
        func taken() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    try await page.session.send(DevTools.Page.StartScreencast(format: .jpeg))
                    let (recorder, _) = try await recording(page, in: folder) { _ in
                        let picture = try await page.screenshot(.jpeg(quality: 50))
                        #expect(!picture.isEmpty)
                    }
                    #expect(await recorder.keep() == [])
                    #expect(recorder.notices.count == 2)
                    #expect(recorder.problems.map(\.kind) == [.failure, .failure])
                    #expect(recorder.notices.last?.hasSuffix("screenshots only") == true)
                    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
                    try await page.session.send(DevTools.Page.StopScreencast())
                }
            }
        }

        @Test(
            "an encoder that is not there or does not work is said, and the flow goes on",
            arguments: [nil, "/bin/false"])
        func noEncoder(path: String?) async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    var plan = Recorder.Plan(folder: folder.path)
                    plan.engine = .ffmpeg
                    plan.ffmpeg = path
                    let recorder = await Recorder.start(of: page, plan)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { await recorder.run() }
                        try await draw(page, 40)
                        await recorder.stop()
                        group.cancelAll()
                    }
                    #expect(await recorder.keep() == [])
                    #expect(recorder.problems.map(\.kind) == (path == nil ? [] : [.failure]))
                    #expect(
                        recorder.notices.contains {
                            $0.contains("screenshots only") || $0.contains("incomplete")
                        })
                }
            }
        }

        @Test(
            "a disk that is full is told from a recording that fails", arguments: [VideoEngine.auto, .ffmpeg])
        func fullDisk(engine: VideoEngine) async throws {
            try await withTemporaryFolder { folder in
                let ending = engine == .auto ? "mp4" : "webm"
                try FileManager.default.createSymbolicLink(
                    atPath: folder.path + "/recording.\(ending)", withDestinationPath: "/dev/full")
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let (recorder, _) = try await recording(page, in: folder, engine) { _ in
                        try await draw(page, 150)
                    }
                    _ = await recorder.keep()
                    #expect(recorder.problems.first?.kind == .diskFull, "\(recorder.notices)")
                    #expect(recorder.notices.contains { $0.contains("No space left on device") })
                }
            }
        }

        @Test(
            "a file that can't be written is said, and the flow goes on",
            arguments: [VideoEngine.auto, .ffmpeg])
        func unwritable(engine: VideoEngine) async throws {
            try await withPage { page, site in
                try await page.show(Self.lively, on: site)
                let (recorder, _) = try await recording(page, in: URL(filePath: "/nowhere"), engine) { _ in
                    try await draw(page, 10)
                }
                #expect(await recorder.keep() == [])
                #expect(recorder.notices.contains { $0.contains("/nowhere/") }, "\(recorder.notices)")
            }
        }

        @Test("frames that nobody acknowledges stop coming, and one acknowledged after the stop does no harm")
        func acknowledgements() async throws {
            try await withPage { page, site in
                try await page.show(Self.lively, on: site)
                let tokens = Observed<[Int]>([])
                let subscription = page.session.on(DevTools.Page.ScreencastFrameEvent.self) { frame in
                    tokens.update { $0.append(frame.sessionId) }
                }
                defer { subscription.cancel() }
                try await page.session.send(
                    DevTools.Page.StartScreencast(
                        format: .jpeg, quality: 10, maxFramesInFlight: ScreencastTimeline.mostInFlight))
                try await draw(page, 60)
                #expect(tokens.read { $0.count } == ScreencastTimeline.mostInFlight)
                let token = try #require(tokens.read { $0.last })
                try await page.session.send(DevTools.Page.StopScreencast())
                // Some versions refuse it.
                _ = try? await page.session.send(DevTools.Page.ScreencastFrameAck(sessionId: token))
                try await page.session.send(DevTools.Page.StartScreencast(format: .jpeg, quality: 10))
                try await within(.seconds(5), "frames again") {
                    _ = try await tokens.wait { $0.count > ScreencastTimeline.mostInFlight ? $0 : nil }
                }
                try await page.session.send(DevTools.Page.StopScreencast())
            }
        }
    }
}
