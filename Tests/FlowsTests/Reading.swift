import Flows
import Foundation
import Testing

let environment = ["SHOP_EMAIL": "ann@example.com", "SHOP_PASSWORD": "canary-7f3a", "EMPTY": ""]

/// The flow in `text`, read as `flows/a.yaml`.
func flow(_ text: String, path: String = "flows/a.yaml", environment: [String: String] = environment) throws
    -> Flow
{
    try FlowFiles.parse(text: text, path: path, environment: environment, project: "shop")
}

/// What is said about `text`; empty when nothing is wrong with it.
func problems(_ text: String, path: String = "flows/a.yaml") -> String {
    do {
        _ = try flow(text, path: path)
        return ""
    } catch let errors as FlowFileErrors {
        return errors.description
    } catch {
        return "unexpected \(error)"
    }
}

/// A flow whose only step starts with these lines, which begin on line 4.
func problems(inStep lines: String) -> String {
    problems("name: A\nsteps:\n  - name: S\n" + lines.indented(by: 4))
}

/// The single step of a flow whose step has these lines.
func step(_ lines: String) throws -> Step {
    let flow = try flow("name: A\nsteps:\n  - name: S\n" + lines.indented(by: 4))
    return try #require(flow.steps.first)
}

extension String {
    func indented(by count: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(repeating: " ", count: count) + $0 }
            .joined(separator: "\n")
    }
}

/// Runs `body` with a new folder that holds these files.
func withFolder<R>(of files: [String: String], _ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flows-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
    return try body(folder.path(percentEncoded: false))
}
