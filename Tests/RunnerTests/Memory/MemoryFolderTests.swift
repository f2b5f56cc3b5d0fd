import Agent
import Foundation
import PerceoTestKit
import Testing

@testable import Runner

@Suite("The memory on disk")
struct MemoryFolderTests {
    private static let memory = FlowMemory(
        flow: "Pay",
        steps: [RememberedStep(key: "k", step: "Pay", actions: [RememberedAction(does: "click")])])

    private func withMemory(_ body: (MemoryFolder, URL) throws -> Void) async throws {
        try await withTemporaryFolder { project in
            let folder = project.appending(path: ".perceo/memory")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try body(MemoryFolder(in: project), folder.appending(path: "pay.json"))
        }
    }

    @Test("what was written is read")
    func roundTrip() async throws {
        try await withTemporaryFolder { project in
            let folder = MemoryFolder(in: project)
            #expect(folder.read("pay").memory == nil)
            #expect(folder.read("pay").notice == nil)
            #expect(folder.write(Self.memory, "pay") == nil)
            #expect(folder.read("pay").memory == Self.memory)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.folder.path)
            #expect(files == ["pay.json"])
        }
    }

    @Test("the same memory does not touch the file")
    func untouched() async throws {
        try await withMemory { folder, file in
            #expect(folder.write(Self.memory, "pay") == nil)
            let past = Date(timeIntervalSince1970: 1000)
            try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: file.path)
            #expect(folder.write(Self.memory, "pay") == nil)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.modificationDate] as? Date == past)
        }
    }

    @Test(
        "a file that can't be used is told, and nothing is remembered",
        arguments: [
            ("{", "it is damaged", false),
            (#"{"schema":"perceo-memory/9"}"#, "its schema is perceo-memory/9, not perceo-memory/1", true),
        ])
    func unusable(text: String, reason: String, isForeign: Bool) async throws {
        try await withMemory { folder, file in
            try Data(text.utf8).write(to: file)
            let content = folder.read("pay")
            #expect(content.memory == nil)
            #expect(content.notice == ".perceo/memory/pay.json can't be used: \(reason)")
            #expect(content.isForeign == isForeign)
        }
    }

    @Test("only files are read and replaced")
    func link() async throws {
        try await withMemory { folder, file in
            let elsewhere = file.deletingLastPathComponent().appending(path: "elsewhere")
            try Self.memory.data().write(to: elsewhere)
            try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere)
            let content = folder.read("pay")
            #expect(content.memory == nil)
            #expect(content.notice == ".perceo/memory/pay.json is no file and was not read")
            #expect(content.isForeign)
        }
    }

    @Test("where nothing can be written it is told")
    func readOnly() async throws {
        try await withTemporaryFolder { project in
            // A file stands where the folder should be: that stops root too.
            try Data().write(to: project.appending(path: ".perceo"))
            let notice = MemoryFolder(in: project).write(Self.memory, "pay")
            #expect(notice?.hasPrefix("the memory of \"Pay\" can't be written: ") == true)
        }
    }
}
