import Foundation
import Testing

@testable import WebSocket

extension SocketTests {
    @Suite(.sharedPeer, .timeLimit(.minutes(1)))
    struct ServiceLoopTests {
        @Test("nobody listening is an error, not a wait")
        func refused() async throws {
            try await withLoop { loop in
                let error = await #expect(throws: WebSocketError.self) {
                    _ = try await SocketProbe.open("ws://127.0.0.1:1/", on: loop)
                }
                #expect(error?.code == .unreachable)
            }
        }

        @Test("a bad address fails before anything is opened")
        func badAddress() async throws {
            try await withLoop { loop in
                let error = await #expect(throws: WebSocketError.self) {
                    _ = try await SocketProbe.open("ws://example.com/", on: loop)
                }
                #expect(error?.code == .badAddress)
            }
        }

        @Test("a closed loop opens nothing")
        func closed() async throws {
            let loop = try ServiceLoop()
            loop.close()
            loop.close()
            let error = await #expect(throws: WebSocketError.self) {
                _ = try await SocketProbe.open("ws://127.0.0.1:1/", on: loop)
            }
            #expect(error?.code == .closed)
        }

        @Test("closing the loop closes its sockets exactly once")
        func closesSockets() async throws {
            let peer = try #require(SharedPeer.current)
            let loop = try ServiceLoop()
            var probes: [SocketProbe] = []
            for _ in 0..<5 { probes.append(try await SocketProbe.open(peer.url("frames"), on: loop)) }
            loop.close()
            for probe in probes {
                let rest = await probe.rest()
                #expect(rest.count == 1)
                #expect(throws: WebSocketError.self) { try probe.send("late") }
            }
        }

        @Test("a loop may be closed from its own handler")
        func closedFromHandler() async throws {
            let peer = try #require(SharedPeer.current)
            let loop = try ServiceLoop()
            let (ends, sink) = AsyncStream<SocketClosure>.makeStream()
            let socket = try await loop.connect(
                to: peer.url("headers"), onMessage: { _ in loop.close() }, onClose: { sink.yield($0) })
            for await _ in ends { break }
            #expect(throws: WebSocketError.self) { try socket.send([1]) }
            loop.close()
        }

        @Test("fifty loops leave no thread and no descriptor behind")
        func leavesNothing() throws {
            let descriptors = try Self.descriptors()
            for round in 0..<50 {
                let loop = try ServiceLoop(threadName: "leak-ws")
                if round.isMultiple(of: 2) { loop.close() }
            }
            #expect(try Self.serviceThreads() == 0)
            // Other suites open files meanwhile; one leak per round would be fifty.
            #expect(try Self.descriptors() - descriptors < 45)
        }

        private static func serviceThreads() throws -> Int {
            let root = URL(filePath: "/proc/self/task")
            let tasks = try FileManager.default.contentsOfDirectory(atPath: root.path)
            return tasks.count { task in
                let name = try? String(contentsOf: root.appending(path: "\(task)/comm"), encoding: .utf8)
                return name?.hasPrefix("leak-ws") == true
            }
        }

        private static func descriptors() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
    }
}
