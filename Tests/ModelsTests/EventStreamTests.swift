import HTTP
import Testing

@testable import Models

@Suite struct EventStreamTests {
    private func events(_ text: String, pieces length: Int = .max) -> [ServerSentEvent] {
        var parser = EventStreamParser()
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: min(length, bytes.count)).flatMap {
            parser.take(bytes[$0..<min($0 + min(length, bytes.count), bytes.count)])
        }
    }

    @Test(
        "events are read whatever the lines end with and wherever the pieces are cut",
        arguments: [
            "event: a\ndata: é1\ndata:2\n\n: comment\n\ndata:  x\nid: 7\n\nretry: 5\n\nevent: b\n\ndata\n\ndata: lost",
            "event: a\r\ndata: é1\r\ndata:2\r\n\r\n:\r\ndata:  x\r\n\r\nunknown: 1\r\n\r\ndata\r\n\r\ndata: lost\r\n",
            "\u{FEFF}event: a\rdata: é1\rdata:2\r\rdata:  x\r\rdata\r\r",
        ])
    func read(text: String) {
        for length in [1, 2, 3, 1000] {
            let found = events(text, pieces: length)
            #expect(found.map(\.name) == ["a", "message", "message"])
            #expect(found.map(\.data) == ["é1\n2", " x", ""])
        }
    }

    @Test("an event knows where it ended")
    func places() {
        #expect(events("data: 1\n\ndata: 2\n\n").map(\.end) == [9, 18])
    }

    private func advice(_ headers: [String: String], now: Double = 784_111_770) -> RetryAdvice {
        RetryAdvice(HTTPHeaders(headers.map { ($0, $1) }), now: now)
    }

    @Test(
        "the time to wait is read in all its forms",
        arguments: [
            (["retry-after": "7"], 7000), (["Retry-After": "0.25"], 250), (["retry-after-ms": "1500"], 1500),
            (["retry-after": "9", "retry-after-ms": "20"], 20),
            (["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"], 7000),
            (["retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"], 7000),
            (["retry-after": "Sun Nov  6 08:49:37 1994"], 7000),
            (["retry-after": "0"], nil), (["retry-after": "soon"], nil), (["retry-after": "-3"], nil),
            ([:], nil),
            (["retry-after": "Sun, 06 Nov 1994 08:49:20 GMT"], nil), (["retry-after": "nan"], nil),
            (["retry-after": "Sun, 40 Nov 1994 08:49:37 GMT"], nil),
        ] as [([String: String], Int?)])
    func retryAfter(headers: [String: String], milliseconds: Int?) {
        #expect(advice(headers).after == milliseconds.map { .milliseconds($0) })
    }

    @Test("the provider's own word on asking again is read")
    func shouldRetry() {
        #expect(advice(["x-should-retry": "true"]).shouldRetry == true)
        #expect(advice(["x-should-retry": "false"]).shouldRetry == false)
        #expect(advice([:]).shouldRetry == nil)
    }

    @Test(
        "days are counted through leap years",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Sat, 21 Nov 2026 17:00:00 GMT", 1_795_280_400),
            ("Wed, 01 Mar 2028 00:00:00 GMT", 1_835_481_600),
        ])
    func dates(text: String, seconds: Double) {
        #expect(HTTPDate.seconds(text) == seconds)
    }
}
