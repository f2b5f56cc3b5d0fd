import PerceoTestKit
import Testing

/// The site with pages that misbehave, one for all tests of a suite.
struct SharedSite: SuiteTrait, TestScoping {
    @TaskLocal static var current: FixtureSite?

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await FixtureSite.with { site in
            for (path, html) in SitePages.all { site.page(path, html) }
            site.route("/visit") { request in
                let visits = site.requests.count { $0.path == "/visit" && $0.query == request.query }
                return .html(SitePages.visit(visits))
            }
            try await Self.$current.withValue(site) { try await body() }
        }
    }
}

extension Trait where Self == SharedSite {
    static var site: SharedSite { SharedSite() }
}

/// The site of the running suite.
enum Site {
    static func running() throws -> FixtureSite { try #require(SharedSite.current) }
    static func url() throws -> String { try running().origin }
}
