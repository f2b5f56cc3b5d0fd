import CDP
import Foundation

/// What a browser remembers of a visitor: cookies and local storage, for flows that start where another ended.
struct StorageState: Sendable {
    private let cookies: [DevTools.Network.CookieParam]
    /// Local storage by origin.
    private let storage: [String: [String: String]]

    /// Takes the state of a page's context: all cookies, and the storage of the origin it shows.
    static func save(_ page: Page) async throws -> StorageState {
        let cookies = try await page.context.cookies().map { cookie in
            var copy = DevTools.Network.CookieParam(name: cookie.name, value: cookie.value)
            copy.domain = cookie.domain
            copy.path = cookie.path
            copy.secure = cookie.secure
            copy.httpOnly = cookie.httpOnly
            copy.sameSite = cookie.sameSite
            if cookie.expires > 0 { copy.expires = cookie.expires }
            return copy
        }
        let local: [String: [String: String]] = try await page.ask("storage")
        return StorageState(cookies: cookies, storage: local)
    }

    init(cookies: [DevTools.Network.CookieParam], storage: [String: [String: String]]) {
        self.cookies = cookies
        self.storage = storage
    }

    /// The states of several flows as one; later ones win.
    static func merged(_ states: [StorageState]) -> StorageState? {
        guard let first = states.first else { return nil }
        return states.dropFirst().reduce(first) { left, right in
            StorageState(
                cookies: left.cookies + right.cookies,
                storage: left.storage.merging(right.storage) { $0.merging($1) { $1 } })
        }
    }

    /// Gives the state to a page that has not opened anything yet.
    func restore(to page: Page) async throws {
        if !cookies.isEmpty { try await page.context.setCookies(cookies) }
        try await page.addInitScripts(scripts)
    }

    /// Script that puts local storage back before the application's own script runs, once per origin.
    var scripts: [String] {
        guard !storage.isEmpty else { return [] }
        let table = argument(storage)
        return [
            """
            (() => { const mine = (\(table))[location.origin]; if (!mine || sessionStorage.__perceo) return;
            sessionStorage.__perceo = 1; for (const [key, value] of Object.entries(mine)) localStorage.setItem(key, value); })();
            """
        ]
    }
}
