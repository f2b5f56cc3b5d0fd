import Foundation
import Synchronization
import Testing

@testable import Runner

/// A folder of the test's own, gone afterwards.
func withFolder<R>(_ body: (URL) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "perceo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

@Suite struct ReportFilesTests {
    @Test func `every report is written when the run ends, and not before`() throws {
        try withFolder { root in
            let folder = root.appending(path: "runs/r1")
            let fan = ReporterFan([
                JSONReporter(file: folder.appending(path: "run.json"), trouble: { Issue.record("\($0)") }),
                JUnitReporter(
                    file: folder.appending(path: "junit.xml"), artifacts: "",
                    trouble: { Issue.record("\($0)") }),
                HTMLReporter(file: folder.appending(path: "report.html"), trouble: { Issue.record("\($0)") }),
            ])
            fan.handle(.flowFinished(SampleRun.removed))
            #expect(!FileManager.default.fileExists(atPath: folder.path()))
            fan.handle(.runFinished(SampleRun.record))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
            #expect(names == ["junit.xml", "report.html", "run.json"])
            let data = try Data(contentsOf: folder.appending(path: "run.json"))
            #expect(try RecordJSON.decode(RunRecord.self, from: data) == SampleRun.record)
        }
    }

    @Test func `a report that can't be written is told and throws nothing`() throws {
        try withFolder { folder in
            let heard = Mutex<[String]>([])
            let blocked = folder.appending(path: "file")
            try AtomicFile.write("x", to: blocked)
            let reporter = JSONReporter(file: blocked.appending(path: "run.json")) { text in
                heard.withLock { $0.append(text) }
            }
            reporter.handle(.runFinished(SampleRun.record))
            #expect(heard.withLock { $0.count } == 1)
            #expect(heard.withLock { $0.first?.hasPrefix("could not write run.json") } == true)
        }
    }

    @Test func `an atomic write replaces the whole file and leaves nothing beside it`() throws {
        try withFolder { folder in
            let file = folder.appending(path: "a/b.txt")
            try AtomicFile.write(String(repeating: "long", count: 1000), to: file)
            try AtomicFile.write("short", to: file)
            #expect(try String(contentsOf: file, encoding: .utf8) == "short")
            let folderNames = try FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: "a").path())
            #expect(folderNames == ["b.txt"])
            let mode =
                try FileManager.default.attributesOfItem(atPath: file.path())[.posixPermissions] as? Int
            #expect((mode ?? 0) & 0o600 == 0o600)
        }
    }
}
