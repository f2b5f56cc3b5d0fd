import Foundation
import HTTP
import ModelServer
import PerceoTestKit
import Synchronization
import Testing

@testable import Models

/// The providers' own client libraries vouch for our requests and for our scripted servers.
@Suite(.timeLimit(.minutes(8))) struct SDKTests {
    @Test("every kind of request we send is one that the providers' libraries could have sent")
    func schema() async throws {
        let requests = try Self.everyRequest()
        let lines = requests.map { name, wire, body in
            JSON.object(["wire": .string(wire.rawValue), "body": body]).description
        }
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "requests")
            try Data((lines + [Self.wrong]).joined(separator: "\n").utf8).write(to: file)
            let complaints = try await SDKTools.run(["schema", file.path])
            #expect(complaints.count == requests.count + 1)
            for (request, found) in zip(requests, complaints) { #expect(found == [], "\(request.name)") }
            let valid = complaints.prefix(requests.count).count { $0 == [] }
            Criterion.count("1 requests", valid, of: requests.count)
            // Lest the check itself be blind.
            #expect((complaints.last?.array?.count ?? 0) >= 3)
        }
    }

    private static let wrong = #"""
        {"wire": "anthropic-messages", "body": {"model": "m", "messages": [{"role": "robot", "content": "x"}, {"role":
        "user", "content": [{"type": "tool_result"}]}], "tools": [{"type": "computer_19990101"}], "temprature": 1}}
        """#.replacing("\n", with: "")

    /// Each wire, tool and turn that we can write.
    private static func everyRequest() throws -> [(name: String, wire: Models.Provider.Wire, body: JSON)] {
        var found: [(String, Models.Provider.Wire, JSON)] = []
        for model in [
            "claude-sonnet-5-5", "claude-opus-5", "claude-opus-4-6", "claude-haiku-4-5", "gpt-6-sol",
            "computer-use-preview", "ollama/qwen3-vl", "openrouter/google/gemini-3.5-flash",
        ] {
            let facts = try ModelTable.bundled.facts(for: model)
            let wire = facts.provider.wire
            for tool in facts.tools + (wire == .chatCompletions ? [] : [.functions]) {
                for gate in GateProfile.allCases {
                    let conversation = try played(wire, facts, gate: gate)
                    for streams in [true, false] {
                        let settings = CallSettings(tool: tool, maxOutputTokens: 900, streams: streams)
                        let body = try wire.speak(to: facts).request(for: conversation, settings).body
                        found.append(("\(model) \(tool) \(gate) \(streams)", wire, body))
                    }
                }
            }
        }
        return found
    }

    /// A conversation with everything in it that can be.
    private static func played(
        _ wire: Models.Provider.Wire, _ facts: ModelFacts, gate: GateProfile
    ) throws -> Conversation {
        var conversation = try Conversation.sample(gate: gate)
        for round in 1...3 {
            let body = wire.writer.body(wire.sampleReply(id: "\(round)"), model: facts.id)
            let reply = try wire.speak(to: facts).reply(in: body.bytes)
            try conversation.add(reply)
            try conversation.answer(
                [.done(reply.calls[0], "Clicked.", image: .sample())]
                    + reply.calls.dropFirst().map { .halted($0) },
                adding: round == 3 ? [.text("Last turn: call report_step.")] : [])
        }
        return conversation
    }

    @Test("a library reads our scripted servers as we do", arguments: Models.Provider.Wire.all)
    func streams(wire: Models.Provider.Wire) async throws {
        let count = 100
        try await ScriptedServer.with({ asked in
            let fault: ScriptedAnswer.Fault? =
                asked.number.isMultiple(of: 3) ? .pieces(of: 1 + asked.number % 17) : nil
            return .say(.random(wire, asked.number), fault)
        }) { server in
            let theirs = try await SDKTools.run(["streams", wire.rawValue, server.url(wire), "\(count)"])
            #expect(theirs.count == count && server.violations == [])
            let speaker = try wire.speak(to: wire.sampleFacts())
            var streams = 0
            var equal = 0
            for (number, reply) in theirs.enumerated() {
                let stream = wire.writer.stream(.random(wire, number), model: "m")
                let ours = try readStream(speaker, stream, pieces: 1)
                #expect(reply == Self.told(ours, wire), "reply \(number)")
                guard server.requests[number].wantsStream else { continue }
                streams += 1
                equal += reply == Self.told(ours, wire) ? 1 : 0
            }
            Criterion.count("1 streams", equal, of: streams)
        }
    }

    /// Our reply in the form in which `check.py` tells the library's.
    private static func told(_ reply: ModelReply, _ wire: Models.Provider.Wire) -> JSON {
        let usage = reply.usage
        let stops: [Models.Provider.Wire: [ModelReply.Stop: JSON]] = [
            .anthropicMessages: [.calls: "tool_use", .finished: "end_turn"],
            .openAIResponses: [.calls: "completed", .finished: "completed"],
            .chatCompletions: [.calls: "tool_calls", .finished: "stop"],
        ]
        let counts: JSON =
            switch wire {
            case .anthropicMessages:
                [
                    "input_tokens": .integer(usage.input), "output_tokens": .integer(usage.output),
                    "cache_creation_input_tokens": .integer(usage.cacheWrite),
                    "cache_read_input_tokens": .integer(usage.cacheRead),
                ]
            case .openAIResponses:
                [
                    "input_tokens": .integer(usage.wholeInput), "output_tokens": .integer(usage.output),
                    "total_tokens": .integer(usage.wholeInput + usage.output),
                ]
            case .chatCompletions:
                [
                    "prompt_tokens": .integer(usage.wholeInput), "completion_tokens": .integer(usage.output),
                    "total_tokens": .integer(usage.wholeInput + usage.output),
                ]
            }
        var content = reply.wire
        if wire == .chatCompletions {
            content = [["text": .string(reply.text)]]
            content += reply.calls.map {
                ["id": .string($0.id), "name": .string($0.name), "arguments": .string($0.input.description)]
            }
        }
        return [
            "id": .string(reply.id), "stop": stops[wire]?[reply.stop] ?? .null, "content": .array(content),
            "usage": counts,
        ]
    }

    @Test("a conversation that a library leads keeps to our servers' rules, and it asks again when told to")
    func converse() async throws {
        for wire in Models.Provider.Wire.all {
            let script: [ScriptedAnswer] = [
                .fail(wire == .anthropicMessages ? 529 : 429, headers: ["retry-after-ms": "5"]),
                .say(wire.sampleReply(id: "1")), .say(wire.sampleReply(id: "2")),
                .say(wire.sampleReply(id: "3")),
            ]
            try await ScriptedServer.with(script) { server in
                let replies = try await SDKTools.run([
                    "converse", wire.rawValue, server.url(wire), ModelImage.sample().base64,
                ])
                #expect(replies.count == 3 && server.requests.count == 4)
                #expect(server.violations == [])
            }
        }
    }

    /// Ways to fail again and again.
    ///
    /// Being told to slow down is not among them: we have more patience with that than the libraries.
    private static let faults: [ScriptedAnswer] = [
        .fail(400), .fail(401), .fail(402), .fail(403), .fail(404), .fail(408), .fail(409), .fail(413),
        .fail(422),
        .fail(500), .fail(502), .fail(503), .fail(504), .fail(529),
        .fail(400, headers: ["x-should-retry": "true"]),
        .fail(500, headers: ["x-should-retry": "false"]), .fail(429, headers: ["x-should-retry": "false"]),
        .fail(529, headers: ["retry-after": "0.01"]), .fail(500, headers: ["retry-after-ms": "5"]),
        .say(ScriptedReply([.text("Hi")]), .cut(after: 20)),
    ]

    @Test(
        "we ask again as often as the libraries do",
        arguments: [Models.Provider.Wire.anthropicMessages, .openAIResponses])
    func retries(wire: Models.Provider.Wire) async throws {
        let policy: ScriptedServer.Policy = { asked in
            let fault = Self.faults[Int(asked.model.dropFirst("fault-".count)) ?? 0]
            // The libraries wait half a second or more unless told otherwise.
            var quick = fault
            if quick.headers["retry-after"] == nil { quick.headers["retry-after-ms"] = "1" }
            return quick
        }
        try await ScriptedServer.with(policy) { server in
            _ = try await SDKTools.run(["faults", wire.rawValue, server.url(wire), "\(Self.faults.count)"])
            let theirs = server.requests
            let http = try HTTPClient()
            defer { http.close() }
            for number in Self.faults.indices {
                var facts = try wire.sampleFacts()
                facts.id = "fault-\(number)"
                facts.provider.url = server.url(wire)
                facts.provider.keyVariable = nil
                facts.provider.streams = false
                let transport = try HTTPTransport(facts.provider, environment: [:], client: http)
                let model = ModelClient(facts, transport: transport, rate: RateKeeper(), policy: .quick)
                await #expect(throws: ModelError.self) {
                    try await model.reply(to: .sample(), within: .seconds(60))
                }
            }
            for number in Self.faults.indices {
                let all = server.requests.count { $0.model == "fault-\(number)" }
                let libraries = theirs.count { $0.model == "fault-\(number)" }
                #expect(libraries > 0 && all == 2 * libraries, "fault \(number)")
                Criterion.count("2 attempts", libraries > 0 && all == 2 * libraries ? 1 : 0, of: 1)
            }
        }
    }
}
