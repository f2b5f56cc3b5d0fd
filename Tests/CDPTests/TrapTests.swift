import Foundation
import PerceoTestKit
import Testing

@testable import CDP
@testable import WebSocket

/// Traps of the DevTools protocol, of its transport and of Chromium, each with the one test that stands for it.
///
/// | trap | test |
/// |---|---|
/// | `Origin` → 403, `Host` name → 500 | `TrapTests.upgrade`; ours sends neither: `PeerTests.headers` |
/// | reply over 256 MiB is dropped | `TrapTests.hugeReply`; the deadline itself: `ConnectionTests.deadline` |
/// | request over 100 MiB is refused here | `TrapTests.tooLarge`; in the socket: `PeerTests.tooLargeToSend` |
/// | chunks and frames cut at every byte, single bytes | `FrameJoinerTests`; over the wire: `PeerTests.bytewise` |
/// | escapes and surrogate pairs at chunk edges | `TrapTests.cuts` |
/// | half a surrogate pair in a text | `TrapTests.halfCharacter`, `TrapTests.halves` |
/// | message as large as the receive buffer | `TrapTests.bufferSize` |
/// | `sessionId`-like text inside strings | `EnvelopeTests.address`, `TrapTests.sessionText` |
/// | pending calls at crash, detach, dispose, socket close | `TrapTests.losses`; as values: `CommandLedgerTests` |
/// | new-document script on the first document, 200 of 200 | `IsolationTests.barrier` |
/// | all set-up before the first script of popups, frames, workers | `BarrierTests.everyTime` |
/// | download navigation is no error | `NavigateTests.download` |
/// | `beforeunload` on close | `TrapTests.beforeUnload` |
/// | two `--enable-features` are merged | `LaunchTablesTests.features`, `LaunchTests` |
/// | clicks | `ClickTests`, `ClickWaitTests`, `FrameTests` |
/// | recording, screencast | `RecordingTests` |
/// | runner killed with -9 | `KillTests` in `CommandTests` |
@Suite struct TrapTests {
    /// As Chromium writes it: escaped quotes and backslashes, a surrogate pair, text that looks like a session.
    private static let message =
        #"{"id":7,"result":{"result":{"type":"string","value":"a\"b\\\\\"c\ud83d\ude00 é 漢 😀 "#
        + #"\",\"sessionId\":\"WRONG\"}"}},"sessionId":"RIGHT"}"#

    @Test(
        "a message cut anywhere, in the middle of an escape or a character, is read as if it had come whole")
    func cuts() throws {
        let bytes = Array(Self.message.utf8)
        let whole = try #require(Envelope(bytes))
        #expect(whole.session == "RIGHT")
        #expect(whole.kind == .reply(id: 7))
        for cut in 1..<bytes.count {
            var chunks = FrameJoiner(maximumBytes: bytes.count)
            let early = try chunks.add(bytes[..<cut], remaining: bytes.count - cut, isFinal: true)
            let late = try chunks.add(bytes[cut...], remaining: 0, isFinal: true)
            var frames = FrameJoiner(maximumBytes: bytes.count)
            let first = try frames.add(bytes[..<cut], remaining: 0, isFinal: false)
            let second = try frames.add(bytes[cut...], remaining: 0, isFinal: true)
            #expect(early == nil && first == nil)
            #expect(late == bytes && second == bytes, "cut at \(cut)")
        }
        let reply = RawReply(method: "Runtime.evaluate", message: bytes, body: whole.body)
        let answer = try reply.decode(EvaluateAnswer<String>.self).unwrap("test")
        #expect(answer == #"a"b\\"c😀 é 漢 😀 ","sessionId":"WRONG"}"#)
    }

    @Test(
        "of halves of characters only those without their other half are replaced",
        arguments: [
            (#"\ud83d\ude00"#, #"\ud83d\ude00"#), (#"\ud83d"#, #"\ufffd"#), (#"\ude00"#, #"\ufffd"#),
            (#"\ud83dx\ude00"#, #"\ufffdx\ufffd"#), (#"\ud83d\ud83d\ude00"#, #"\ufffd\ud83d\ude00"#),
            (#"\\ud83d"#, #"\\ud83d"#), (#"\\\ud83d"#, #"\\\ufffd"#), (#"\uD83D\n"#, #"\ufffd\n"#),
            (#"\u00e9"#, #"\u00e9"#), (#"\ud8"#, #"\ud8"#), ("", ""),
        ])
    func halves(text: String, repaired: String) {
        #expect(String(decoding: SurrogateRepair.repaired(Data(text.utf8)), as: UTF8.self) == repaired)
    }

    @Test("a message too large for Chromium is refused, and the connection goes on")
    func tooLarge() async throws {
        struct Narrow: MessageSocket {
            func send(batch: [[UInt8]]) throws {
                throw WebSocketError(.tooLarge, detail: "message of \(batch[0].count) bytes")
            }
            func close() {}
        }
        #expect(SocketLimits().maximumOutgoingBytes <= 100 << 20)
        let connection = Connection(log: SharedBrowser.log)
        connection.attach(Narrow())
        let error = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Browser.GetVersion())
        }
        #expect(error?.code == .refused(0))
        #expect(error?.isLoss == false)
        #expect(connection.closeReason == nil)
        #expect(connection.pendingMethods.isEmpty)
        connection.close()
    }
}

extension ChromiumTests {
    /// The same list with a real browser.
    @Suite struct TrapTests {
        @Test(
            "Chromium refuses an upgrade from a web page, and one that is addressed by a name",
            arguments: [
                ("Origin: http://127.0.0.1", "", "403"), ("", "example.test", "500"), ("", "", "101"),
            ])
        func upgrade(header: String, host: String, status: String) async throws {
            try await SharedBrowser.use { browser in
                let lines = try activePort(of: browser)
                let script = """
                    import socket, sys
                    port, path, header, host = sys.argv[1:]
                    c = socket.create_connection(("127.0.0.1", int(port)))
                    c.sendall(f"GET {path} HTTP/1.1\\r\\nHost: {host or '127.0.0.1:' + port}\\r\\n{header + chr(13) + chr(10) if header else ''}"
                              "Upgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Version: 13\\r\\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n\\r\\n".encode())
                    print("status", c.recv(100).decode(errors="replace").split()[1])
                    """
                let arguments = [
                    "python3", "-u", "-c", script, String(lines[0]), String(lines[1]), header, host,
                ]
                try await ChildProcess.with("/usr/bin/env", arguments) { child in
                    #expect(
                        await child.firstLine { $0.hasPrefix("status ") ? $0 : nil } == "status \(status)")
                }
            }
        }

        /// Port and path, as the browser has written them down.
        private func activePort(of browser: Browser) throws -> [Substring] {
            let id = try #require(browser.process.processID)
            let words = try Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline")).split(separator: 0)
                .map { String(decoding: $0, as: UTF8.self) }
            let folder = try #require(words.first { $0.hasPrefix("--user-data-dir=") }?.dropFirst(16))
            return try String(contentsOfFile: folder + "/DevToolsActivePort", encoding: .utf8)
                .split(separator: "\n")
        }

        @Test("messages as large as the receive buffer, and a little smaller and larger, arrive whole")
        func bufferSize() async throws {
            try await withPage { page, _ in
                let empty = try await page.session.send(batch: [evaluate("''")])[0].message.count
                for difference in [-15, -11, -10, -1, 0, 1, 10] {
                    let count = (1 << 20) + difference - empty
                    let reply = try await page.session.send(batch: [evaluate("'x'.repeat(\(count))")])
                    // The call's own number may have grown by a digit.
                    #expect((0...1).contains(reply[0].message.count - empty - count))
                }
            }
        }

        private func evaluate(_ expression: String) -> Call {
            Call(DevTools.Runtime.Evaluate(expression: expression, returnByValue: true))
        }

        @Test("text that looks like the end of a message is only text")
        func sessionText() async throws {
            try await withPage { page, _ in
                let text = #"x"},"sessionId":"ABC"}"#
                let same = try await page.script(argument(text))
                let longer = try await page.script(argument(text) + " + '\\\\'")
                #expect(same == .string(text))
                #expect(longer == .string(text + "\\"))
            }
        }

        @Test("half a character, as cutting a text in the page leaves it, does not make an answer unreadable")
        func halfCharacter() async throws {
            try await withPage { page, site in
                try await page.show("<title>shop</title><p>hello", on: site)
                let half = try await page.script("'a\\ud83d b\\\\ude00 ' + '😀'.slice(1) + '😀'")
                #expect(half == "a\u{fffd} b\\ude00 \u{fffd}😀")
                try await page.script("document.querySelector('p').textContent = '😀'.slice(0, 1); null")
                let text: String = try await page.look("pageText", ["100"])
                #expect(text == "\u{fffd}")
            }
        }

        @Test("a reply that Chromium drops for its size ends with the deadline, and the next one comes")
        func hugeReply() async throws {
            try await SharedBrowser.use { browser in
                let context = try await browser.makeContext()
                let page = try await context.newPage(PageOptions())
                let call = evaluate("'x'.repeat(270e6)")
                let error = await #expect(throws: CDPError.self) {
                    try await page.session.send(batch: [call], within: .seconds(2))
                }
                #expect(error?.code == .timedOut)
                _ = try await browser.root.send(DevTools.Browser.GetVersion(), within: .seconds(30))
                #expect(browser.deathReason == nil)
                await context.dispose()
            }
        }

        enum Loss: CaseIterable, Sendable {
            case crash, close, dispose, socket

            var code: CDPError.Code {
                switch self {
                case .crash: .crashed
                case .close, .dispose: .detached
                case .socket: .closed
                }
            }
        }

        @Test(
            "whatever takes the page away fails what waits for it, once and at once", arguments: Loss.allCases
        )
        func losses(loss: Loss) async throws {
            try await withBrowser { browser in
                let context = try await browser.makeContext()
                let page = try await context.newPage(PageOptions())
                let start = ContinuousClock.now
                let error = await #expect(throws: CDPError.self) {
                    try await page.when {
                        _ = try await page.script("new Promise(() => {})")
                    } waits: {
                        switch loss {
                        case .crash: _ = try? await page.session.send(DevTools.Page.Crash())
                        case .close: await page.close()
                        case .dispose: await context.dispose()
                        case .socket: browser.connection.close()
                        }
                    }
                }
                #expect(error?.code == loss.code)
                #expect(ContinuousClock.now - start < CallLimits.command)
                #expect(browser.connection.pendingMethods.isEmpty)
            }
        }

        @Test("a page that asks whether to leave is closed without being asked")
        func beforeUnload() async throws {
            try await withContext { context, site in
                let page = try await context.newPage(PageOptions())
                try await page.show(
                    "<button>stay</button><script>onbeforeunload = (event) => event.preventDefault()</script>",
                    on: site)
                _ = try await page.click(page.element("button"), within: .seconds(5))
                await page.close()
                let targets = try await context.browser.root.send(DevTools.Target.GetTargets()).targetInfos
                #expect(!targets.contains { $0.url == site.url("/") })
            }
        }
    }
}
