import Foundation
import Testing

@testable import HTTP

extension ClientTests {
    @Suite struct HTTPFailureTests {
        @Test("a body file that is not there is a bad request", arguments: ["/nonexistent", "/tmp"])
        func missingFile(path: String) async throws {
            try await withServer { server, client in
                let found = await code(
                    client, HTTPRequest(method: "PUT", url: server.url("echo"), body: .file(path)))
                #expect(found == .badRequest)
            }
        }

        @Test(
            "a redirect cannot leave the web",
            arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
        func redirectAway(target: String) async throws {
            try await withServer { server, client in
                let found = await code(
                    client, HTTPRequest(url: server.url("redirect?\(target)"), followRedirects: true))
                #expect(found == .badURL)
            }
        }

        @Test(
            "only web addresses are fetched",
            arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "http://", "nonsense://x/"])
        func badURL(url: String) async throws {
            try await withClient { client in
                let found = await code(client, HTTPRequest(url: url))
                #expect(found == .badURL)
            }
        }

        @Test("a body over the limit is an error, one at the limit is not")
        func limits() async throws {
            try await withServer { server, client in
                let request = HTTPRequest(
                    url: server.url("big?100000"), limits: .init(maximumBodyBytes: 100_000))
                let response = try await client.send(request)
                #expect(response.body.count == 100_000)
                let found = await code(
                    client,
                    HTTPRequest(url: server.url("big?100001"), limits: .init(maximumBodyBytes: 100_000)))
                #expect(found == .tooLarge)
            }
        }

        @Test("a server that never answers times out")
        func slow() async throws {
            try await withServer { server, client in
                let found = await code(
                    client, HTTPRequest(url: server.url("slow?late"), timeout: .milliseconds(80)))
                #expect(found == .timedOut)
                let hasHungUp = await server.noticesHangUp("late")
                #expect(hasHungUp)
            }
        }

        @Test("a body that stops coming times out long before the whole may")
        func stall() async throws {
            try await withServer { server, client in
                let (pieces, sink) = AsyncStream<[UInt8]>.makeStream()
                let request = HTTPRequest(
                    url: server.url("stall?here"), timeout: .seconds(50), stallTimeout: .seconds(1))
                let found = await code(client, request, onBytes: { sink.yield($0) })
                sink.finish()
                #expect(found == .timedOut)
                var received: [UInt8] = []
                for await piece in pieces { received += piece }
                #expect(String(decoding: received, as: UTF8.self) == "data: 1\n\n")
                let hasHungUp = await server.noticesHangUp("here")
                #expect(hasHungUp)
            }
        }

        @Test("a connection that ends too early is a dropped one", arguments: ["drop", "half"])
        func dropped(path: String) async throws {
            try await withServer { server, client in
                let found = await code(client, HTTPRequest(url: server.url(path)))
                #expect(found == .dropped)
            }
        }

        @Test("nobody listening is unreachable, and the error hides the query")
        func unreachable() async throws {
            try await withClient { client in
                let error = await #expect(throws: HTTPError.self) {
                    _ = try await client.send(HTTPRequest(url: "http://127.0.0.1:1/x?token=secret"))
                }
                #expect(error?.code == .unreachable)
                #expect(error?.description.contains("secret") == false)
            }
        }

        @Test("cancelling the task hangs up", arguments: ["slow", "endless"])
        func cancelled(path: String) async throws {
            try await withServer { server, client in
                let (started, sink) = AsyncStream<Void>.makeStream()
                let found = await withTaskGroup(of: HTTPError.Code?.self) { group in
                    group.addTask {
                        await code(
                            client, HTTPRequest(url: server.url("\(path)?cancelled")),
                            onBytes: { _ in sink.yield() })
                    }
                    if path == "endless" { for await _ in started { break } }
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                #expect(found == .cancelled)
                guard path == "endless" else { return }
                let hasHungUp = await server.noticesHangUp("cancelled")
                #expect(hasHungUp)
            }
        }

        @Test("a task that is cancelled already gets no answer")
        func cancelledBefore() async throws {
            try await withServer { server, client in
                let found = await withTaskGroup(of: HTTPError.Code?.self) { group in
                    group.cancelAll()
                    group.addTask { await code(client, HTTPRequest(url: server.url("echo"))) }
                    return await group.next() ?? nil
                }
                #expect(found == .cancelled)
            }
        }

        @Test("closing fails what is under way and everything later")
        func closed() async throws {
            let server = try #require(SharedServer.current)
            let client = try HTTPClient()
            let (started, sink) = AsyncStream<Void>.makeStream()
            let found = await withTaskGroup(of: HTTPError.Code?.self) { group in
                group.addTask {
                    await code(
                        client, HTTPRequest(url: server.url("endless")), onBytes: { _ in sink.yield() })
                }
                for await _ in started { break }
                client.close()
                return await group.next() ?? nil
            }
            #expect(found == .closed)
            let later = await code(client, HTTPRequest(url: server.url("echo")))
            #expect(later == .closed)
            client.close()
        }

        @Test("an answer that is not TLS is a TLS error")
        func tls() async throws {
            try await withServer { server, client in
                let url = server.url("echo").replacing("http://", with: "https://")
                let found = await code(client, HTTPRequest(url: url))
                #expect(found == .tls)
            }
        }

        @Test("fifty clients leave no thread and no descriptor behind")
        func leavesNothing() throws {
            try HTTPClient().close()
            let descriptors = try Self.descriptors()
            for round in 0..<50 {
                let client = try HTTPClient(threadName: "leak-http")
                if round.isMultiple(of: 2) { client.close() }
            }
            #expect(try Self.clientThreads() == 0)
            // Other suites open files meanwhile; one leak per round would be fifty.
            #expect(try Self.descriptors() - descriptors < 45)
        }

        private static func clientThreads() throws -> Int {
            let root = URL(filePath: "/proc/self/task")
            return try FileManager.default.contentsOfDirectory(atPath: root.path).count { task in
                let name = try? String(contentsOf: root.appending(path: "\(task)/comm"), encoding: .utf8)
                return name?.hasPrefix("leak-http") == true
            }
        }

        private static func descriptors() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
    }
}
