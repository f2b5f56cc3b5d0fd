import Testing

@testable import WebSocket

@Suite struct OutboxTests {
    @Test("only the first message after an empty look is announced")
    func announcements() {
        var outbox = Outbox()
        #expect(outbox.add([[1]]) == .announce)
        #expect(outbox.add([[2], [3]]) == .nothing)
        #expect(outbox.takeAll() == [[1], [2], [3]])
        #expect(outbox.add([[4]]) == .nothing)
        #expect(outbox.takeAll() == [[4]])
        #expect(outbox.takeAll() == [])
        #expect(outbox.add([[5]]) == .announce)
    }

    @Test("an empty batch wakes nobody")
    func emptyBatch() {
        var outbox = Outbox()
        #expect(outbox.add([]) == .nothing)
        #expect(outbox.add([[1]]) == .announce)
    }

    @Test("a closed outbox keeps what it has and takes no more")
    func closing() {
        var outbox = Outbox()
        #expect(outbox.add([[1]]) == .announce)
        let closings = [outbox.close(), outbox.close()]
        #expect(closings == [true, false])
        #expect(outbox.add([[2]]) == .refuse)
        #expect(outbox.takeAll() == [[1]])
    }
}
