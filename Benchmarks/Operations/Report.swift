import Foundation

/// The samples of one operation.
struct Samples: Encodable {
    let op: String
    var ms: [Double] = []
    /// CPU time per sample of this process, its browser and all they started.
    var cpuMs: Double?
    /// What one answer weighed.
    var bytes: Int?
}

/// Takes the time of operations and prints what they took.
struct Report: Sendable {
    /// The operations wanted; empty for all.
    let only: Set<String>

    func wants(_ op: String) -> Bool { only.isEmpty || only.contains(op) }

    /// Runs `body` and returns how many milliseconds it took.
    static func time(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return (ContinuousClock.now - start) / .milliseconds(1)
    }

    /// Times `body` `count` times, after two rounds that do not count.
    ///
    /// - Parameter prepare: Done before each round and not timed.
    func measure(
        _ op: String, _ count: Int, after prepare: () async throws -> Void = {},
        _ body: () async throws -> Int?
    ) async throws {
        guard wants(op) else { return }
        var samples = Samples(op: op)
        for _ in 0..<2 {
            try await prepare()
            _ = try await body()
        }
        let before = Self.cpuMicroseconds()
        for _ in 0..<count {
            try await prepare()
            var bytes: Int?
            samples.ms.append(try await Self.time { bytes = try await body() })
            samples.bytes = bytes
        }
        if let before, let after = Self.cpuMicroseconds() {
            samples.cpuMs = Double(after - before) / 1000 / Double(count)
        }
        try write(samples)
    }

    func write(_ samples: Samples) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        FileHandle.standardOutput.write(try encoder.encode(samples) + Data("\n".utf8))
    }

    /// What the control group of this process has used, which the one who started it names.
    private static func cpuMicroseconds() -> Int? {
        guard let path = ProcessInfo.processInfo.environment["BENCH_CPU"],
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("usage_usec ") }
        return line.flatMap { Int($0.dropFirst("usage_usec ".count)) }
    }
}
