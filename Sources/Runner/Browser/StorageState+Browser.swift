import CDP
import Foundation

// Taking the state of a browser context, and giving it to another.
extension StorageState {
    private struct Kept: Decodable, Sendable {
        let local: [String: String]
        let databases: [JSONValue]
        let lost: [String]
    }

    /// More origins than this are those of advertisements, not of a login.
    private static let mostOrigins = 20
    private static let script = String(decoding: PackageResources.storage_js, as: UTF8.self)

    /// Takes the state of a page's context.
    static func save(_ page: Page) async throws -> StorageState {
        let visited = visitedOrigins(page)
        var origins: [String: Origin] = [:]
        var lost = visited.dropFirst(mostOrigins).map { "\($0): too many origins" }
        let session = try? await sessionStorage(of: page)
        try await EmptyPage.with(in: page.context) { empty in
            for origin in visited.prefix(mostOrigins) {
                let kept: Kept = try await empty.ask(origin, "\(script).save()")
                origins[origin] = Origin(local: kept.local, databases: kept.databases)
                lost += kept.lost.map { "\(origin) \($0)" }
            }
        }
        if let session, !session.items.isEmpty {
            origins[session.origin, default: Origin()].session = session.items
        }
        let cookies = try await page.context.cookies().map(copy)
        return StorageState(cookies: cookies, origins: origins, lost: lost)
    }

    /// The origins of every document that came, in the order of the first one; frames included.
    private static func visitedOrigins(_ page: Page) -> [String] {
        let documents = page.requests(after: 0).filter { $0.kind == "Document" && $0.status != nil }.map(
            \.url)
        var seen: Set<String> = []
        return (documents + page.frames.map(\.url)).compactMap(origin).filter { seen.insert($0).inserted }
    }

    static func origin(of address: String) -> String? {
        guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host()
        else { return nil }
        return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }

    private struct SessionStorage: Decodable, Sendable {
        let origin: String
        let items: [String: String]
    }

    private static func sessionStorage(of page: Page) async throws -> SessionStorage {
        try await page.value(
            of:
                "(({ \(marker): _, ...items }) => ({ origin: location.origin, items }))({ ...sessionStorage })"
        )
    }

    /// Gives a context what takes long: databases, through a page that is closed again.
    private func giveDatabases(to context: BrowserContext) async throws {
        let full = origins.filter { !$0.value.databases.isEmpty }.sorted { $0.key < $1.key }
        guard !full.isEmpty else { return }
        try await EmptyPage.with(in: context) { empty in
            for (origin, storage) in full {
                let call = "\(Self.script).restore(\(argument(storage.databases)))"
                let _: Bool = try await empty.ask(origin, call)
            }
        }
    }

    /// Gives the state to a page that has not opened anything yet, and to its context.
    func restore(to page: Page) async throws {
        async let given: Void = giveCookies(to: page.context)
        async let filled: Void = giveDatabases(to: page.context)
        try await page.addInitScripts(scripts)
        try await given
        try await filled
    }

    private func giveCookies(to context: BrowserContext) async throws {
        if !cookies.isEmpty { try await context.setCookies(cookies) }
    }

    /// Tells in a tab's own storage that the script below has run in it.
    private static let marker = "__perceo"

    /// Script that puts local and session storage back before the application's own script runs, once per origin.
    var scripts: [String] {
        let table = origins.mapValues { [$0.local, $0.session] }.filter { $0.value.contains { !$0.isEmpty } }
        guard !table.isEmpty else { return [] }
        return [
            """
            (() => { const mine = (\(argument(table)))[location.origin]; if (!mine || sessionStorage.\(Self.marker)) return;
            sessionStorage.\(Self.marker) = 1;
            for (const [key, value] of Object.entries(mine[0])) localStorage.setItem(key, value);
            for (const [key, value] of Object.entries(mine[1])) sessionStorage.setItem(key, value); })();
            """
        ]
    }
}
