import Testing

@testable import WebSocket

extension SocketTests {
    @Suite(.sharedPeer, .timeLimit(.minutes(1)))
    struct PeerTests {
        @Test("the upgrade names the host and nothing that Chromium refuses")
        func headers() async throws {
            try await withProbe("headers") { probe in
                let headers = try await probe.nextText()
                #expect(headers.contains(#""host": "127.0.0.1"#))
                #expect(!headers.contains("origin"))
                #expect(!headers.contains("extensions"))
                #expect(!headers.contains("protocol\""))
            }
        }

        @Test("fragments become one message and pings in between are answered")
        func fragments() async throws {
            try await withProbe("fragments") { probe in
                let text = try await probe.nextText()
                #expect(text == "one two three")
                let pong: [UInt8] = [10] + Array("ping".utf8)
                let event = try await probe.next()
                #expect(event == .message(pong))
            }
        }

        @Test("a frame that trickles in byte by byte arrives whole")
        func bytewise() async throws {
            try await withProbe("bytewise") { probe in
                let text = try await probe.nextText()
                #expect(text == String(repeating: "slowly, ", count: 40))
            }
        }

        @Test(
            "every message leaves as one text frame of its own length",
            arguments: [[0, 1, 125, 126], [65_535, 65_536], [1 << 20, (1 << 20) + 1], [9_000_000, 3]])
        func frames(sizes: [Int]) async throws {
            try await withProbe("frames") { probe in
                try probe.socket.send(batch: sizes.map { [UInt8](repeating: 0x61, count: $0) })
                for size in sizes {
                    let text = try await probe.nextText()
                    #expect(text == "1 1 \(size)")
                }
            }
        }

        @Test("the peer's goodbye is passed on after its last message")
        func farewell() async throws {
            try await withProbe("farewell") { probe in
                let text = try await probe.nextText()
                #expect(text == "last")
                let event = try await probe.next()
                #expect(event == .closed(SocketClosure(code: 4001, reason: "enough")))
            }
        }

        @Test("a connection that just ends has no code")
        func drop() async throws {
            try await withProbe("drop") { probe in
                let text = try await probe.nextText()
                #expect(text == "last")
                let event = try await probe.next()
                #expect(event == .closed(SocketClosure(code: nil, reason: "connection lost")))
            }
        }

        @Test("a message over the limit ends the socket with 1009")
        func tooLarge() async throws {
            var limits = SocketLimits()
            limits.maximumIncomingBytes = 2999
            try await withProbe("large", limits: limits) { probe in
                guard case .closed(let closure) = try await probe.next() else {
                    Issue.record("the message was delivered")
                    return
                }
                #expect(closure.code == 1009)
            }
        }

        @Test("a message that Chromium would drop the connection for is refused here, with its whole batch")
        func tooLargeToSend() async throws {
            var limits = SocketLimits()
            limits.maximumOutgoingBytes = 10
            try await withProbe("frames", limits: limits) { probe in
                let error = #expect(throws: WebSocketError.self) {
                    try probe.socket.send(batch: [[1], [UInt8](repeating: 0, count: 11)])
                }
                #expect(error?.code == .tooLarge)
                try probe.send("0123456789")
                let text = try await probe.nextText()
                #expect(text == "1 1 10")
            }
        }

        @Test("closing sends what is queued, says 1000 and refuses later messages")
        func close() async throws {
            let peer = try #require(SharedPeer.current)
            try await withLoop { loop in
                let probe = try await SocketProbe.open(peer.url("printed"), on: loop)
                try probe.send("queued")
                probe.socket.close()
                probe.socket.close()
                #expect(throws: WebSocketError.self) { try probe.send("late") }
                let event = try await probe.next()
                #expect(event == .closed(SocketClosure(code: 1000, reason: "closed here")))
                let message = await peer.nextLine()
                #expect(message == "1 queued")
                let goodbye = await peer.nextLine()
                #expect(goodbye == "8 1000")
            }
        }

        @Test("a peer that stops reading cannot hold up the end of the loop")
        func deaf() async throws {
            let peer = try #require(SharedPeer.current)
            let loop = try ServiceLoop()
            let probe = try await SocketProbe.open(peer.url("deaf"), on: loop)
            try probe.socket.send([UInt8](repeating: 0x61, count: 50_000_000))
            probe.socket.close()
            loop.close()
            let rest = await probe.rest()
            #expect(rest.count == 1)
        }

        @Test("a refused upgrade carries its status")
        func forbidden() async throws {
            let peer = try #require(SharedPeer.current)
            try await withLoop { loop in
                let error = await #expect(throws: WebSocketError.self) {
                    _ = try await SocketProbe.open(peer.url("forbidden"), on: loop)
                }
                #expect(error?.code == .rejected(status: 403))
            }
        }

        @Test("a mute server times out, and soon")
        func mute() async throws {
            let peer = try #require(SharedPeer.current)
            try await withLoop { loop in
                var limits = SocketLimits()
                limits.connectTimeout = .milliseconds(50)
                let started = ContinuousClock.now
                let error = await #expect(throws: WebSocketError.self) {
                    _ = try await SocketProbe.open(peer.url("mute"), on: loop, limits: limits)
                }
                #expect(error?.code == .timedOut)
                #expect(ContinuousClock.now - started < .seconds(5))
            }
        }

        @Test("a cancelled connect ends at once and leaves the loop usable")
        func cancelled() async throws {
            let peer = try #require(SharedPeer.current)
            try await withLoop { loop in
                let mute = peer.url("mute")
                let isCancelled = await withTaskGroup(of: Bool.self) { group in
                    group.addTask {
                        do {
                            _ = try await SocketProbe.open(mute, on: loop)
                            return false
                        } catch {
                            return error is CancellationError
                        }
                    }
                    await Task.yield()
                    group.cancelAll()
                    return await group.next()
                }
                #expect(isCancelled == true)
                let probe = try await SocketProbe.open(peer.url("headers"), on: loop)
                let text = try await probe.nextText()
                #expect(text.isEmpty == false)
            }
        }

        @Test("a socket that is forgotten closes, and keeps its loop alive until then")
        func forgotten() async throws {
            let peer = try #require(SharedPeer.current)
            let (ends, sink) = AsyncStream<SocketClosure>.makeStream()
            do {
                let socket = try await ServiceLoop().connect(
                    to: peer.url("frames"), onMessage: { _ in }, onClose: { sink.yield($0) })
                try socket.send([1])
            }
            for await closure in ends {
                #expect(closure.code == 1000 || closure.reason == "loop closed" || closure.code == nil)
                break
            }
        }

        private func withProbe(
            _ path: String, limits: SocketLimits = .init(), _ body: (SocketProbe) async throws -> Void
        ) async throws {
            let peer = try #require(SharedPeer.current)
            try await withLoop { loop in
                try await body(try await SocketProbe.open(peer.url(path), on: loop, limits: limits))
            }
        }
    }
}
