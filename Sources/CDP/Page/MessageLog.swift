/// The messages of one WebSocket or event source.
///
/// Bounded: the oldest are forgotten first.
package struct MessageLog: Sendable {
    package enum Direction: String, Sendable {
        case send, receive
    }

    package struct Message: Sendable, Equatable {
        package var direction: Direction
        /// Seconds since 1970.
        package var time: Double
        /// 1 is text, 2 is binary as Base64; 0 for what came from an event source.
        package var opcode: Int
        package var text: String
        /// Name and id of an event.
        package var name: String?
        package var id: String?
    }

    static let capacity = 400
    static let longestText = 4000

    package private(set) var messages: [Message] = []
    package private(set) var forgotten = 0

    mutating func add(_ message: Message) {
        var message = message
        if message.text.utf8.count > Self.longestText {
            message.text = String(decoding: message.text.utf8.prefix(Self.longestText), as: UTF8.self) + "…"
        }
        messages.append(message)
        guard messages.count > Self.capacity else { return }
        messages.removeFirst(Self.capacity / 4)
        forgotten += Self.capacity / 4
    }
}
