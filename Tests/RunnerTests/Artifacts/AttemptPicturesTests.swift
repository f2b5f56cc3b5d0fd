import Agent
import CDP
import Flows
import Foundation
import PNG
import PerceoTestKit
import Testing

@testable import Runner

@Suite(.serialized, .timeLimit(.minutes(2))) struct AttemptPicturesTests {
    /// A page that shows another colour after each click.
    private static let colours = """
        <body style='margin: 0; height: 600px; background: rgb(0, 250, 120)'>
        <button onclick='n++; document.body.style.background = `rgb(${n * 20}, ${250 - n * 20}, 120)`'>Next</button>
        <button disabled>Pay</button><script>let n = 0</script>
        """

    private func step(_ number: Int, _ target: Target) -> Step {
        Step(
            number: number, name: "Step \(number)", actions: [Action(.click(target))],
            timeout: .milliseconds(target == "Next" ? 5000 : 300))
    }

    /// Plays a click per target, with a picture of each.
    private func play(
        _ page: Page, _ targets: [Target], in folder: URL, _ mode: PerceoConfig.Screenshots = .steps
    ) async throws -> (AttemptPictures, [StepRecord]) {
        let redactor = Redactor([])
        let pictures = AttemptPictures(
            page: page, folder: AttemptFolder(url: folder, path: "flow"), mode: mode, redactor: redactor)
        let agent = StepAgent(page: page, baseURL: nil)
        let keeping = RecordKeeping(start: .now, redactor: redactor)
        var records: [StepRecord] = []
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await pictures.work() }
            for (index, target) in targets.enumerated() {
                let step = step(index + 1, target)
                let result = await agent.perform(step)
                await pictures.step(
                    step.number, step.slug, result, isLast: index == targets.count - 1)
                records.append(keeping.record(result, of: step))
                if result.status != .passed { break }
            }
            await pictures.finish()
        }
        pictures.illustrate(&records)
        return (pictures, records)
    }

    /// The colour in the middle of a picture, as a browser decodes it.
    private func colour(_ file: URL, _ page: Page, _ site: FixtureSite) async throws -> [Double] {
        let bytes = Array(try Data(contentsOf: file))
        let type = file.pathExtension == "png" ? "image/png" : "image/jpeg"
        site.route("/picture") { _ in FixtureAnswer(headers: ["content-type": type], body: Data(bytes)) }
        let seen = try await page.script(
            """
            (async () => {
              const image = new Image(), canvas = document.createElement('canvas');
              image.src = '/picture?' + Math.random();
              await image.decode();
              const pen = canvas.getContext('2d');
              pen.drawImage(image, -640, -360);
              return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
            })()
            """)
        guard case .array(let parts) = seen else { throw PageMishap("no colour: \(seen)") }
        return parts.compactMap(\.number)
    }

    @Test func `each picture shows the page as its step left it, though no step waits for one`() async throws
    {
        try await withTemporaryFolder { folder in
            try await withPage { page, site in
                try await page.show(Self.colours, on: site)
                let (pictures, records) = try await play(
                    page, Array(repeating: "Next", count: 12), in: folder)
                #expect(pictures.notices == [])
                #expect(records.allSatisfy { $0.status == .passed })
                for (index, record) in records.enumerated() {
                    let path = try #require(record.screenshot)
                    let file = folder.appending(path: URL(filePath: path).lastPathComponent)
                    let seen = try await colour(file, page, site)
                    let expected = [Double((index + 1) * 20), Double(250 - (index + 1) * 20), 120]
                    for (one, other) in zip(seen, expected) { #expect(abs(one - other) <= 6, "\(index)") }
                }
                #expect(records.last?.screenshot == "flow/final.png")
                #expect(pictures.final == "flow/final.png")
            }
        }
    }

    @Test func `steps that change nothing share one picture, and the record says so`() async throws {
        try await withTemporaryFolder { folder in
            try await withPage { page, site in
                try await page.show("<button>Next</button>", on: site)
                let (pictures, records) = try await play(
                    page, Array(repeating: "Next", count: 4), in: folder)
                // The first click gives the button the focus, the others change nothing.
                #expect(records[1].screenshot == records[2].screenshot)
                #expect(
                    records[2].screenshotOfStep == (records[0].screenshot == records[1].screenshot ? 1 : 2))
                #expect(pictures.files.count < 4)
                #expect(Set(pictures.files).count == pictures.files.count)
            }
        }
    }

    @Test(arguments: [PerceoConfig.Screenshots.steps, .onFailure])
    func `the picture of a failed step is marked, and the unmarked one is kept`(
        mode: PerceoConfig.Screenshots
    ) async throws {
        try await withTemporaryFolder { folder in
            try await withPage { page, site in
                try await page.show(Self.colours, on: site)
                let (pictures, records) = try await play(page, ["Next", "Pay", "Next"], in: folder, mode)
                #expect(records.map(\.status) == [.passed, .failed])
                let record = try #require(records.last)
                #expect(record.screenshot == "flow/02-step-2.png")
                #expect(record.unmarkedScreenshot == "flow/final.png")
                #expect(
                    pictures.files == (mode == .steps ? ["flow/01-step-1.jpg"] : []) + [
                        "flow/final.png", "flow/02-step-2.png",
                    ])
                let mark = try #require(record.marks?.first { $0.kind == "target" })
                #expect(record.marks?.contains { $0.kind == "pointer" } == true)
                let marked = try PNGDecoder.decode(
                    Array(Data(contentsOf: folder.appending(path: "02-step-2.png"))))
                let plain = try PNGDecoder.decode(
                    Array(Data(contentsOf: folder.appending(path: "final.png"))))
                let around = PixelBox(
                    x: mark.x - 12, y: mark.y - 12, width: mark.width + 24, height: mark.height + 24)
                let before = try #require(PixelDiff(plain, marked).box)
                #expect(!around.intersection(before).isEmpty)
                #expect(marked[mark.x + mark.width / 2, mark.y + mark.height + 3] == .marker)
            }
        }
    }

    @Test(arguments: [
        (PerceoConfig.Screenshots.off, [String]()), (.onFailure, []), (.final, ["flow/final.png"]),
    ])
    func `a flow that passes leaves what was asked for`(
        mode: PerceoConfig.Screenshots, expected: [String]
    ) async throws {
        try await withTemporaryFolder { folder in
            try await withPage { page, site in
                try await page.show(Self.colours, on: site)
                let (pictures, _) = try await play(page, ["Next", "Next"], in: folder, mode)
                #expect(pictures.files == expected)
            }
        }
    }

    @Test func `a picture that finds no room on the disk is said and counted`() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/01-step-1.jpg", withDestinationPath: "/dev/full")
            try await withPage { page, site in
                try await page.show(Self.colours, on: site)
                let (pictures, _) = try await play(page, ["Next", "Next"], in: folder)
                #expect(pictures.notices == ["no screenshot: No space left on device"])
                #expect(pictures.faults == [.diskFull])
                #expect(pictures.files == ["flow/final.png"])
            }
        }
    }

    @Test func `of a page that has crashed there is no picture, and nobody waits for one`() async throws {
        try await withTemporaryFolder { folder in
            try await withPage { page, site in
                try await page.show(Self.colours, on: site)
                let pictures = AttemptPictures(
                    page: page, folder: AttemptFolder(url: folder, path: "flow"), mode: .steps,
                    redactor: Redactor([]))
                _ = try? await page.session.send(DevTools.Page.Crash())
                let start = ContinuousClock.now
                await pictures.ending(hasPassed: true)
                await pictures.finish()
                // Far less than the time a picture may take.
                #expect(ContinuousClock.now - start < CallLimits.capture)
                #expect(pictures.notices.count == 1)
                #expect(pictures.files == [])
            }
        }
    }
}
