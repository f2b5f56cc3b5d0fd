import Testing

@testable import WebSocket

@Suite struct FrameJoinerTests {
    private let message = Array("0123456789abcdef".utf8)

    @Test("a message cut into two chunks of one frame at any place arrives whole", arguments: 1..<16)
    func twoChunks(cut: Int) throws {
        var joiner = FrameJoiner(maximumBytes: 16)
        let early = try joiner.add(message[..<cut], remaining: 16 - cut, isFinal: true)
        let late = try joiner.add(message[cut...], remaining: 0, isFinal: true)
        #expect(early == nil)
        #expect(late == message)
    }

    @Test("a message cut into two frames at any place arrives whole", arguments: 0...16)
    func twoFrames(cut: Int) throws {
        var joiner = FrameJoiner(maximumBytes: 16)
        let early = try joiner.add(message[..<cut], remaining: 0, isFinal: false)
        let late = try joiner.add(message[cut...], remaining: 0, isFinal: true)
        #expect(early == nil)
        #expect(late == message)
    }

    @Test("single bytes add up, whatever the frames are", arguments: [1, 2, 5, 16])
    func singleBytes(frame: Int) throws {
        var joiner = FrameJoiner(maximumBytes: 16)
        var whole: [[UInt8]] = []
        for (index, byte) in message.enumerated() {
            let place = index % frame
            let length = min(frame, 16 - (index - place))
            let isLastFrame = index - place + length == 16
            let done = try joiner.add([byte], remaining: length - place - 1, isFinal: isLastFrame)
            if let done { whole.append(done) }
        }
        #expect(whole == [message])
    }

    @Test("messages do not run into each other")
    func following() throws {
        var joiner = FrameJoiner(maximumBytes: 8)
        #expect(try joiner.add([1], remaining: 0, isFinal: false) == nil)
        #expect(try joiner.add([2], remaining: 0, isFinal: true) == [1, 2])
        #expect(try joiner.add([3], remaining: 0, isFinal: true) == [3])
        #expect(try joiner.add([], remaining: 0, isFinal: true) == [])
        #expect(try joiner.add([4], remaining: 1, isFinal: true) == nil)
        #expect(try joiner.add([5], remaining: 0, isFinal: true) == [4, 5])
    }

    @Test(
        "a message over the limit is refused as soon as it is announced",
        arguments: [(first: 4, remaining: 5, second: 0), (4, 0, 5), (9, 0, 0), (0, 9, 0)])
    func tooLarge(first: Int, remaining: Int, second: Int) {
        var joiner = FrameJoiner(maximumBytes: 8)
        let error = #expect(throws: WebSocketError.self) {
            _ = try joiner.add([UInt8](repeating: 0, count: first), remaining: remaining, isFinal: false)
            _ = try joiner.add([UInt8](repeating: 0, count: second), remaining: 0, isFinal: true)
        }
        #expect(error?.code == .tooLarge)
    }
}
