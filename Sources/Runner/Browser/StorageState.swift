import CDP
import Foundation

/// What a browser remembers of a visitor, for flows that start where another ended.
///
/// Cookies of every kind; local storage and IndexedDB of every origin that the flow was at; session storage of the
/// origin that the page shows at the end. Of IndexedDB everything that a structured clone can hold is kept but what
/// belongs to one browser, such as crypto keys, file handles and image bitmaps: those are listed in `lost`.
struct StorageState: Sendable {
    /// One origin's storage.
    struct Origin: Sendable, Equatable {
        var local: [String: String] = [:]
        var session: [String: String] = [:]
        /// As `storage.js` writes and reads them.
        var databases: [JSONValue] = []
    }

    /// Tells one state from another; that of several together is theirs one after the other.
    typealias ID = [UUID]

    let id: ID
    private(set) var cookies: [DevTools.Network.CookieParam]
    private(set) var origins: [String: Origin]
    /// What could not be saved, in words.
    private(set) var lost: [String] = []
    private let savedAt: Date

    init(
        cookies: [DevTools.Network.CookieParam], origins: [String: Origin], lost: [String] = [],
        savedAt: Date = Date(), id: ID = [UUID()]
    ) {
        self.id = id
        self.cookies = cookies
        self.origins = origins
        self.lost = lost
        self.savedAt = savedAt
    }

    /// The states of several flows as one; later ones win.
    static func merged(_ states: [StorageState]) -> StorageState? {
        guard let first = states.first else { return nil }
        return states.dropFirst().reduce(first) { left, right in
            StorageState(
                cookies: left.cookies + right.cookies,
                origins: left.origins.merging(right.origins) { $0.merged(with: $1) },
                lost: left.lost + right.lost, savedAt: min(left.savedAt, right.savedAt),
                id: left.id + right.id)
        }
    }

    /// Whether what it holds has run out, so that the flow it came from must be played again.
    ///
    /// A login is in a cookie that script can't read, almost always; only when there is none the others count. What had
    /// run out as good as at once says nothing about the rest.
    func isExpired(at now: Date) -> Bool {
        let hidden = cookies.filter { $0.httpOnly == true }
        return (hidden.isEmpty ? cookies : hidden).contains { cookie in
            guard let expires = cookie.expires else { return false }
            let end = Date(timeIntervalSince1970: expires)
            return end > savedAt.addingTimeInterval(Self.margin) && end <= now.addingTimeInterval(Self.margin)
        }
    }

    /// A state that runs out sooner than this would run out while a flow is played from it.
    private static let margin: TimeInterval = 5
}

extension StorageState.Origin {
    fileprivate func merged(with later: Self) -> Self {
        let names = Set(later.databases.map { $0["name"] })
        return Self(
            local: local.merging(later.local) { $1 }, session: session.merging(later.session) { $1 },
            databases: databases.filter { !names.contains($0["name"]) } + later.databases)
    }
}

extension StorageState {
    /// A cookie as it is given back, partition included.
    static func copy(of cookie: DevTools.Network.Cookie) -> DevTools.Network.CookieParam {
        var copy = DevTools.Network.CookieParam(name: cookie.name, value: cookie.value)
        copy.domain = cookie.domain
        copy.path = cookie.path
        copy.secure = cookie.secure
        copy.httpOnly = cookie.httpOnly
        copy.sameSite = cookie.sameSite
        copy.priority = cookie.priority
        copy.sourceScheme = cookie.sourceScheme
        copy.sourcePort = cookie.sourcePort
        copy.partitionKey = cookie.partitionKey
        if !cookie.session { copy.expires = cookie.expires }
        return copy
    }
}
