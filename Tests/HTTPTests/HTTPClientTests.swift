import Foundation
import Synchronization
import Testing

@testable import HTTP

@Suite(.serialized, .sharedServer, .timeLimit(.minutes(1)))
struct HTTPClientTests {
    @Test(
        "the method and the body arrive as they were given",
        arguments: [
            (method: "GET", body: nil, length: nil),
            ("DELETE", nil, nil), ("OPTIONS", nil, nil),
            ("POST", nil, "0"), ("PUT", nil, "0"), ("PATCH", nil, "0"),
            ("POST", "", "0"), ("POST", "a=1\0b", "5"), ("PUT", "text", "4"), ("PATCH", "text", "4"),
            ("DELETE", "text", "4"),
            ("GET", "text", "4"),
        ] as [(method: String, body: String?, length: String?)])
    func methods(method: String, body: String?, length: String?) async throws {
        try await withServer { server, client in
            let request = HTTPRequest(
                method: method, url: server.url("echo?a=b%20c"),
                headers: [("X-Mine", "1"), ("x-mine", "2"), ("X-None", "")],
                body: body.map { .bytes(Array($0.utf8)) } ?? .none)
            let response = try await client.send(request)
            let echo = try Echo(response)
            #expect(response.status == 200)
            #expect(response.isSuccess)
            #expect(echo.method == method)
            #expect(echo.query == "a=b%20c")
            #expect(echo.length == length)
            #expect(echo.text == body ?? "")
            #expect(echo.values(of: "X-Mine") == ["1", "2"])
            #expect(echo.values(of: "X-None") == [""])
            #expect(echo.values(of: "Expect") == [])
            #expect(echo.values(of: "Content-Type") == [])
            #expect(response.headers.values(of: "X-TWO") == ["a", "b: c"])
            #expect(response.headers["X-Empty"] == "")
        }
    }

    @Test("a large body is sent without waiting for permission")
    func largeBody() async throws {
        try await withServer { server, client in
            let body = [UInt8](repeating: 0x61, count: 3_000_000)
            let request = HTTPRequest(
                method: "POST", url: server.url("echo"), headers: [("Content-Type", "text/plain")],
                body: .bytes(body))
            let echo = try Echo(try await client.send(request))
            #expect(echo.count == 3_000_000)
            #expect(echo.values(of: "Content-Type") == ["text/plain"])
            #expect(echo.values(of: "Expect") == [])
        }
    }

    @Test("a file is streamed as the body", arguments: ["PUT", "POST"])
    func fileBody(method: String) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "perceo-http-\(UUID())")
        try Data(repeating: 0x61, count: 2_000_000).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await withServer { server, client in
            let echo = try Echo(
                try await client.send(
                    HTTPRequest(method: method, url: server.url("echo"), body: .file(file.path))))
            #expect(echo.method == method)
            #expect(echo.length == "2000000")
            #expect(echo.count == 2_000_000)
        }
    }

    @Test("a body file that is not there is a bad request", arguments: ["/nonexistent", "/tmp"])
    func missingFile(path: String) async throws {
        try await withServer { server, client in
            let code = await code(
                client, HTTPRequest(method: "PUT", url: server.url("echo"), body: .file(path)))
            #expect(code == .badRequest)
        }
    }

    @Test("every status is a response", arguments: [200, 204, 301, 304, 400, 404, 429, 500, 503])
    func statuses(status: Int) async throws {
        try await withServer { server, client in
            let response = try await client.send(HTTPRequest(url: server.url("status?\(status)")))
            #expect(response.status == status)
            #expect(response.isSuccess == (status < 300))
            #expect(
                String(decoding: response.body, as: UTF8.self)
                    == ([204, 304].contains(status) ? "" : "\(status)"))
        }
    }

    @Test("HEAD has headers and no body")
    func head() async throws {
        try await withServer { server, client in
            let response = try await client.send(HTTPRequest(method: "HEAD", url: server.url("big?1000")))
            #expect(response.headers["content-length"] == "1000")
            #expect(response.body.isEmpty)
        }
    }

    @Test("redirects are followed only when asked for")
    func redirects() async throws {
        try await withServer { server, client in
            var request = HTTPRequest(url: server.url("redirect?/echo"))
            let stayed = try await client.send(request)
            #expect(stayed.status == 302)
            #expect(stayed.headers["location"] == "/echo")

            request.followRedirects = true
            let moved = try await client.send(request)
            #expect(moved.status == 200)
            #expect(moved.headers["x-hop"] == nil)
            #expect(try Echo(moved).method == "GET")
        }
    }

    @Test(
        "a redirect cannot leave the web",
        arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
    func redirectAway(target: String) async throws {
        try await withServer { server, client in
            let code = await code(
                client, HTTPRequest(url: server.url("redirect?\(target)"), followRedirects: true))
            #expect(code == .badURL)
        }
    }

    @Test(
        "only web addresses are fetched",
        arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "http://", "nonsense://x/"])
    func badURL(url: String) async throws {
        try await withClient { client in
            let code = await code(client, HTTPRequest(url: url))
            #expect(code == .badURL)
        }
    }

    @Test("connections are kept alive between requests")
    func keepAlive() async throws {
        try await withServer { server, client in
            var numbers: Set<[UInt8]> = []
            for _ in 0..<5 {
                numbers.insert(try await client.send(HTTPRequest(url: server.url("connection"))).body)
            }
            #expect(numbers.count == 1)
        }
    }

    @Test("fifty requests at once are all answered")
    func parallel() async throws {
        try await withServer { server, client in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try Echo(try await client.send(HTTPRequest(url: server.url("echo?\(number)")))).query
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(answers == Set((0..<50).map(String.init)))
        }
    }

    @Test(
        "compressed bodies arrive unpacked, and the limit holds for what is unpacked",
        arguments: [(5000, true), (4999, false)])
    func gzip(limit: Int, isEnough: Bool) async throws {
        try await withServer { server, client in
            let request = HTTPRequest(url: server.url("gzip?5000"), limits: .init(maximumBodyBytes: limit))
            if isEnough {
                let response = try await client.send(request)
                #expect(response.body.count == 5000)
            } else {
                let code = await code(client, request)
                #expect(code == .tooLarge)
            }
        }
    }

    @Test("a body over the limit is an error, one at the limit is not")
    func limits() async throws {
        try await withServer { server, client in
            let request = HTTPRequest(url: server.url("big?100000"), limits: .init(maximumBodyBytes: 100_000))
            let response = try await client.send(request)
            #expect(response.body.count == 100_000)
            let code = await code(
                client, HTTPRequest(url: server.url("big?100001"), limits: .init(maximumBodyBytes: 100_000)))
            #expect(code == .tooLarge)
        }
    }

    @Test("a streamed body comes in pieces and is not collected")
    func streamed() async throws {
        try await withServer { server, client in
            let pieces = Pieces()
            let response = try await client.send(HTTPRequest(url: server.url("chunks"))) { pieces.add($0) }
            #expect(response.status == 200)
            #expect(response.body.isEmpty)
            #expect(pieces.text == (0..<5).map { "data: \($0)\n\n" }.joined())
        }
    }

    @Test("a server that never answers times out")
    func slow() async throws {
        try await withServer { server, client in
            let code = await code(
                client, HTTPRequest(url: server.url("slow?late"), timeout: .milliseconds(80)))
            #expect(code == .timedOut)
            let hasHungUp = await server.noticesHangUp("late")
            #expect(hasHungUp)
        }
    }

    @Test("a connection that ends too early is a dropped one", arguments: ["drop", "half"])
    func dropped(path: String) async throws {
        try await withServer { server, client in
            let code = await code(client, HTTPRequest(url: server.url(path)))
            #expect(code == .dropped)
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
            let code = await withTaskGroup(of: HTTPError.Code?.self) { group in
                group.addTask {
                    await self.code(
                        client, HTTPRequest(url: server.url("\(path)?cancelled")),
                        onBytes: { _ in sink.yield() })
                }
                if path == "endless" { for await _ in started { break } }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(code == .cancelled)
            guard path == "endless" else { return }
            let hasHungUp = await server.noticesHangUp("cancelled")
            #expect(hasHungUp)
        }
    }

    @Test("a task that is cancelled already gets no answer")
    func cancelledBefore() async throws {
        try await withServer { server, client in
            let code = await withTaskGroup(of: HTTPError.Code?.self) { group in
                group.cancelAll()
                group.addTask { await self.code(client, HTTPRequest(url: server.url("echo"))) }
                return await group.next() ?? nil
            }
            #expect(code == .cancelled)
        }
    }

    @Test("closing fails what is under way and everything later")
    func closed() async throws {
        let server = try #require(SharedServer.current)
        let client = try HTTPClient()
        let (started, sink) = AsyncStream<Void>.makeStream()
        let code = await withTaskGroup(of: HTTPError.Code?.self) { group in
            group.addTask {
                await self.code(
                    client, HTTPRequest(url: server.url("endless")), onBytes: { _ in sink.yield() })
            }
            for await _ in started { break }
            client.close()
            return await group.next() ?? nil
        }
        #expect(code == .closed)
        let later = await self.code(client, HTTPRequest(url: server.url("echo")))
        #expect(later == .closed)
        client.close()
    }

    @Test("fifty clients leave no thread and no descriptor behind")
    func leavesNothing() throws {
        try HTTPClient().close()
        let descriptors = try Self.descriptors()
        for round in 0..<50 {
            let client = try HTTPClient()
            if round.isMultiple(of: 2) { client.close() }
        }
        #expect(try Self.clientThreads() == 0)
        #expect(try Self.descriptors() <= descriptors)
    }

    private func withServer(_ body: (LoopbackServer, HTTPClient) async throws -> Void) async throws {
        let server = try #require(SharedServer.current)
        try await withClient { client in try await body(server, client) }
    }

    private func withClient(_ body: (HTTPClient) async throws -> Void) async throws {
        let client = try HTTPClient()
        defer { client.close() }
        try await body(client)
    }

    /// The code of the error that the request ends with.
    private func code(
        _ client: HTTPClient, _ request: HTTPRequest, onBytes: (@Sendable ([UInt8]) -> Void)? = nil
    ) async -> HTTPError.Code? {
        do {
            if let onBytes {
                _ = try await client.send(request, onBytes: onBytes)
            } else {
                _ = try await client.send(request)
            }
            return nil
        } catch {
            return (error as? HTTPError)?.code
        }
    }

    private static func clientThreads() throws -> Int {
        let root = URL(filePath: "/proc/self/task")
        return try FileManager.default.contentsOfDirectory(atPath: root.path).count { task in
            let name = try? String(contentsOf: root.appending(path: "\(task)/comm"), encoding: .utf8)
            return name?.hasPrefix("perceo-http") == true
        }
    }

    private static func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
}

/// What a streaming request has handed over so far.
private final class Pieces: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ more: [UInt8]) {
        bytes.withLock { $0.append(contentsOf: more) }
    }

    var text: String {
        bytes.withLock { String(decoding: $0, as: UTF8.self) }
    }
}
