/// One command ready for the wire, whatever its type.
package struct Call: Sendable {
    package let method: String
    private let params: [UInt8]
    /// Part of the only refusal that counts as an answer.
    private(set) var acceptedRefusal: String?

    package init<Command: DevToolsCommand>(_ command: Command) {
        method = Command.method
        var json = JSONWriter()
        command.write(to: &json)
        params = json.bytes
    }

    /// The same call, for which a refusal with these words is as good as an answer.
    ///
    /// Chromium has one code for all refusals of such commands, so the words are all there is to tell them apart.
    package func accepting(_ refusal: String) -> Call {
        var call = self
        call.acceptedRefusal = refusal
        return call
    }

    /// `outcome`, with the accepted refusal taken for an empty answer.
    func settled(_ outcome: Result<RawReply, any Error>) -> Result<RawReply, any Error> {
        guard let acceptedRefusal, case .failure(let error as CDPError) = outcome,
            case .refused = error.code, error.detail.contains(acceptedRefusal)
        else { return outcome }
        return .success(RawReply(method: method, message: [], body: 0..<0))
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
