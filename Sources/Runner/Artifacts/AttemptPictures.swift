import Agent
import CDP
import Foundation
import PNG
import Synchronization

/// The pictures of one attempt: taken between the steps, made smaller and written beside them.
final class AttemptPictures: Sendable {
    private struct State {
        var book = PictureBook()
        var pictures: [Int: StepPicture] = [:]
        var final: String?
        /// The page before the first step; kept only when that step fails.
        var opening: [UInt8]?
        /// Whether the picture of the page at its end is taken or being taken.
        var hasEnding = false
        var shots = 0
        var notices: [String] = []
        var faults: [Fault] = []
    }

    private let page: Page
    private let folder: AttemptFolder
    private let mode: PerceoConfig.Screenshots
    private let redactor: Redactor
    private let desk = PictureDesk()
    private let state = Mutex(State())

    init(page: Page, folder: AttemptFolder, mode: PerceoConfig.Screenshots, redactor: Redactor) {
        self.page = page
        self.folder = folder
        self.mode = mode
        self.redactor = redactor
    }

    /// The files, in the order they were made.
    var files: [String] { state.withLock { $0.book.names }.map(folder.relative) }
    /// The page as the flow left it.
    var final: String? { state.withLock { $0.final } }
    var notices: [String] { state.withLock { $0.notices } }
    var faults: [Fault] { state.withLock { $0.faults } }

    /// Works beside the flow until `finish` is called or the caller is cancelled.
    func work() async { await desk.work() }

    /// Waits until no picture is being taken.
    func taken() async throws { _ = try await page.pictures.pass() }

    /// Waits until all pictures are written.
    func finish() async { await desk.finish() }

    /// The page as the flow left it, when no step has shown it yet.
    func ending(hasPassed: Bool) async {
        switch mode {
        case .steps, .final: break
        case .onFailure: guard !hasPassed else { return }
        case .off: return
        }
        guard !state.withLock({ $0.hasEnding }) else { return }
        await take(.png) { pictures, bytes in try pictures.keepEnding(bytes) }
    }

    /// Begins the picture of the page as the flow finds it, and does not wait for it.
    func opening() async {
        guard mode == .steps else { return }
        await take(.jpeg(quality: 80)) { pictures, bytes in
            pictures.state.withLock { $0.opening = bytes }
        }
    }

    /// Begins the picture of the page as a step left it, and does not wait for it.
    ///
    /// Until the picture is taken, no input reaches the page. The one that a flow ends with is taken losslessly, once
    /// for the step and for the flow.
    ///
    /// - Parameter isLast: Whether no step follows.
    func step(_ number: Int, _ slug: String, _ result: StepResult, isLast: Bool) async {
        let hasPassed = result.status == .passed
        let isEnding = isLast || !hasPassed
        switch mode {
        case .steps: break
        case .final: guard isEnding else { return }
        case .onFailure: guard !hasPassed else { return }
        case .off: return
        }
        if isEnding {
            state.withLock { $0.hasEnding = true }
            await take(.png) { pictures, bytes in
                try pictures.keepEnding(bytes)
                guard pictures.mode != .final else { return }
                try pictures.keepEnding(bytes, of: number, slug, result.scene?.marks)
            }
        } else {
            await take(.jpeg(quality: 80)) { pictures, bytes in
                try pictures.keep(bytes, of: number, String(format: "%02d-%@.jpg", number, slug))
            }
        }
    }

    /// A picture the flow asked for.
    func named(_ name: String?) async {
        let count = state.withLock { state in
            state.shots += 1
            return state.shots
        }
        let slug = name.map { $0.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" }.prefix(40) }
        let file = "shot-\(count)\(slug.map { "-\($0)" } ?? "").png"
        await take(.png) { pictures, bytes in _ = try pictures.write(PNGRepacker.repack(bytes), file) }
    }

    /// Takes a picture beside the flow, holding back what would change the page until it is taken.
    private func take(
        _ format: ImageFormat, _ keep: @escaping @Sendable (AttemptPictures, [UInt8]) throws -> Void
    ) async {
        let page = page.context.tabs.current ?? page
        page.pictures.close()
        await desk.add { [self] in
            let picture: Result<[UInt8], any Error>
            do {
                picture = .success(try await page.screenshot(format))
            } catch {
                picture = .failure(error)
            }
            page.pictures.open()
            do {
                try keep(self, try picture.get())
            } catch {
                let notice = redactor.redact("no screenshot: \(error.fileReason)")
                state.withLock { state in
                    state.notices.append(notice)
                    if error.isDiskFull { state.faults.append(.diskFull) }
                }
            }
        }
    }

    private func keep(_ bytes: [UInt8], of step: Int, _ name: String) throws {
        let path = try write(bytes, name)
        state.withLock { state in
            let earlier = state.pictures.filter { $0.value.path == path }.keys.min()
            state.pictures[step] = StepPicture(path: path, sameAsStep: earlier)
        }
    }

    private func keepEnding(_ bytes: [UInt8]) throws {
        let path = try write(PNGRepacker.repack(bytes), "final.png")
        state.withLock { $0.final = path }
    }

    /// The ending is the picture of its step, marked when the step failed somewhere.
    private func keepEnding(_ bytes: [UInt8], of step: Int, _ slug: String, _ marks: FailureMarks?) throws {
        guard let original = final else { return }
        var picture = StepPicture(path: original)
        if let marks, let marked = marks.drawn(on: bytes) {
            let path = try write(marked, String(format: "%02d-%@.png", step, slug))
            picture = StepPicture(path: path, unmarked: original, marks: marks.records)
        }
        state.withLock { $0.pictures[step] = picture }
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let name = try state.withLock { state -> String? in
            guard !state.book.isFull else { return nil }
            return try state.book.add(bytes, as: name, in: folder.url)
        }
        guard let name else { throw RunnerError(.infrastructure, "there are too many pictures already") }
        return folder.relative(name)
    }

    /// Puts into the records of the steps which pictures show them; complete once they are finished.
    func illustrate(_ steps: inout [StepRecord]) {
        let pictures = state.withLock { $0.pictures }
        for index in steps.indices {
            let number = steps[index].number
            let hasFailed = steps[index].status == .failed || steps[index].status == .error
            if hasFailed {
                steps[index].screenshot = final
                steps[index].screenshotBefore = index == 0 ? keptOpening() : pictures[number - 1]?.path
            }
            guard let picture = pictures[number] else { continue }
            steps[index].screenshot = picture.path
            steps[index].screenshotOfStep = picture.sameAsStep
            steps[index].unmarkedScreenshot = picture.unmarked
            steps[index].marks = picture.marks.isEmpty ? nil : picture.marks.map(redacted)
        }
    }

    private func keptOpening() -> String? {
        guard let bytes = state.withLock({ $0.opening }) else { return nil }
        return try? write(bytes, "00-opened.jpg")
    }

    private func redacted(_ mark: MarkRecord) -> MarkRecord {
        var mark = mark
        mark.text = mark.text.map { String(redactor.redact($0).prefix(300)) }
        return mark
    }
}
