import Agent
import CDP
import Foundation

/// The project's replay memory: `.perceo/memory/<flow>.json`, one file per flow.
///
/// Whatever is wrong with it is a notice, and never a reason not to play a flow.
struct MemoryFolder: Sendable {
    let folder: URL

    /// What is remembered of a flow, or why that can't be told.
    struct Content: Sendable {
        var memory: FlowMemory?
        var notice: String?
        /// Another version wrote it: it is not ours to replace.
        var isForeign = false
    }

    init(in project: URL) { folder = project.appending(path: ".perceo/memory") }

    func read(_ slug: String) -> Content {
        let file = file(slug)
        guard let kind = kind(of: file) else { return Content() }
        let name = ".perceo/memory/\(file.lastPathComponent)"
        // Neither a device nor what lies elsewhere.
        guard kind == .typeRegular else {
            return Content(notice: "\(name) is no file and was not read", isForeign: true)
        }
        do {
            let data = try Data(contentsOf: file)
            return Content(memory: try FlowMemory(reading: data))
        } catch let problem as FlowMemory.Problem {
            var content = Content(notice: "\(name) can't be used: \(problem)")
            if case .otherVersion = problem { content.isForeign = true }
            return content
        } catch {
            return Content(notice: "\(name) can't be read: \(error.fileReason)")
        }
    }

    /// Writes the memory whole or not at all, and only when it is not what is there.
    ///
    /// - Returns: A notice when it could not be written.
    func write(_ memory: FlowMemory, _ slug: String) -> String? { Self.write(memory, to: file(slug)) }

    static func write(_ memory: FlowMemory, to file: URL) -> String? {
        do {
            let data = try memory.data()
            if (try? Data(contentsOf: file)) == data { return nil }
            try AtomicFile.write(data, to: file)
            return nil
        } catch {
            return "the memory of \"\(memory.flow)\" can't be written: \(error.fileReason)"
        }
    }

    private func file(_ slug: String) -> URL { folder.appending(path: "\(slug).json") }

    /// Of the entry itself, not of what it links to; nil when there is none.
    private func kind(of file: URL) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: file.path))?[.type] as? FileAttributeType
    }
}
