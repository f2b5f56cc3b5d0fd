import Foundation
import Testing

@testable import Runner

@Suite struct RecordSpoolTests {
    private let flows = SampleRun.record.flows

    @Test func `what was appended is read back whole and in order, and the file goes with the spool`() throws
    {
        try withFolder { folder in
            let file = folder.appending(path: "flows.jsonl")
            let spool = RecordSpool(file: file)
            #expect(spool.records().isEmpty)
            #expect(!FileManager.default.fileExists(atPath: file.path))
            for flow in flows { #expect(spool.append(flow) == nil) }
            #expect(spool.records() == flows)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.split(separator: "\n").count == flows.count)
            spool.discard()
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test func `a line that the runner's death cut short costs that line only`() throws {
        try withFolder { folder in
            let file = folder.appending(path: "flows.jsonl")
            let spool = RecordSpool(file: file)
            for flow in flows { spool.append(flow) }
            let whole = try Data(contentsOf: file)
            try whole.dropLast(20).write(to: file)
            #expect(RecordSpool(file: file).records() == flows.dropLast())
        }
    }

    @Test func `what can't be written is kept, and said`() throws {
        try withFolder { folder in
            let spool = RecordSpool(file: folder.appending(path: "missing/flows.jsonl"))
            for flow in flows {
                #expect(spool.append(flow)?.hasPrefix("could not write flows.jsonl: ") == true)
            }
            #expect(spool.records() == flows)
        }
    }
}
