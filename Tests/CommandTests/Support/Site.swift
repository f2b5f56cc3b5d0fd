import Foundation
import Hummingbird
import Logging
import Synchronization
import Testing

/// A small website with pages that misbehave, served by the test process itself.
final class Site: Sendable {
    @TaskLocal static var current: Site?

    /// The site of the running suite.
    static func running() throws -> Site { try #require(current) }

    let url: String
    private let visits: Visits

    /// Counts per page and query, so that a page can differ from one visit to the next.
    private final class Visits: Sendable {
        private let table = Mutex<[String: Int]>([:])

        func count(_ key: String) -> Int {
            table.withLock { table in
                table[key, default: 0] += 1
                return table[key] ?? 0
            }
        }

        func seen(_ key: String) -> Int { table.withLock { $0[key] ?? 0 } }
    }

    private init(url: String, visits: Visits) {
        self.url = url
        self.visits = visits
    }

    /// How often `path`, with its query, has been asked for.
    func visits(to path: String) -> Int { visits.seen(path) }

    static func with<R: Sendable>(_ body: @escaping @Sendable (Site) async throws -> R) async throws -> R {
        let visits = Visits()
        let router = Router()
        router.get("**") { request, _ in
            let count = visits.count(request.uri.string)
            guard let page = SitePages.page(request.uri.path, visit: count) else { return Response(status: .notFound) }
            return Response(
                status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(string: page)))
        }
        let (ports, sink) = AsyncStream.makeStream(of: Int.self)
        var log = Logger(label: "site")
        log.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in sink.yield(channel.localAddress?.port ?? 0) }, logger: log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            defer { group.cancelAll() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            return try await body(Site(url: "http://127.0.0.1:\(port)", visits: visits))
        }
    }
}

/// One site for all tests of a suite.
struct SharedSite: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await withoutActuallyEscaping(body) { body in
            try await Site.with { site in try await Site.$current.withValue(site) { try await body() } }
        }
    }
}

extension Trait where Self == SharedSite {
    static var site: SharedSite { SharedSite() }
}
