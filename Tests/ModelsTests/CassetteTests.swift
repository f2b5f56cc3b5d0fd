import Foundation
import HTTP
import ModelServer
import Testing

@testable import Models

@Suite struct CassetteTests {
    private static let key = "sk-cassette-key-42"
    private static let secret = "hunter2-canary"
    private static let mask: @Sendable (String) -> String = { $0.replacing(secret, with: "‹secret›") }

    /// Plays three turns and tells what the model has said.
    private func play(_ wire: Models.Provider.Wire, over transport: any ModelTransport) async throws
        -> [[ToolCall]]
    {
        let model = ModelClient(
            try wire.sampleFacts(), transport: transport, rate: RateKeeper(), policy: .quick)
        var conversation = try Conversation.sample()
        var said: [[ToolCall]] = []
        for _ in 0..<3 {
            let reply = try await model.reply(to: conversation, within: .seconds(30))
            said.append(reply.calls)
            try conversation.add(reply)
            try conversation.answer(
                reply.calls.map { .done($0, "The page says \(Self.secret).", image: .sample()) })
        }
        return said
    }

    @Test(
        "what was recorded is replayed without anyone to ask, refusals and all",
        arguments: Models.Provider.Wire.all)
    func roundTrip(wire: Models.Provider.Wire) async throws {
        var script = (1...3).map { ScriptedAnswer.say(wire.sampleReply(id: "\($0)")) }
        script.insert(.fail(429, headers: ["retry-after-ms": "3"]), at: 1)
        script.insert(.say(wire.sampleReply(), .cut(after: 500)), at: 0)
        let (said, cassette) = try await ScriptedServer.with(script) { server in
            let http = try HTTPClient()
            defer { http.close() }
            var provider = try wire.sampleFacts().provider
            provider.url = server.url(wire)
            provider.keyVariable = "KEY"
            let base = try HTTPTransport(provider, environment: ["KEY": Self.key], client: http)
            let recorder = CassetteTransport(recording: base, mask: Self.mask)
            return (try await play(wire, over: recorder), recorder.recorded)
        }
        // What broke off was no answer and is not kept.
        #expect(cassette.count == 4)
        let text = cassette.text
        #expect(!text.contains(Self.key) && !text.contains(Self.secret) && text.contains("‹secret›"))
        #expect(!text.contains(ModelImage.sample().base64) && text.contains("picture 1280×720 "))
        let replayer = CassetteTransport(replaying: try Cassette(text: text), mask: Self.mask)
        #expect(try await play(wire, over: replayer) == said)
        #expect(replayer.recorded.unused == 0)
        #expect(try Cassette(text: text).text == text)
    }

    private func request(_ text: String, image: ModelImage = .sample()) throws -> CanonicalRequest {
        let facts = try ModelTable.bundled.facts(for: "claude-sonnet-5-5")
        var conversation = Conversation(system: "s", offer: ToolOffer(display: PixelSize(9, 9)))
        try conversation.ask([.text(text), .image(image)])
        let settings = CallSettings(tool: .browserToolset, maxOutputTokens: 9, streams: false)
        return CanonicalRequest(try AnthropicWire(facts: facts).request(for: conversation, settings))
    }

    @Test("a request that was never recorded is an error that shows what has changed")
    func drift() throws {
        var cassette = Cassette()
        cassette.record(try request("Press the red button, please."), WireAnswer(status: 200, body: []))
        cassette.record(try request("Something else."), WireAnswer(status: 200, body: []))
        let asked = try request("Press the red knob, please.")
        let drift = #expect(throws: Cassette.Drift.self) { try cassette.replay(asked) }
        #expect(
            drift?.differences == [
                #"body/messages/0/content/0/text: "Press the red button, please." is now "Press the red knob, please.""#
            ])
        let repainted = try request("Press the red button, please.", image: .sample(640, 480))
        let other = #expect(throws: Cassette.Drift.self) { try cassette.replay(repainted) }
        #expect(other?.differences.count == 1)
        #expect(other?.description.contains("data: \"picture 1280×720") == true)
    }

    @Test("a request asked twice gets both answers in turn, and then none")
    func twice() throws {
        var cassette = Cassette()
        let asked = try request("Go.")
        cassette.record(asked, WireAnswer(status: 429, body: Array("a\n\nb".utf8)))
        cassette.record(asked, WireAnswer(status: 200, body: Array("é\r\n".utf8)))
        #expect(try cassette.replay(asked).status == 429)
        #expect(try cassette.replay(asked).body == Array("é\r\n".utf8))
        let drift = #expect(throws: Cassette.Drift.self) { try cassette.replay(asked) }
        #expect(drift?.differences == [] && cassette.unused == 0)
    }

    @Test("the hash of a request tells it from others, whatever the order of its fields")
    func hash() throws {
        #expect(try request("a").hash == request("a").hash)
        #expect(try request("a").hash != request("b").hash)
        #expect(try request("a").hash != request("a", image: .sample(1, 1)).hash)
        #expect(try request("a").hash.count == 64)
    }

    @Test(
        "a file that is no recording is told as such",
        arguments: ["", "{}", #"{"schema":9,"exchanges":[]}"#, #"{"schema":1,"exchanges":[{}]}"#])
    func unreadable(text: String) {
        #expect(throws: Cassette.Unreadable.self) { try Cassette(text: text) }
    }

    @Test("differences are told by their place, and no more of them than one can read")
    func differences() {
        let before: JSON = ["a": [1, 2, 3], "b": "x", "c": true]
        let now: JSON = ["a": [1, 5], "b": "x", "d": .null]
        #expect(
            JSONDifference.lines(before, now) == [
                "a/1: 2 is now 5", "a/2: 3 is gone", "c: true is gone", "d: null is new",
            ])
        let many = JSON.array((0..<50).map { .integer($0) })
        #expect(JSONDifference.lines(many, .array([]), most: 5).last == "… and 45 more places")
    }
}
