import Foundation
import PerceoTestKit
import Testing

@testable import WebSocket

extension SocketTests {
    @Suite(.enabled(if: Chromium.isInstalled), .timeLimit(.minutes(1)))
    struct ChromiumTests {
        @Test("the browser answers its version")
        func version() async throws {
            try await withBrowser { _, probe in
                try probe.send(#"{"id":1,"method":"Browser.getVersion"}"#)
                let reply = try await probe.nextText()
                #expect(reply.hasPrefix(#"{"id":1,"result":{"#))
                #expect(reply.contains("Chrome/"))
            }
        }

        @Test("5000 commands sent at once are answered in order", arguments: [1, 100, 5000])
        func pipelined(batch: Int) async throws {
            try await withBrowser { _, probe in
                let commands = (1...5000).map { Array(#"{"id":\#($0),"method":"Browser.getVersion"}"#.utf8) }
                for start in stride(from: 0, to: 5000, by: batch) {
                    try probe.socket.send(batch: Array(commands[start..<start + batch]))
                }
                var firstWrong: String?
                for id in 1...5000 {
                    let reply = try await probe.nextText()
                    if firstWrong == nil && !reply.hasPrefix(#"{"id":\#(id),"#) { firstWrong = reply }
                }
                #expect(firstWrong == nil)
            }
        }

        @Test("replies larger than the receive buffer arrive whole", arguments: [1 << 20, 3_000_001])
        func largeReply(count: Int) async throws {
            try await withBrowser { _, probe in
                let session = try await attach(probe)
                try probe.send(
                    #"{"id":9,"sessionId":"\#(session)","method":"Runtime.evaluate","#
                        + #""params":{"expression":"'x'.repeat(\#(count))"}}"#)
                let reply = try await probe.nextText()
                let isWhole =
                    reply == #"{"id":9,"result":{"result":{"type":"string","value":""#
                    + String(repeating: "x", count: count) + #""}},"sessionId":"\#(session)"}"#
                #expect(isWhole)
            }
        }

        @Test("a large command is accepted")
        func largeCommand() async throws {
            try await withBrowser { _, probe in
                let session = try await attach(probe)
                let text = String(repeating: "x", count: 5_000_000)
                try probe.send(
                    #"{"id":9,"sessionId":"\#(session)","method":"Runtime.evaluate","#
                        + #""params":{"expression":"'\#(text)'.length"}}"#)
                let textAfter = try await probe.nextText()
                #expect(textAfter.contains(#""value":5000000"#))
            }
        }

        @Test("the death of the browser closes the socket exactly once")
        func death() async throws {
            try await Chromium.with { child, url in
                let loop = try ServiceLoop()
                let probe = try await SocketProbe.open(url, on: loop)
                child.killNow()
                guard case .closed(let closure) = try await probe.next() else {
                    Issue.record("a message instead of the end")
                    return
                }
                #expect(closure.code == nil)
                let error = #expect(throws: WebSocketError.self) { try probe.send("{}") }
                #expect(error?.code == .closed)
                loop.close()
                #expect(await probe.rest() == [])
            }
        }

        private func withBrowser(_ body: (ChildProcess, SocketProbe) async throws -> Void) async throws {
            try await Chromium.with { child, url in
                try await withLoop { loop in
                    let probe = try await SocketProbe.open(url, on: loop)
                    try await body(child, probe)
                }
            }
        }

        private struct Targets: Decodable {
            struct Result: Decodable { var targetInfos: [Info] }
            struct Info: Decodable { var targetId: String; var type: String }
            var result: Result
        }

        private struct Attached: Decodable {
            struct Params: Decodable { var sessionId: String }
            var params: Params
        }

        /// Attaches to the first page; returns the session.
        private func attach(_ probe: SocketProbe) async throws -> String {
            try probe.send(#"{"id":1,"method":"Target.getTargets"}"#)
            let targets = try JSONDecoder().decode(Targets.self, from: Data(try await probe.nextText().utf8))
            let page = try #require(targets.result.targetInfos.first { $0.type == "page" })
            try probe.send(
                #"{"id":2,"method":"Target.attachToTarget","#
                    + #""params":{"targetId":"\#(page.targetId)","flatten":true}}"#)
            let event = try await probe.nextText()
            _ = try await probe.nextText()
            return try JSONDecoder().decode(Attached.self, from: Data(event.utf8)).params.sessionId
        }
    }
}
