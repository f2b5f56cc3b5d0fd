import Foundation
import Testing

@testable import CDP

@Suite struct EnvelopeTests {
    /// A message, and what it is: kind, session and body.
    struct Row: Sendable, CustomTestStringConvertible {
        let message: String
        let kind: Envelope.Kind?
        var session: String?
        var body = ""
        var testDescription: String { String(message.prefix(90)) }

        init(_ message: String, _ kind: Envelope.Kind?, session: String? = nil, body: String = "") {
            self.message = message
            self.kind = kind
            self.session = session
            self.body = body
        }
    }

    static let asChromiumWrites: [Row] = [
        Row(#"{"id":1,"result":{}}"#, .reply(id: 1), body: "{}"),
        Row(#"{"id":7,"result":{"a":[1,{"b":"}"}]}}"#, .reply(id: 7), body: #"{"a":[1,{"b":"}"}]}"#),
        Row(#"{"id":12,"result":{},"sessionId":"5F-aB"}"#, .reply(id: 12), session: "5F-aB", body: "{}"),
        Row(
            #"{"id":3,"error":{"code":-32000,"message":"No"},"sessionId":"S"}"#, .refusal(id: 3),
            session: "S",
            body: #"{"code":-32000,"message":"No"}"#),
        Row(#"{"method":"A.b","params":{}}"#, .event(method: "A.b"), body: "{}"),
        Row(
            #"{"method":"A.b","params":{"x":"say \"},\"sessionId\":\"no\" now"},"sessionId":"S1"}"#,
            .event(method: "A.b"), session: "S1", body: #"{"x":"say \"},\"sessionId\":\"no\" now"}"#),
        Row(
            #"{"method":"Target.detachedFromTarget","params":{"sessionId":"INNER"}}"#,
            .event(method: "Target.detachedFromTarget"), body: #"{"sessionId":"INNER"}"#),
        Row(
            #"{"method":"T.d","params":{"n":1,"sessionId":"INNER"},"sessionId":"OUTER"}"#,
            .event(method: "T.d"),
            session: "OUTER", body: #"{"n":1,"sessionId":"INNER"}"#),
        Row(
            #"{"method":"A.b","params":{"x":"ends in \\"}}"#, .event(method: "A.b"),
            body: #"{"x":"ends in \\"}"#),
        Row(
            #"{"id":9,"result":{"v":"\ud83d\ude00 \udead"}}"#, .reply(id: 9),
            body: #"{"v":"\ud83d\ude00 \udead"}"#),
        Row(#"{"id":9,"result":{"v":"😀"}}"#, .reply(id: 9), body: #"{"v":"😀"}"#),
    ]

    static let unusual: [Row] = [
        Row(#"{"sessionId":"S","result":{"a":1},"id":4}"#, .reply(id: 4), session: "S", body: #"{"a":1}"#),
        Row(#" { "id" : 5 , "result" : { "a" : "," } } "#, .reply(id: 5), body: #"{ "a" : "," }"#),
        Row(#"{"params":{"m":"}"},"method":"A.b"}"#, .event(method: "A.b"), body: #"{"m":"}"}"#),
        Row(#"{"method":"A.b"}"#, .event(method: "A.b")),
        Row(#"{"method":"A.b","sessionId":"S"}"#, .event(method: "A.b"), session: "S"),
        Row(#"{"id":6}"#, .reply(id: 6)),
        Row(#"{"id":6,"extra":[{"id":1}],"result":{}}"#, .reply(id: 6), body: "{}"),
        Row(#"{"id":8,"result":{"a":1}, "sessionId":"S"}"#, .reply(id: 8), session: "S", body: #"{"a":1}"#),
        Row(
            #"{"error":{"code":1,"message":""},"result":{},"id":8}"#, .refusal(id: 8),
            body: #"{"code":1,"message":""}"#),
    ]

    static let garbage: [Row] = [
        "", "{", "}", "{}", "[]", "null", "hello", #"{"id":}"#, #"{"id":1,"result":{}"#, #"{"id":1,"x":{}}}"#,
        #"{"id":"one","result":{}}"#, #"{"method":7,"params":{}}"#, #"{"method":"A.b,"params":{}}"#,
        #"{"id":1 "result":{}"#, "\u{0}\u{1}", #"{"result":{}}"#,
    ].map { Row($0, nil) }

    @Test("a message is addressed as it says", arguments: asChromiumWrites + unusual + garbage)
    func addressed(row: Row) {
        let bytes = Array(row.message.utf8)
        let envelope = Envelope(bytes)
        #expect(envelope?.kind == row.kind)
        #expect(envelope?.session == row.session)
        if let envelope { #expect(String(decoding: bytes[envelope.body], as: UTF8.self) == row.body) }
    }

    @Test("messages as Chromium writes them are read from both ends", arguments: asChromiumWrites)
    func quick(row: Row) {
        #expect(EnvelopeScan.ends(of: Array(row.message.utf8)) != nil)
    }

    @Test("where the quick look answers, the whole scan agrees", arguments: asChromiumWrites + unusual)
    func agree(row: Row) throws {
        let bytes = Array(row.message.utf8)
        let whole = try #require(EnvelopeScan.members(of: bytes))
        let quick = EnvelopeScan.ends(of: bytes) ?? whole
        #expect(quick == whole)
    }

    @Test("no cut of a message is taken for a whole one", arguments: asChromiumWrites)
    func cuts(row: Row) {
        let bytes = Array(row.message.utf8)
        for end in bytes.indices {
            let cut = Array(bytes[..<end])
            #expect(EnvelopeScan.members(of: cut) == nil, "cut at \(end)")
        }
    }

    @Test("changed bytes never crash either scan")
    func changed() {
        var generator = Seeded(state: 1)
        var read = 0
        for row in Self.asChromiumWrites + Self.unusual {
            for _ in 0..<200 {
                var bytes = Array(row.message.utf8)
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                if let envelope = Envelope(bytes) {
                    read += 1
                    #expect(envelope.body.upperBound <= bytes.count)
                }
            }
        }
        // Most single changes leave the frame of a message as it was.
        #expect(read > 500)
    }
}

/// The same numbers on every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 31)
    }
}
