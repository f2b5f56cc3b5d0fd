import Testing

@testable import CDP

@Suite struct MessageLogTests {
    @Test("the oldest messages are forgotten first, with a count, and long ones are cut")
    func bounded() {
        var log = MessageLog()
        for number in 0..<1000 {
            log.add(.init(direction: .send, time: Double(number), opcode: 1, text: "\(number)"))
        }
        log.add(
            .init(direction: .receive, time: 1000, opcode: 1, text: String(repeating: "x", count: 50_000)))
        #expect(log.messages.count <= MessageLog.capacity)
        #expect(log.messages.count + log.forgotten == 1001)
        #expect(log.messages.dropLast().last?.text == "999")
        #expect(log.messages.last?.text.count == MessageLog.longestText + 1)
    }
}
