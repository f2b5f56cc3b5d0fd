import Foundation
import PerceoTestKit
import Testing

@testable import CDP

@Suite struct VideoSpoolTests {
    private func content(_ spool: VideoSpool) async throws -> [UInt8] {
        var all: [UInt8] = []
        try await spool.pieces(of: 3) { all += $0 }
        return all
    }

    @Test("what is held back is in memory up to the limit, beyond it on the disk", arguments: [5, 10, 25])
    func limit(count: Int) async throws {
        let spool = try VideoSpool(.heldBack, memoryLimit: 10)
        for number in 0..<count { try spool.append([UInt8(number)]) }
        #expect(spool.count == count)
        #expect(spool.inMemory == (count <= 10 ? count : 0))
        #expect(try await content(spool) == (0..<count).map(UInt8.init))
        spool.discard()
        #expect(spool.count == 0)
    }

    @Test("what is wanted after all becomes the file", arguments: [5, 25])
    func keep(count: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "a.mp4").path
            let spool = try VideoSpool(.heldBack, memoryLimit: 10)
            for number in 0..<count { try spool.append([UInt8(number)]) }
            #expect(!FileManager.default.fileExists(atPath: path))
            try spool.keep(at: path)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data((0..<count).map(UInt8.init)))
            #expect(spool.inMemory == 0)
        }
    }

    @Test("what is wanted in any case is on the disk at once, and gone when it is not wanted after all")
    func file() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "a.mp4").path
            let spool = try VideoSpool(.file(path))
            try spool.append([1, 2, 3])
            #expect(try Data(contentsOf: URL(filePath: path)) == Data([1, 2, 3]))
            try spool.keep(at: path)
            #expect(FileManager.default.fileExists(atPath: path))
            spool.discard()
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
