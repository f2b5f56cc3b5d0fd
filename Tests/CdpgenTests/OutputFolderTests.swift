import Foundation
import Testing

@testable import cdpgen

@Suite struct OutputFolderTests {
    @Test("an update writes what differs, deletes what is stale and leaves nothing to do")
    func update() throws {
        try withFolder { folder in
            #expect(try folder.update(to: ["A.swift": "a", "B.swift": "b"]) == ["A.swift", "B.swift"])
            #expect(
                try folder.update(to: ["B.swift": "new", "C.swift": "c"]) == [
                    "A.swift", "B.swift", "C.swift",
                ])
            #expect(try folder.differences(from: ["B.swift": "new", "C.swift": "c"]) == [])
            let text = try String(contentsOf: folder.url.appending(path: "B.swift"), encoding: .utf8)
            #expect(text == "new")
        }
    }

    @Test("a check names changed, missing and stale files and touches none")
    func check() throws {
        try withFolder { folder in
            _ = try folder.update(to: ["A.swift": "a", "B.swift": "b", "C.swift": "c"])
            let wanted = ["A.swift": "a", "B.swift": "other", "D.swift": "d"]
            #expect(try folder.differences(from: wanted) == ["B.swift", "C.swift", "D.swift"])
            #expect(try folder.differences(from: wanted) == ["B.swift", "C.swift", "D.swift"])
        }
    }

    @Test("a folder that is not there differs by every file")
    func missingFolder() throws {
        let folder = OutputFolder(
            url: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
        #expect(try folder.differences(from: ["A.swift": "a"]) == ["A.swift"])
    }

    private func withFolder(_ body: (OutputFolder) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "cdpgen-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try body(OutputFolder(url: url))
    }
}
