package import CDP
import Foundation
package import Hummingbird
import ModelServer
import Synchronization

/// A web site on a loopback port, as a test describes it.
///
/// Its pages and endpoints are values or closures; what they do not cover are the files of `Tests/Fixtures/site`. It
/// remembers what it was asked.
package final class FixtureSite: LoopbackServer {
    package typealias Route = @Sendable (FixtureRequest) async throws -> FixtureAnswer

    package let port: Int
    private let routes = Mutex<[String: Route]>([:])
    private let log = Observed<[FixtureRequest]>([])

    private init(port: Int) { self.port = port }

    package var origin: String { "http://127.0.0.1:\(port)" }

    package func url(_ path: String) -> String { origin + path }

    /// Every request so far, in order.
    package var requests: [FixtureRequest] { log.read { $0 } }

    /// How often a path was asked for.
    package func count(_ path: String) -> Int { requests.count { $0.path == path } }

    /// Waits until `path` was asked for.
    package func waitForRequest(_ path: String) async throws -> FixtureRequest {
        try await log.wait { $0.last { $0.path == path } }
    }

    package func route(_ path: String, _ answer: @escaping Route) { routes.withLock { $0[path] = answer } }

    package func page(_ path: String = "/", _ html: String) { route(path) { _ in .html(html) } }

    /// An endpoint that answers once the test fulfils the promise.
    package func slow(_ path: String, _ answer: FixtureAnswer = .json("{}")) -> Promise<Void> {
        let gate = Promise<Void>()
        route(path) { _ in
            try await gate.value
            return answer
        }
        return gate
    }

    private func answer(_ request: FixtureRequest) async throws -> FixtureAnswer {
        log.update { $0.append(request) }
        if let route = routes.withLock({ $0[request.path] }) { return try await route(request) }
        let file = Self.folder.appending(path: request.path)
        guard let data = try? Data(contentsOf: file) else {
            return .text("nothing at \(request.path)", status: 404)
        }
        return FixtureAnswer(headers: ["content-type": "text/html; charset=utf-8"], body: data)
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Fixtures/site")
}

extension FixtureSite {
    /// A site that is there for as long as `body` runs.
    package static func with<R>(_ body: (FixtureSite) async throws -> R) async throws -> R {
        try await serve({ FixtureSite(port: $0) }, body)
    }

    package func respond(to request: Request) async throws -> Response {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let body = try await request.body.collect(upTo: 1 << 22)
        let asked = FixtureRequest(
            method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
            headers: headers, body: String(buffer: body))
        let answer = try await answer(asked)
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
