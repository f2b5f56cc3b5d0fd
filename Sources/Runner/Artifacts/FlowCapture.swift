import Agent
import CDP
import Foundation
import Synchronization

/// Takes the pictures, video and logs of one attempt.
///
/// What cannot be written is noted, never thrown: evidence that is missing does not change what the flow has
/// shown.
final class FlowCapture: Sendable {
    private struct State {
        var screenshots: [String] = []
        var finalScreenshot: String?
        var recording: ScreenRecording?
        var outcome: ScreenRecording.Outcome?
        var notices: [String] = []
    }

    static let videoName = "recording.mp4"

    private let page: Page
    private let folder: AttemptFolder
    private let settings: RunSettings
    private let redactor: Redactor
    private let state = Mutex(State())

    init(page: Page, folder: AttemptFolder, settings: RunSettings, redactor: Redactor) {
        self.page = page
        self.folder = folder
        self.settings = settings
        self.redactor = redactor
    }

    var screenshots: [String] { state.withLock { $0.screenshots } }
    var finalScreenshot: String? { state.withLock { $0.finalScreenshot } }
    var notices: [String] { state.withLock { $0.notices } }

    func startRecording() async {
        guard settings.video != .off else { return }
        do {
            guard
                let recording = try await ScreenRecording.start(
                    of: page, to: folder.file(Self.videoName).path)
            else {
                return note("this Chromium can't record itself (version 153 can): screenshots only")
            }
            state.withLock { $0.recording = recording }
        } catch {
            note("no recording: \(error.fileReason)")
        }
    }

    /// Fetches the recording while it runs, until cancelled.
    func drain() async {
        await state.withLock { $0.recording }?.drain()
    }

    /// A picture of the page after a step; returns its path relative to the run's folder.
    func step(_ number: Int, _ slug: String, hasPassed: Bool) async -> String? {
        switch settings.screenshots {
        case .steps: break
        case .onFailure: if hasPassed { return nil }
        case .final, .off: return nil
        }
        return await take(String(format: "%02d-%@.jpg", number, slug), .jpeg(quality: 80))
    }

    /// A picture the flow asked for.
    func named(_ name: String?) async {
        let count = state.withLock { $0.screenshots.count }
        let slug = name.map { $0.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" }.prefix(40) }
        _ = await take("shot-\(count + 1)\(slug.map { "-\($0)" } ?? "").png", .png)
    }

    private func take(_ name: String, _ format: ImageFormat) async -> String? {
        do {
            let bytes = try await page.screenshot(format)
            try Data(bytes).write(to: folder.file(name))
            let path = folder.relative(name)
            state.withLock { $0.screenshots.append(path) }
            return path
        } catch {
            note("no screenshot \(name): \(error.fileReason)")
            return nil
        }
    }

    /// Everything that is taken at the end: last picture, video, console, requests.
    ///
    /// - Parameter isUsable: Whether the page can still be asked for a picture.
    func finish(hasPassed: Bool, isUsable: Bool) async {
        let wantsFinal =
            switch settings.screenshots {
            case .steps, .final: true
            case .onFailure: !hasPassed
            case .off: false
            }
        if wantsFinal, isUsable, let path = await take("final.png", .png) {
            state.withLock { $0.finalScreenshot = path }
        }
        if isUsable { await page.collectVitals() }
        await stopRecording(hasPassed: hasPassed)
        writeConsole()
        writeNetwork()
    }

    private func stopRecording(hasPassed: Bool) async {
        guard let recording = state.withLock({ $0.recording }) else { return }
        let outcome = await recording.stop()
        if let problem = outcome.problem { note("the recording is incomplete: \(problem)") }
        let isWanted = settings.video == .on || !hasPassed
        guard isWanted, outcome.bytes > 0 else {
            try? FileManager.default.removeItem(atPath: outcome.path)
            return
        }
        state.withLock { $0.outcome = outcome }
    }

    /// The video as the record has it; `start` is when the attempt began.
    func video(since start: ContinuousClock.Instant) -> VideoRecord? {
        state.withLock { state in
            guard let outcome = state.outcome, let recording = state.recording else { return nil }
            return VideoRecord(
                path: folder.relative(Self.videoName), durationMs: outcome.duration.inMilliseconds,
                kind: "screen-recording", startedMs: (recording.start - start).inMilliseconds)
        }
    }

    var consoleLog: String { folder.relative("console.jsonl") }
    var networkLog: String { folder.relative("network.har") }

    /// How the documents of the flow felt to their user.
    var vitals: VitalsRecord? {
        VitalsRecord(
            page.vitals.map { vitals in
                var vitals = vitals
                vitals.url = redactor.redact(vitals.url)
                return vitals
            })
    }

    var forgotten: ForgottenRecord? {
        let counts = page.forgotten
        return ForgottenRecord(
            requests: counts.requests, consoleMessages: counts.console, socketMessages: counts.messages)
    }

    private func writeConsole() {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = page.consoleEntries(after: 0).map(redacted).compactMap { try? encoder.encode($0) }
            .map { String(decoding: $0, as: UTF8.self) + "\n" }
        do {
            try AtomicFile.write(lines.joined(), to: folder.file("console.jsonl"))
        } catch {
            note("no console log: \(error.fileReason)")
        }
    }

    private func redacted(_ entry: ConsoleEntry) -> ConsoleEntry {
        var entry = entry
        entry.text = redactor.redact(entry.text)
        entry.url = entry.url.map(redactor.redact)
        entry.source = entry.source.map(redactor.redact)
        entry.stack = entry.stack?.map(redactor.redact)
        return entry
    }

    private func writeNetwork() {
        do {
            let archive = NetworkArchive(
                redactor: redactor, browser: page.context.browser.product, documents: page.vitals,
                forgotten: page.forgotten.requests)
            try archive.write(page.requests(after: 0), to: folder.file("network.har"))
        } catch {
            note("no network log: \(error.fileReason)")
        }
    }

    private func note(_ text: String) {
        state.withLock { $0.notices.append(redactor.redact(text)) }
    }
}
