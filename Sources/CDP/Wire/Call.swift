/// One command ready for the wire, whatever its type.
package struct Call: Sendable {
    package let method: String
    private let params: [UInt8]

    package init<Command: DevToolsCommand>(_ command: Command) {
        method = Command.method
        var json = JSONWriter()
        command.write(to: &json)
        params = json.bytes
    }

    /// The whole message, with its id and session around the params.
    func message(id: Int, session: SessionID?) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(params.count + 96)
        text.append(contentsOf: #"{"id":"#.utf8)
        text.append(contentsOf: String(id).utf8)
        text.append(contentsOf: #","method":""#.utf8)
        text.append(contentsOf: method.utf8)
        text.append(contentsOf: #"","params":{"#.utf8)
        text.append(contentsOf: params)
        text.append(UInt8(ascii: "}"))
        if let session {
            text.append(contentsOf: #","sessionId":""#.utf8)
            text.append(contentsOf: session.rawValue.utf8)
            text.append(UInt8(ascii: "\""))
        }
        text.append(UInt8(ascii: "}"))
        return text
    }
}

/// The undecoded answer to one call.
package struct RawReply: Sendable {
    let method: String
    let message: [UInt8]
    let body: Range<Int>

    /// The answer as `type`.
    package func decode<Reply: Decodable>(_ type: Reply.Type) throws(CDPError) -> Reply {
        try WireDecoder.decode(type, from: message, body, method: method)
    }
}
