import Foundation
import Runner
import Testing

/// Loads the configuration of a new project folder that holds these files.
func loadConfig(_ files: [String: String], _ environment: [String: String] = [:]) throws -> PerceoConfig {
    let folder = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
        at: folder.appending(path: ".perceo"), withIntermediateDirectories: true)
    for (name, text) in files {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return try ConfigLoader(projectFolder: folder, environment: environment).load()
}

/// Loads a project whose only layer is `text`.
func loadConfig(base text: String, _ environment: [String: String] = [:]) throws -> PerceoConfig {
    try loadConfig([".perceo/config.json": text], environment)
}

/// What is said about a configuration; empty when nothing is wrong with it.
func configProblems(_ body: () throws -> Void) -> String {
    do {
        try body()
        return ""
    } catch let error as ConfigError {
        return error.description
    } catch {
        return "unexpected \(error)"
    }
}
