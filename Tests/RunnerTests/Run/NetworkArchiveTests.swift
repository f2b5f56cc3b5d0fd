import Agent
import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import CDP
@testable import Runner

@Suite struct NetworkArchiveTests {
    @Test func `headers that hold credentials are masked, and secrets wherever they stand`() async throws {
        var request = NetworkLedger.Request(
            id: "1", number: 1, method: "GET", url: "http://shop/find?q=open%20sesame", kind: "Fetch",
            started: .now,
            wallTime: 1_795_253_400.125)
        request.status = 200
        request.requestHeaders = [
            "Cookie": "session=1", "AUTHORIZATION": "Basic YWRh", "X-Token": "open sesame", "version": "1.2",
        ]
        request.responseHeaders = ["set-cookie": "session=2", "Content-Type": "text/html"]
        let text = try await withTemporaryFolder { folder in
            let file = folder.appending(path: "network.har")
            let redactor = Redactor([Secret("open sesame"), Secret("version")])
            try NetworkArchive(redactor: redactor).write([request], to: file)
            return try String(contentsOf: file, encoding: .utf8)
        }
        for leak in ["session=", "YWRh", "sesame"] { #expect(!text.contains(leak)) }
        #expect(text.contains(#""url":"http://shop/find?q=‹secret›""#))
        #expect(text.contains(#"{"name":"Content-Type","value":"text/html"}"#))
        // A secret that happens to be one of the format's own words must not break the format.
        #expect(text.contains(#""version":"1.2""#))
        #expect(text.contains(#""startedDateTime":"2026-11-21T09:30:00.125Z""#))
    }
}
