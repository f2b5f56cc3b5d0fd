/// Puts a message together from the Messages API's events; events and pieces of kinds unknown to it are left out.
struct AnthropicStream: StreamReader {
    private struct Piece {
        var fields: [String: JSON]
        /// The input as it came so far.
        var input = ""
        var isOver = false
        /// Set when the input, over, is no JSON.
        var fault: JSONError?
    }

    private var message: [String: JSON]?
    private var pieces: [Piece] = []
    private var stop: (reason: String?, details: JSON?) = (nil, nil)
    private(set) var usage = Usage()
    private(set) var isDone = false

    mutating func take(_ event: ServerSentEvent) throws(ModelError) {
        guard !isDone else { return }
        let data: JSON
        do {
            data = try JSON(text: event.data)
        } catch {
            throw .malformed("event \(event.name): \(error.reason)", at: event.end)
        }
        // Gateways leave the event's name out; the data says the same.
        switch data["type"]?.string ?? event.name {
        case "message_start": try start(data, event.end)
        case "content_block_start": try startBlock(data, event.end)
        case "content_block_delta": try extend(data, event.end)
        case "content_block_stop": try endBlock(data, event.end)
        case "message_delta": change(data)
        case "message_stop": isDone = true
        case "error": throw failure(data)
        default: break
        }
    }

    func finish() throws(ModelError) -> ModelReply {
        guard isDone, let message else {
            throw dropped("the stream ended before the message did")
        }
        let reason = AnthropicReply.stop(stop.reason, stop.details)
        // Of a message that was cut off the last call's input may be cut off too.
        for piece in pieces where reason != .truncated {
            if let fault = piece.fault {
                throw .malformed("a call's input: \(fault.reason)", at: fault.offset)
            }
            if !piece.isOver { throw dropped("a block of the message did not end") }
        }
        return try AnthropicReply.read(
            .fields([
                "id": message["id"], "model": message["model"], "stop_reason": stop.reason.map(JSON.string),
                "stop_details": stop.details, "content": .array(pieces.map { .object($0.fields) }),
                "usage": [
                    "input_tokens": .integer(usage.input), "output_tokens": .integer(usage.output),
                    "cache_creation_input_tokens": .integer(usage.cacheWrite),
                    "cache_read_input_tokens": .integer(usage.cacheRead),
                ],
            ]))
    }

    private func dropped(_ reason: String) -> ModelError {
        var error = ModelError(.dropped, reason)
        error.usage = usage
        return error
    }

    private mutating func start(_ data: JSON, _ place: Int) throws(ModelError) {
        guard message == nil, let started = data["message"]?.object else {
            throw .malformed("message_start without a message, or a second one", at: place)
        }
        message = started
        usage = AnthropicReply.usage(started["usage"])
    }

    private mutating func startBlock(_ data: JSON, _ place: Int) throws(ModelError) {
        guard message != nil, data["index"]?.integer == pieces.count,
            let block = data["content_block"]?.object
        else { throw .malformed("content_block_start out of order", at: place) }
        pieces.append(Piece(fields: block))
    }

    private mutating func extend(_ data: JSON, _ place: Int) throws(ModelError) {
        let index = try openPiece(data, place)
        guard let delta = data["delta"] else { throw .malformed("an empty content_block_delta", at: place) }
        func append(_ name: String) {
            guard let more = delta[name]?.string else { return }
            pieces[index].fields[name] = .string((pieces[index].fields[name]?.string ?? "") + more)
        }
        switch delta["type"]?.string {
        case "text_delta": append("text")
        case "thinking_delta": append("thinking")
        case "input_json_delta": pieces[index].input += delta["partial_json"]?.string ?? ""
        // The signature comes as a whole.
        case "signature_delta": pieces[index].fields["signature"] = delta["signature"]
        case "citations_delta":
            guard let citation = delta["citation"] else { break }
            let before = pieces[index].fields["citations"]?.array ?? []
            pieces[index].fields["citations"] = .array(before + [citation])
        default: break
        }
    }

    private mutating func endBlock(_ data: JSON, _ place: Int) throws(ModelError) {
        let index = try openPiece(data, place)
        pieces[index].isOver = true
        guard !pieces[index].input.isEmpty else { return }
        do {
            pieces[index].fields["input"] = try JSON(text: pieces[index].input)
        } catch {
            pieces[index].fault = error
        }
    }

    private func openPiece(_ data: JSON, _ place: Int) throws(ModelError) -> Int {
        guard let index = data["index"]?.integer, pieces.indices.contains(index), !pieces[index].isOver else {
            throw .malformed("a piece of a block that is not open", at: place)
        }
        return index
    }

    /// Counts are totals, each of which may be left out.
    private mutating func change(_ data: JSON) {
        if let reason = data["delta"]?["stop_reason"]?.string { stop.reason = reason }
        if let details = data["delta"]?["stop_details"], details != .null { stop.details = details }
        guard let counts = data["usage"] else { return }
        usage.input = counts["input_tokens"]?.integer ?? usage.input
        usage.cacheWrite = counts["cache_creation_input_tokens"]?.integer ?? usage.cacheWrite
        usage.cacheRead = counts["cache_read_input_tokens"]?.integer ?? usage.cacheRead
        usage.output = counts["output_tokens"]?.integer ?? usage.output
    }

    private func failure(_ data: JSON) -> ModelError {
        var error = AnthropicReply.failure(status: 200, in: data, offered: [])
        error.usage = usage
        return error
    }
}
