import CDP
import Foundation
import Synchronization
import Testing

/// A video file as `ffprobe` sees it.
struct Film {
    let size: [Int]
    /// When each frame is shown, in seconds.
    let times: [Double]
    /// What it complained about.
    let complaints: [String]

    var duration: Double { times.last ?? 0 }

    init(_ path: String) async throws {
        let (numbers, complaints) = try await Self.probe(
            path, ["-show_entries", "stream=width,height:packet=pts_time", "-of", "csv=p=0"])
        let sizes = numbers.filter { $0.count == 2 }.map { $0.compactMap { Int($0) } }
        size = sizes.first ?? []
        times = numbers.filter { $0.count == 1 }.compactMap { $0.first.flatMap { Double($0) } }.sorted()
        self.complaints = complaints
    }

    private static func probe(_ path: String, _ ask: [String]) async throws -> ([[Substring]], [String]) {
        let lines = Mutex<[String]>([])
        let plan = ProcessPlan(
            executable: "/usr/bin/ffprobe",
            arguments: ["-v", "error", "-select_streams", "v:0"] + ask + [path])
        let process = ManagedProcess.start(plan) { line in lines.withLock { $0.append(line) } }
        _ = try await process.waitForExit()
        let all = lines.withLock { $0 }
        let isNumbers = { (line: String) in line.allSatisfy { $0.isNumber || $0 == "," || $0 == "." } }
        let numbers = all.filter { !$0.isEmpty && isNumbers($0) }
            .map { $0.split(separator: ",", omittingEmptySubsequences: true) }
        return (numbers, all.filter { !isNumbers($0) })
    }
}
