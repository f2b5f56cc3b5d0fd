import Foundation
import Synchronization
import Testing

@testable import HTTP

extension ClientTests {
    @Suite struct HTTPClientTests {
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
                            try Echo(try await client.send(HTTPRequest(url: server.url("echo?\(number)"))))
                                .query
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
                let request = HTTPRequest(
                    url: server.url("gzip?5000"), limits: .init(maximumBodyBytes: limit))
                if isEnough {
                    let response = try await client.send(request)
                    #expect(response.body.count == 5000)
                } else {
                    let found = await code(client, request)
                    #expect(found == .tooLarge)
                }
            }
        }

        @Test("a streamed body comes in pieces and is not collected")
        func streamed() async throws {
            try await withServer { server, client in
                let pieces = Pieces()
                let response = try await client.send(HTTPRequest(url: server.url("chunks"))) {
                    pieces.add($0)
                }
                #expect(response.status == 200)
                #expect(response.body.isEmpty)
                #expect(pieces.text == (0..<5).map { "data: \($0)\n\n" }.joined())
            }
        }
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
