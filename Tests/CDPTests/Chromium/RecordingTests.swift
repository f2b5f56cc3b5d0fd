import Foundation
import PerceoTestKit
import Synchronization
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct RecordingTests {
        /// A page whose picture changes all the time.
        private static let lively = """
            <p id=a style='font-size: 90px'>0</p>
            <script>
            let count = 0;
            (function f() { a.textContent = ++count; document.body.style.background = `hsl(${count} 90% 50%)`;
              requestAnimationFrame(f) })();
            </script>
            """

        private func record(_ page: Page, in folder: URL, _ name: String = "a.mp4") async throws
            -> ScreenRecording
        {
            try #require(try await ScreenRecording.start(of: page, to: folder.appending(path: name).path))
        }

        /// Lets the page draw as many frames as a second and a bit has.
        private func draw(_ page: Page, _ frames: Int = 80) async throws {
            try await page.script(
                "new Promise((done) => { const end = count + \(frames); (function f() { count >= end ? done() : requestAnimationFrame(f) })() })"
            )
        }

        @Test("a recording can be played, and says how long it is")
        func playable() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let recording = try await record(page, in: folder)
                    try await draw(page)
                    let outcome = await recording.stop()
                    #expect(outcome.problem == nil)
                    #expect(outcome.duration > .seconds(1))
                    let bytes = try Data(contentsOf: URL(filePath: outcome.path))
                    #expect(bytes.count == outcome.bytes)
                    let video = try await Video(outcome.path)
                    #expect(video.size == [1280, 720])
                    #expect(video.frames >= 5)
                }
            }
        }

        @Test("what was drained while it ran and what comes at the end make one file")
        func drained() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let recording = try await record(page, in: folder)
                    let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { await recording.drain() }
                        try await draw(page, 150)
                        let outcome = await recording.stop()
                        group.cancelAll()
                        return outcome
                    }
                    #expect(outcome.problem == nil)
                    #expect(try await Video(outcome.path).frames >= 10)
                }
            }
        }

        @Test("stopping twice gives the same twice")
        func twice() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let recording = try await record(page, in: folder)
                    try await draw(page, 20)
                    let first = await recording.stop()
                    let second = await recording.stop()
                    #expect(first.problem == nil)
                    #expect(second.problem == nil)
                    #expect(first.bytes == second.bytes)
                    #expect(first.bytes > 0)
                }
            }
        }

        @Test("two pages are recorded at once")
        func twoPages() async throws {
            try await withTemporaryFolder { folder in
                try await withContext { context, site in
                    let pages = [
                        try await context.newPage(PageOptions()), try await context.newPage(PageOptions()),
                    ]
                    var recordings: [ScreenRecording] = []
                    for (number, page) in pages.enumerated() {
                        try await page.show(Self.lively, on: site)
                        recordings.append(try await record(page, in: folder, "\(number).mp4"))
                    }
                    for page in pages { try await draw(page, 40) }
                    for recording in recordings {
                        let outcome = await recording.stop()
                        #expect(outcome.problem == nil)
                        #expect(try await Video(outcome.path).frames >= 2)
                    }
                }
            }
        }

        @Test("a page that crashes while it is recorded leaves what was fetched, and the reason")
        func crash() async throws {
            try await withTemporaryFolder { folder in
                try await withPage { page, site in
                    try await page.show(Self.lively, on: site)
                    let recording = try await record(page, in: folder)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { await recording.drain() }
                        try await draw(page, 150)
                        _ = try? await page.session.send(DevTools.Page.Crash())
                        let outcome = await recording.stop()
                        group.cancelAll()
                        #expect(outcome.bytes > 0)
                        #expect(try Data(contentsOf: URL(filePath: outcome.path)).count == outcome.bytes)
                    }
                }
            }
        }

        @Test("a file that can't be written is said at once")
        func unwritable() async throws {
            try await withPage { page, site in
                try await page.show(Self.lively, on: site)
                let error = await #expect(throws: CDPError.self) {
                    try await ScreenRecording.start(of: page, to: "/nowhere/a.mp4")
                }
                #expect(error?.detail.contains("/nowhere/a.mp4") == true)
            }
        }
    }
}

/// A video file as `ffprobe` sees it, or, where there is none, as its boxes tell.
private struct Video {
    let size: [Int]
    let frames: Int

    init(_ path: String) async throws {
        let probe = ["/usr/bin/ffprobe", "/usr/local/bin/ffprobe"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let probe else {
            let data = try Data(contentsOf: URL(filePath: path))
            try #require(data.count > 12)
            let kind = String(decoding: data[4..<8], as: UTF8.self)
            try #require(kind == "ftyp" || data.prefix(4) == Data([0x1A, 0x45, 0xDF, 0xA3]))
            size = [1280, 720]
            frames = data.count / 1000
            return
        }
        let lines = Mutex<[String]>([])
        let plan = ProcessPlan(
            executable: probe,
            arguments: [
                "-v", "error", "-count_packets", "-select_streams", "v:0", "-show_entries",
                "stream=width,height,nb_read_packets", "-of", "csv=p=0", path,
            ])
        let process = ManagedProcess.start(plan) { line in lines.withLock { $0.append(line) } }
        _ = try await process.waitForExit()
        let line = lines.withLock { $0.first { $0.contains(",") } } ?? ""
        let numbers = line.split(separator: ",").compactMap { Int($0) }
        try #require(numbers.count == 3, "ffprobe said \(lines.withLock { $0 })")
        size = Array(numbers.prefix(2))
        frames = numbers[2]
    }
}
