import CDP
import Foundation
import PerceoTestKit
import Synchronization
import Testing

@testable import Runner

@Suite struct PictureDeskTests {
    private final class Diary: Sendable {
        let lines = Mutex<[Int]>([])
        func write(_ line: Int) { lines.withLock { $0.append(line) } }
        var all: [Int] { lines.withLock { $0 } }
    }

    @Test func `work is done in order, and all of it before the end`() async {
        let desk = PictureDesk()
        let diary = Diary()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await desk.work() }
            for number in 0..<20 { await desk.add { diary.write(number) } }
            await desk.finish()
            #expect(diary.all == Array(0..<20))
        }
    }

    @Test func `who brings more than there is room for waits`() async throws {
        let desk = PictureDesk()
        let gate = Promise<Void>()
        let brought = Observed(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await desk.work() }
            group.addTask {
                for _ in 0..<10 {
                    await desk.add { _ = try? await gate.value }
                    brought.update { $0 += 1 }
                }
            }
            // One is being done, the others wait.
            _ = try await brought.wait { $0 == PictureDesk.most + 1 ? true : nil }
            gate.fulfil(())
            _ = try await brought.wait { $0 == 10 ? true : nil }
            await desk.finish()
        }
    }

    @Test func `the end comes after what waits behind the work that is being done`() async throws {
        for _ in 0..<200 {
            let desk = PictureDesk()
            let diary = Diary()
            let gate = Promise<Void>()
            let begun = Observed(false)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await desk.work() }
                await desk.add {
                    begun.update { $0 = true }
                    _ = try? await gate.value
                }
                await desk.add {
                    await Task.yield()
                    diary.write(2)
                }
                _ = try await begun.wait { $0 ? true : nil }
                group.addTask { gate.fulfil(()) }
                await desk.finish()
                #expect(diary.all == [2])
            }
        }
    }

    @Test func `what nobody worked on is done at the end`() async {
        let desk = PictureDesk()
        let diary = Diary()
        for number in 0..<3 { await desk.add { diary.write(number) } }
        await desk.finish()
        #expect(diary.all == [0, 1, 2])
    }
}

@Suite struct PictureBookTests {
    @Test func `the same picture is stored once, however often it is taken`() async throws {
        try await withTemporaryFolder { folder in
            var book = PictureBook()
            let first = try book.add([1, 2, 3], as: "01.jpg", in: folder)
            let second = try book.add([1, 2, 4], as: "02.jpg", in: folder)
            let third = try book.add([1, 2, 3], as: "03.jpg", in: folder)
            #expect([first, second, third] == ["01.jpg", "02.jpg", "01.jpg"])
            #expect(book.names == ["01.jpg", "02.jpg"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
        }
    }

    @Test func `a picture that was lost from the disk is written again`() async throws {
        try await withTemporaryFolder { folder in
            var book = PictureBook()
            _ = try book.add([1], as: "01.jpg", in: folder)
            try FileManager.default.removeItem(at: folder.appending(path: "01.jpg"))
            let again = try book.add([1], as: "02.jpg", in: folder)
            #expect(again == "02.jpg")
        }
    }

    @Test func `there is an end to pictures`() async throws {
        try await withTemporaryFolder { folder in
            var book = PictureBook()
            for number in 0..<PictureBook.most {
                _ = try book.add(Array("\(number)".utf8), as: "\(number)", in: folder)
            }
            #expect(book.isFull)
        }
    }
}
