import HTTP
import ModelServer
import Testing

@testable import Models

@Suite struct WireTests {
    @Test("a plain answer and a stream are read as the same reply", arguments: Provider.Wire.all)
    func same(wire: Provider.Wire) throws {
        let speaker = try wire.speak(to: wire.sampleFacts())
        let plain = try speaker.reply(in: wire.writer.body(wire.sampleReply(), model: "m").bytes)
        let stream = wire.writer.stream(wire.sampleReply(), model: "m")
        #expect(plain.calls.count == 2)
        #expect(plain.usage == Usage(input: 1200, cacheWrite: 300, cacheRead: 5000, output: 77))
        #expect(plain.stop == .calls && plain.problem == nil)
        for length in [1, 3, 64, stream.count] {
            let streamed = try readStream(speaker, stream, pieces: length)
            #expect(streamed.blocks == plain.blocks && streamed.usage == plain.usage)
            #expect(streamed.stop == plain.stop && streamed.id == plain.id)
        }
        let windows = wire.writer.stream(wire.sampleReply(), model: "m", lineEnd: "\r\n")
        #expect(try readStream(speaker, windows, pieces: 1).blocks == plain.blocks)
    }

    @Test("a stream that breaks off anywhere is an error, never half a reply", arguments: Provider.Wire.all)
    func cuts(wire: Provider.Wire) throws {
        let speaker = try wire.speak(to: wire.sampleFacts())
        let stream = wire.writer.stream(wire.sampleReply(), model: "m")
        let whole = try readStream(speaker, stream, pieces: stream.count)
        var parser = EventStreamParser()
        var reader = speaker.streamReader()
        for (place, byte) in stream.enumerated() {
            try reader.takeAll(parser.take([byte]))
            do {
                // Only what merely follows the reply may be missing.
                #expect(try reader.finish().blocks == whole.blocks)
                #expect(place > stream.count - 400)
            } catch {
                #expect(error.code == .dropped && error.isPassing)
            }
        }
    }

    @Test(
        "what an answer can hold instead of a reply is malformed, with its place",
        arguments: Provider.Wire.all)
    func malformed(wire: Provider.Wire) throws {
        let speaker = try wire.speak(to: wire.sampleFacts())
        for body in [
            "", "<html>", "{}", "[]", "null", #"{"content": [{}]}"#, #"{"output": [{}]}"#,
            #"{"choices": []}"#,
        ] {
            let error = #expect(throws: ModelError.self) { try speaker.reply(in: Array(body.utf8)) }
            guard case .malformed = error?.code else {
                Issue.record("\(body): \(String(describing: error))")
                continue
            }
        }
        let whole = wire.writer.body(wire.sampleReply(), model: "m").bytes
        for end in stride(from: 0, to: whole.count, by: 7) {
            let error = #expect(throws: ModelError.self) { try speaker.reply(in: Array(whole[..<end])) }
            guard case .malformed(let place) = error?.code else {
                Issue.record("cut at \(end): \(String(describing: error))")
                continue
            }
            // A word such as `true` is told by its beginning.
            #expect(place <= end && place > end - 5)
        }
    }

    @Test(
        "every way to stop is told",
        arguments: Provider.Wire.all, [ModelReply.Stop.finished, .truncated, .refused("cyber")])
    func stops(wire: Provider.Wire, stop: ModelReply.Stop) throws {
        let speaker = try wire.speak(to: wire.sampleFacts())
        let script = ScriptedReply([.text("cyber")], stop: stop)
        let plain = try speaker.reply(in: wire.writer.body(script, model: "m").bytes)
        #expect(plain.stop == stop)
        let streamed = try readStream(speaker, wire.writer.stream(script, model: "m"), pieces: 3)
        #expect(streamed.stop == stop)
    }

    @Test(
        "a bad status has its meaning",
        arguments: Provider.Wire.all,
        [
            (401, ModelError.Code.badKey), (402, .noCredit), (404, .unknownModel), (413, .tooLarge),
            (429, .rateLimited), (500, .serverFault(500)), (502, .serverFault(502)), (529, .overloaded),
            (503, .overloaded), (400, .badRequest), (422, .badRequest), (408, .serverFault(408)),
        ])
    func statuses(wire: Provider.Wire, expected: (status: Int, code: ModelError.Code)) throws {
        let speaker = try wire.speak(to: wire.sampleFacts())
        let body = wire.writer.failure(status: expected.status, message: "no").bytes
        let error = speaker.failure(status: expected.status, headers: HTTPHeaders(), body: body)
        #expect(error.code == expected.code && error.detail == "no")
        // A gateway between us may answer with a page.
        let page = speaker.failure(
            status: expected.status, headers: HTTPHeaders(), body: Array("<html>".utf8))
        #expect(page.code == expected.code)
    }

    @Test("nothing that steers the choice of words is ever sent", arguments: Provider.Wire.all)
    func noSampling(wire: Provider.Wire) throws {
        let facts = try wire.sampleFacts()
        let settings = CallSettings(tool: facts.tools[0], maxOutputTokens: 1000, streams: true)
        let body = try wire.speak(to: facts).request(for: .sample(), settings).body
        for name in ["temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty"] {
            #expect(body[name] == nil)
        }
        #expect(body["model"] == .string(facts.id))
    }

    @Test(
        "a question about pictures offers no screen, only what it is answered with",
        arguments: Provider.Wire.all)
    func noScreen(wire: Provider.Wire) throws {
        let facts = try wire.sampleFacts()
        let settings = CallSettings(tool: facts.tools[0], maxOutputTokens: 1000, streams: false)
        let question = VerifyQuestion(claim: "It is paid.", pageText: "Paid", isTurned: false)
        let body = try wire.speak(to: facts).request(
            for: question.conversation([.sample()], nonce: "n"), settings
        ).body
        let tools = body["tools"]?.array ?? []
        #expect(tools.compactMap { $0["name"] ?? $0["function"]?["name"] } == ["report_verdict"])
        let probe = try wire.speak(to: facts).request(
            for: CoordinateProbe().conversation(.sample()), settings
        ).body
        #expect(probe["tools"]?.array?.isEmpty ?? true)
    }

    @Test("a longer conversation begins with the shorter one, word for word", arguments: Provider.Wire.all)
    func appendOnly(wire: Provider.Wire) throws {
        let facts = try wire.sampleFacts()
        let speaker = wire.speak(to: facts)
        let settings = CallSettings(tool: facts.tools[0], maxOutputTokens: 1000, streams: false)
        var conversation = try Conversation.sample()
        func messages() throws -> [JSON] {
            let body = try speaker.request(for: conversation, settings).body
            // Marks move on; they are no part of what is said.
            let plain = body.mapObjects { fields in fields.filter { $0.key != "cache_control" } }
            return plain["messages"]?.array ?? plain["input"]?.array ?? []
        }
        var before = try messages()
        for round in 1...4 {
            let reply = try speaker.reply(
                in: wire.writer.body(wire.sampleReply(id: "\(round)"), model: "m").bytes)
            try conversation.add(reply)
            try conversation.answer(reply.calls.map { .done($0, "Done.", image: .sample()) })
            let now = try messages()
            #expect(now.count > before.count && Array(now.prefix(before.count)) == before)
            before = now
        }
    }
}
