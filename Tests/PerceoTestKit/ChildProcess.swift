import Foundation
package import Glibc

/// A program started for one test and ended by its process id.
package final class ChildProcess: Sendable {
    package let id: pid_t
    /// Lines of both outputs, in order of arrival; ends with the program.
    package let lines: AsyncStream<String>
    private let exit: AsyncStream<Void>

    private init(id: pid_t, lines: AsyncStream<String>, exit: AsyncStream<Void>) {
        self.id = id
        self.lines = lines
        self.exit = exit
    }

    package static func with<R>(
        _ executable: String, _ arguments: [String], _ body: (ChildProcess) async throws -> R
    ) async throws -> R {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output

        let (lines, lineSink) = AsyncStream<String>.makeStream()
        let (exit, exitSink) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in exitSink.finish() }
        try process.run()
        // A thread of its own: dispatch sources on pipes that go away at any moment crash now and then.
        let reader = output.fileHandleForReading
        Thread.detachNewThread {
            var rest = Data()
            while case let data = reader.availableData, !data.isEmpty {
                for line in rest.takeLines(adding: data) { lineSink.yield(line) }
            }
            lineSink.finish()
        }

        let child = ChildProcess(id: process.processIdentifier, lines: lines, exit: exit)
        do {
            let result = try await body(child)
            await child.end()
            return result
        } catch {
            await child.end()
            throw error
        }
    }

    /// The first line for which `pick` finds something.
    package func firstLine<R>(_ pick: (String) -> R?) async -> R? {
        for await line in lines {
            if let found = pick(line) { return found }
        }
        return nil
    }

    package func killNow() {
        kill(id, SIGKILL)
    }

    private func end() async {
        kill(id, SIGKILL)
        for await _ in exit {}
    }
}

extension Data {
    fileprivate mutating func takeLines(adding more: Data) -> [String] {
        append(more)
        var found: [String] = []
        while let end = firstIndex(of: 0x0A) {
            found.append(String(decoding: self[startIndex..<end], as: UTF8.self))
            removeSubrange(startIndex...end)
        }
        return found
    }
}
