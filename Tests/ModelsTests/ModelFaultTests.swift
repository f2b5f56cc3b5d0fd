import Foundation
import HTTP
import ModelServer
import PerceoTestKit
import Synchronization
import Testing

@testable import Models

/// A provider that fails in some way before it answers, if it does.
struct FaultScript: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Before the one that is fine.
    let failures: [ScriptedAnswer]
    /// Until each time that it is asked again, in milliseconds.
    let delays: [Double]
    /// Whether the fine answer is waited for.
    let isPatient: Bool

    init(_ name: String, _ failures: [ScriptedAnswer], _ delays: [Double]) {
        testDescription = name
        self.failures = failures
        self.delays = delays
        isPatient = delays.count == failures.count
    }

    static func each(_ status: Int, _ times: Int = 1, _ headers: [String: String] = [:]) -> [ScriptedAnswer] {
        Array(repeating: .fail(status, headers: headers), count: times)
    }

    private static let reply = Provider.Wire.anthropicMessages.sampleReply()

    private static let overloadedInside = """
        event: message_start
        data: {"type":"message_start","message":{"id":"a","type":"message","role":"assistant","model":"m","content":[],\
        "usage":{"input_tokens":7,"output_tokens":1}}}

        event: error
        data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}


        """

    static let all: [FaultScript] = [
        FaultScript("429 with seconds", each(429, 1, ["retry-after": "2"]), [2000]),
        FaultScript("429 with a part of a second", each(429, 1, ["retry-after": "0.4"]), [400]),
        FaultScript("429 with milliseconds", each(429, 1, ["retry-after-ms": "1500"]), [1500]),
        FaultScript("429 with the longer patience ignored", each(429, 1, ["retry-after": "3600"]), []),
        FaultScript("429 alone", each(429), [500]),
        FaultScript("429 six times", each(429, 6), [500, 1000, 2000, 4000, 8000, 8000]),
        FaultScript("429 that says not to", each(429, 1, ["x-should-retry": "false"]), []),
        FaultScript("429 between 529s", each(529) + each(429) + each(529), [500, 500, 1000]),
        FaultScript("529", each(529), [500]),
        FaultScript("529 with advice", each(529, 1, ["retry-after": "3"]), [3000]),
        FaultScript("529 three times", each(529, 3), [500, 1000]),
        FaultScript("500 and 503", each(500) + each(503), [500, 1000]),
        FaultScript("500 that says not to", each(500, 1, ["x-should-retry": "false"]), []),
        FaultScript("502", each(502), [500]),
        FaultScript("504", each(504), [500]),
        FaultScript("408", each(408), [500]),
        FaultScript("409", each(409), [500]),
        FaultScript("400", each(400), []),
        FaultScript("400 that says to", each(400, 1, ["x-should-retry": "true"]), [500]),
        FaultScript("broken off before the first byte", [.say(reply, .cut(after: 0))], [500]),
        FaultScript("broken off after some", [.say(reply, .cut(after: 600))], [500]),
        FaultScript(
            "an error within a stream", [.raw(overloadedInside, type: "text/event-stream")], [500]),
    ]
}

@Suite(.timeLimit(.minutes(2))) struct ModelFaultTests {
    @Test(
        "after each fault it is asked again as often, and as late, as it should", arguments: FaultScript.all)
    func delays(script: FaultScript) async throws {
        let found = try await play(script)
        #expect(found.isAnswered == script.isPatient)
        #expect(found.delays.count == script.delays.count)
        let fits = zip(found.delays, script.delays).allSatisfy { ($0 - $1).magnitude <= 0.1 * $1 }
        #expect(fits, "\(found.delays)")
        let isRight = found.isAnswered == script.isPatient && found.delays.count == script.delays.count
        Criterion.count("2 delays", fits && isRight ? 1 : 0, of: 1)
    }

    @Test("a time of day to come back at is kept to")
    func date() async throws {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let later = format.string(from: Date() + 40)
        let script = FaultScript("", FaultScript.each(429, 1, ["retry-after": later]), [40_000])
        let found = try await play(script)
        let fits = found.isAnswered && found.delays.count == 1 && (36_000...44_000).contains(found.delays[0])
        #expect(fits, "\(found.delays)")
        Criterion.count("2 delays", fits ? 1 : 0, of: 1)
    }

    /// Whether there was an answer in the end, and the milliseconds between the attempts.
    private func play(_ script: FaultScript) async throws -> (isAnswered: Bool, delays: [Double]) {
        let time = SkippedTime()
        let times = Mutex<[ContinuousClock.Instant]>([])
        let policy: ScriptedServer.Policy = { asked in
            times.withLock { $0.append(time.now) }
            return asked.number < script.failures.count
                ? script.failures[asked.number] : .say(Provider.Wire.anthropicMessages.sampleReply())
        }
        return try await ScriptedServer.with(policy) { server in
            let http = try HTTPClient()
            defer { http.close() }
            var facts = try Provider.Wire.anthropicMessages.sampleFacts()
            facts.provider.url = server.url(.anthropicMessages)
            facts.provider.keyVariable = nil
            let client = ModelClient(
                facts, transport: try HTTPTransport(facts.provider, environment: [:], client: http),
                rate: RateKeeper(time: time.timepiece), time: time.timepiece, chance: { 0 })
            let reply = try? await client.reply(to: .sample(), within: .seconds(90))
            #expect(server.violations == [])
            let instants = times.withLock { $0 }
            let delays = zip(instants.dropFirst(), instants).map { ($0 - $1) / .milliseconds(1) }
            return (reply != nil, delays)
        }
    }
}
