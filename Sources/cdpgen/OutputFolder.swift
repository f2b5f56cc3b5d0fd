import Foundation

/// The folder the generated files live in; nothing else may be in it.
struct OutputFolder {
    let url: URL

    /// Names of files that differ from `files`, are missing, or should not be there; sorted.
    func differences(from files: [String: String]) throws -> [String] {
        let present = try swiftFiles()
        let changed = files.filter { name, text in
            (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) != text
        }
        return Set(changed.keys).union(present.filter { files[$0] == nil }).sorted()
    }

    /// Writes what differs, deletes what is no longer generated, and returns the names of both.
    func update(to files: [String: String]) throws -> [String] {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let names = try differences(from: files)
        for name in names {
            let file = url.appending(path: name)
            if let text = files[name] {
                try Data(text.utf8).write(to: file, options: .atomic)
            } else {
                try FileManager.default.removeItem(at: file)
            }
        }
        return names
    }

    private func swiftFiles() throws -> [String] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".swift") }
    }
}
