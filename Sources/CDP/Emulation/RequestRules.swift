/// What becomes of each request that is stopped on its way: decided here, done by `RequestInterceptor`.
///
/// Pure.
package struct RequestRules: Sendable, Equatable {
    /// A request as it stands before it leaves the browser.
    package struct Asked: Sendable, Equatable {
        package var method: String
        package var url: String
        package var headers: [String: String]
        /// A tab is to show the answer.
        package var isForTab: Bool

        package init(
            method: String = "GET", url: String, headers: [String: String] = [:], isForTab: Bool = false
        ) {
            self.method = method
            self.url = url
            self.headers = headers
            self.isForTab = isForTab
        }

        /// The value of a header, whatever the case of its name.
        func header(_ name: String) -> String? {
            headers.first { $0.key.lowercased() == name }?.value
        }
    }

    package enum Decision: Sendable, Equatable {
        case pass
        /// Goes out with exactly these headers.
        case passWith(headers: [String: String])
        case fulfil(status: Int, headers: [String: String], body: [UInt8], after: Duration)
        /// - Parameter reason: A word of Chromium's.
        case abort(reason: String, after: Duration)
        /// Its origin is none of those that pages may ask.
        case refuse
    }

    package enum Login: Sendable, Equatable {
        case provide(Credentials)
        /// The credentials were refused: the page shows the server's answer.
        case giveUp
        /// Not ours to answer.
        case leave
    }

    /// A name and password that only `origin` may see.
    package struct Credentials: Sendable, Equatable {
        package var origin: Origin
        package var username: String
        package var password: String

        package init(origin: Origin, username: String, password: String) {
            self.origin = origin
            self.username = username
            self.password = password
        }
    }

    /// Headers that only `origin` may see.
    package struct OriginHeaders: Sendable, Equatable {
        package var origin: Origin
        package var headers: [String: String]

        package init(origin: Origin, headers: [String: String]) {
            self.origin = origin
            self.headers = headers
        }
    }

    /// The first that covers a request answers it.
    package var mocks: [MockRule] = []
    package var credentials: Credentials?
    package var originHeaders: OriginHeaders?
    /// Whom pages may ask; nil: anyone.
    ///
    /// What a mock answers asks nobody.
    package var origins: OriginPolicy?
    /// Requests whose challenge was answered once.
    private var challenged: Set<String> = []

    package init() {}

    package var isEmpty: Bool {
        mocks.isEmpty && credentials == nil && originHeaders == nil && origins == nil
    }

    /// Requests that have to be stopped.
    struct Pattern: Sendable, Hashable {
        /// In `Fetch`'s syntax.
        var url: String
        var isDocument = false
    }

    /// No more than these pay for it.
    var patterns: [Pattern] {
        if origins?.reach == .everything { return [Pattern(url: "*")] }
        let others = [credentials?.origin, originHeaders?.origin].compactMap { $0?.pattern }
        let all = Set(mocks.flatMap(\.url.wildcards) + others).sorted().map { Pattern(url: $0) }
        return all + (origins == nil ? [] : [Pattern(url: "*", isDocument: true)])
    }

    package mutating func decide(_ asked: Asked) -> Decision {
        if let preflight = preflight(asked) { return preflight }
        if let index = mocks.firstIndex(where: { $0.covers(asked.method, asked.url) }) {
            let rule = mocks[index]
            if let times = rule.times { mocks[index].times = times - 1 }
            return Self.reply(rule, to: asked)
        }
        if let origins, asked.isForTab || origins.reach == .everything, !origins.allows(asked.url) {
            return .refuse
        }
        if let extra = originHeaders, extra.origin.owns(asked.url) {
            let names = Set(extra.headers.keys.map { $0.lowercased() })
            let others = asked.headers.filter { !names.contains($0.key.lowercased()) }
            return .passWith(headers: others.merging(extra.headers) { _, new in new })
        }
        return .pass
    }

    /// - Parameters:
    ///   - request: Tells one request's challenges from another's.
    ///   - url: The challenging server.
    ///   - isProxy: Whether a proxy asks instead.
    package mutating func login(_ request: String, to url: String, isProxy: Bool) -> Login {
        guard let credentials, !isProxy, credentials.origin.owns(url) else { return .leave }
        return challenged.insert(request).inserted ? .provide(credentials) : .giveUp
    }

    /// The browser asks another origin for permission first, where a mock stands no server answers that.
    private func preflight(_ asked: Asked) -> Decision? {
        guard asked.method == "OPTIONS", let method = asked.header("access-control-request-method"),
            mocks.contains(where: { $0.covers(method, asked.url) })
        else { return nil }
        var headers = Self.permission(asked)
        headers["access-control-allow-methods"] = method
        headers["access-control-allow-headers"] = asked.header("access-control-request-headers")
        return .fulfil(status: 204, headers: headers, body: [], after: .zero)
    }

    private static func reply(_ rule: MockRule, to asked: Asked) -> Decision {
        switch rule.reply {
        case .failure(let reason): return .abort(reason: reason, after: rule.delay)
        case .answer(let status, let headers, let body):
            let given = Set(headers.keys.map { $0.lowercased() })
            let implied = permission(asked).filter { !given.contains($0.key) }
            return .fulfil(
                status: status, headers: headers.merging(implied) { own, _ in own }, body: body,
                after: rule.delay)
        }
    }

    /// What lets a page of another origin read the answer.
    private static func permission(_ asked: Asked) -> [String: String] {
        guard let origin = asked.header("origin") else { return [:] }
        return [
            "access-control-allow-origin": origin, "access-control-allow-credentials": "true",
            "vary": "Origin",
        ]
    }
}
