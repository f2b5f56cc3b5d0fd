import Models

/// What a scripted server does about one request.
package struct ScriptedAnswer: Sendable {
    package enum Fault: Sendable, Hashable {
        /// The connection ends after so many bytes of the body.
        case cut(after: Int)
        /// Nothing comes after so many bytes of the body.
        case stall(after: Int)
        /// The body comes in pieces of so many bytes.
        case pieces(of: Int)
    }

    package var status = 200
    package var headers: [String: String] = [:]
    /// The model's words; nil when there are none.
    package var reply: ScriptedReply?
    /// In place of what the wire makes of the reply.
    package var body: [UInt8]?
    package var fault: Fault?

    package static func say(_ reply: ScriptedReply, _ fault: Fault? = nil) -> ScriptedAnswer {
        ScriptedAnswer(reply: reply, fault: fault)
    }

    /// - Parameter headers: Such as `retry-after`.
    package static func fail(
        _ status: Int, _ message: String = "scripted", headers: [String: String] = [:]
    ) -> ScriptedAnswer {
        var answer = ScriptedAnswer()
        answer.status = status
        answer.headers = headers
        answer.message = message
        return answer
    }

    package static func raw(_ body: String, type: String = "application/json") -> ScriptedAnswer {
        var answer = ScriptedAnswer()
        answer.headers = ["content-type": type]
        answer.body = Array(body.utf8)
        return answer
    }

    var message = ""

    private init(reply: ScriptedReply? = nil, fault: Fault? = nil) {
        self.reply = reply
        self.fault = fault
    }

    /// The bytes of the body for a request, and of what kind they are.
    func bytes(for asked: AskedRequest) -> (bytes: [UInt8], type: String) {
        let writer = asked.wire.writer
        if let body { return (body, headers["content-type"] ?? "application/json") }
        guard let reply, status == 200 else {
            return (writer.failure(status: status, message: message).bytes, "application/json")
        }
        return asked.wantsStream
            ? (writer.stream(reply, model: asked.model), "text/event-stream; charset=utf-8")
            : (writer.body(reply, model: asked.model).bytes, "application/json")
    }

    /// The messages that a client must send back when it goes on.
    func kept(for asked: AskedRequest) -> [JSON]? {
        guard let reply, status == 200, body == nil else { return nil }
        if case .cut? = fault { return nil }
        let body = asked.wire.writer.body(reply, model: asked.model)
        switch asked.wire {
        case .anthropicMessages: return [["role": "assistant", "content": body["content"] ?? []]]
        case .openAIResponses: return body["output"]?.array
        case .chatCompletions:
            let message = body["choices"]?.array?.first?["message"]?.object ?? [:]
            return [.object(message.filter { $0.value != .null && $0.key != "refusal" })]
        }
    }
}
