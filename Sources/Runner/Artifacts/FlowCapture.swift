import Agent
import CDP
import Flows
import Foundation
import Synchronization

/// Takes the pictures, video and logs of one attempt.
///
/// What cannot be written is noted, never thrown: evidence that is missing does not change what the flow has
/// shown.
final class FlowCapture: Sendable {
    private struct State {
        var recorder: Recorder?
        var video: [VideoPart] = []
        var notices: [String] = []
        var faults: [Fault] = []
    }

    private let page: Page
    private let folder: AttemptFolder
    private let settings: RunSettings
    private let redactor: Redactor
    /// The pictures of the page.
    let pictures: AttemptPictures
    private let state = Mutex(State())

    init(page: Page, folder: AttemptFolder, settings: RunSettings, redactor: Redactor) {
        self.page = page
        self.folder = folder
        self.settings = settings
        self.redactor = redactor
        pictures = AttemptPictures(
            page: page, folder: folder, mode: settings.screenshots, redactor: redactor)
    }

    var notices: [String] { pictures.notices + state.withLock { $0.notices } }

    /// What broke of it: each rung of recording that failed, and once that the disk was full.
    var faults: [Fault] {
        let (recorder, own) = state.withLock { ($0.recorder, $0.faults) }
        var faults = own + pictures.faults
        for problem in recorder?.problems ?? [] {
            switch problem.kind {
            case .failure: faults.append(.recordingFailed)
            case .diskFull: faults.append(.diskFull)
            case .loss: break
            }
        }
        let isFull = faults.contains(.diskFull)
        return faults.filter { $0 != .diskFull } + (isFull ? [.diskFull] : [])
    }

    func startRecording() async {
        guard settings.video != .off else { return }
        var plan = Recorder.Plan(folder: folder.url.path)
        plan.engine = settings.videoEngine
        plan.isHeldBack = settings.video == .onFailure
        let recorder = await Recorder.start(of: page, plan)
        state.withLock { $0.recorder = recorder }
    }

    /// Keeps the recording going and sees to the pictures, until cancelled.
    func work() async {
        async let developed: Void = pictures.work()
        await state.withLock { $0.recorder }?.run()
        await developed
    }

    /// Everything that is taken at the end: last picture, video, console, requests.
    ///
    /// - Parameter isUsable: Whether the page can still be asked for a picture.
    func finish(hasPassed: Bool, isUsable: Bool) async {
        if isUsable { await pictures.ending(hasPassed: hasPassed) }
        async let developed: Void = pictures.finish()
        // The video ends with what the last picture shows.
        try? await pictures.taken()
        if isUsable {
            await page.collectVitals()
            await page.waitForFailures()
        }
        await stopRecording(hasPassed: hasPassed)
        await developed
        writeConsole()
        writeNetwork()
    }

    private func stopRecording(hasPassed: Bool) async {
        guard let recorder = state.withLock({ $0.recorder }) else { return }
        await recorder.stop()
        if settings.video == .on || !hasPassed {
            let parts = await recorder.keep()
            state.withLock { $0.video = parts }
        } else {
            recorder.discard()
        }
        for notice in recorder.notices { note(notice) }
    }

    /// The video as the record has it; `start` is when the attempt began.
    func video(since start: ContinuousClock.Instant) -> VideoRecord? {
        let parts = state.withLock { $0.video }.map { part in
            VideoRecord(
                path: folder.relative(URL(filePath: part.path).lastPathComponent),
                durationMs: part.duration.inMilliseconds, kind: part.kind.rawValue,
                startedMs: (part.start - start).inMilliseconds)
        }
        // The end of a flow is what its reader looks for first.
        guard var video = parts.last else { return nil }
        if parts.count > 1 { video.earlier = parts.dropLast() }
        return video
    }

    /// Keeps the page in words as a step left it that did not pass.
    ///
    /// - Returns: The file, relative to the run's folder.
    func keepOutline(_ result: StepResult, of step: Step) -> String? {
        guard let scene = result.scene, let outline = scene.outline else { return nil }
        let heading = scene.isEarlier ? "(as it was seen last)\n" : ""
        let name = String(format: "%02d-%@.txt", step.number, step.slug)
        do {
            try AtomicFile.write(heading + redactor.redact(outline) + "\n", to: folder.file(name))
            return folder.relative(name)
        } catch {
            note("no outline of the page", error)
            return nil
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
            note("no console log", error)
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
            note("no network log", error)
        }
    }

    private func note(_ text: String, _ error: any Error) {
        note("\(text): \(error.fileReason)")
        if error.isDiskFull { state.withLock { $0.faults.append(.diskFull) } }
    }

    private func note(_ text: String) {
        state.withLock { $0.notices.append(redactor.redact(text)) }
    }
}
