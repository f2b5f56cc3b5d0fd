import CDP
package import Foundation

/// Where one run leaves its files: `artifacts/<run-id>/`.
package struct ArtifactFolder: Sendable {
    package let root: URL
    package let runID: String

    /// Makes the folder.
    package init(in parent: URL, runID: String) throws {
        self.runID = runID
        root = parent.appending(path: runID)
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        } catch {
            throw RunnerError(
                .infrastructure, "can't make the artifacts folder \(root.path): \(error.fileReason)")
        }
    }

    /// Points `latest` at the folder; of two runs that start at once, either may be the latest.
    package func publish() {
        let files = FileManager.default
        let link = root.deletingLastPathComponent().appending(path: "latest").path
        if (try? files.destinationOfSymbolicLink(atPath: link)) != nil { try? files.removeItem(atPath: link) }
        try? files.createSymbolicLink(atPath: link, withDestinationPath: runID)
    }

    /// Removes the folder again when nothing was written into it.
    package func discardIfEmpty() {
        let files = FileManager.default
        guard (try? files.contentsOfDirectory(atPath: root.path))?.isEmpty == true else { return }
        try? files.removeItem(at: root)
    }

    /// The folder of one attempt at one flow; retries have their own inside the flow's.
    package func attempt(_ number: Int, of slug: String) throws -> AttemptFolder {
        let path = number == 1 ? slug : "\(slug)/attempt-\(number)"
        let folder = root.appending(path: path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return AttemptFolder(url: folder, path: path)
    }

    /// Time and chance, sortable: `20261121-104502-3f9a`.
    package static func newRunID(at date: Date) -> String {
        let parts = Calendar(identifier: .gregorian)
            .dateComponents(in: .gmt, from: date)
        let numbers = [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second].map {
            $0 ?? 0
        }
        let text = String(
            format: "%04d%02d%02d-%02d%02d%02d", numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
            numbers[5])
        return "\(text)-\(UUID().uuidString.prefix(4).lowercased())"
    }
}

/// Where one attempt leaves its files.
package struct AttemptFolder: Sendable {
    package let url: URL
    /// Relative to the run's folder.
    package let path: String

    func file(_ name: String) -> URL { url.appending(path: name) }
    func relative(_ name: String) -> String { "\(path)/\(name)" }
}
