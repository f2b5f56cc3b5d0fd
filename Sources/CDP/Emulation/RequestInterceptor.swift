import Synchronization

/// Stops requests on their way and does with them what its rules say.
final class RequestInterceptor: Sendable {
    private struct Refusals: Sendable {
        var count = 0
        var list: [RefusedRequest] = []
    }

    private let rules: Mutex<RequestRules>
    /// The main frames of the tabs.
    private let tabs = Mutex<Set<String>>([])
    private let refusals = Mutex(Refusals())
    private static let mostRefusals = 1000

    init(_ rules: RequestRules) { self.rules = Mutex(rules) }

    func add(mainFrame: String) { tabs.withLock { _ = $0.insert(mainFrame) } }

    var refusalCount: Int { refusals.withLock { $0.count } }

    /// In order; of very many those that came first.
    func refusals(after number: Int) -> [RefusedRequest] {
        refusals.withLock { Array($0.list.dropFirst(number)) }
    }

    private func note(_ asked: RequestRules.Asked) {
        refusals.withLock { refusals in
            refusals.count += 1
            guard refusals.list.count < Self.mostRefusals else { return }
            refusals.list.append(RefusedRequest(address: asked.url, isDocument: asked.isForTab))
        }
    }

    private func noteIfRefused(_ url: String) {
        let origins = rules.withLock { $0.origins }
        guard let origins, origins.reach == .everything, !origins.allows(url) else { return }
        note(RequestRules.Asked(url: url))
    }

    func edit<Value: Sendable>(_ change: (inout RequestRules) -> Value) -> Value {
        rules.withLock { change(&$0) }
    }

    /// Listens until the session ends.
    func listen(to session: Session) {
        _ = session.on(DevTools.Fetch.RequestPausedEvent.self) { [self] event in
            let asked = RequestRules.Asked(
                method: event.request.method, url: event.request.url,
                headers: event.request.headers.strings ?? [:],
                isForTab: event.resourceType == .document
                    && tabs.withLock { $0.contains(event.frameId.rawValue) })
            // Without rules it was somebody else who had it stopped, and who answers.
            let decision = rules.withLock { $0.isEmpty ? nil : $0.decide(asked) }
            guard let decision else { return }
            if decision == .refuse { note(asked) }
            let (call, delay) = Self.call(decision, for: event.requestId)
            session.connection.post([call], session: session.id, after: delay)
        }
        // These are held back elsewhere and told here.
        _ = session.on(DevTools.Network.WebSocketCreatedEvent.self) { [self] in noteIfRefused($0.url) }
        _ = session.on(DevTools.Network.WebTransportCreatedEvent.self) { [self] in noteIfRefused($0.url) }
        _ = session.on(DevTools.Fetch.AuthRequiredEvent.self) { [self] event in
            let login = rules.withLock {
                $0.login(
                    event.requestId.rawValue, to: event.authChallenge.origin,
                    isProxy: event.authChallenge.source == .proxy)
            }
            let reply = DevTools.Fetch.ContinueWithAuth(
                requestId: event.requestId, authChallengeResponse: Self.response(login))
            session.connection.post(Call(reply), session: session.id)
        }
    }

    /// What makes Chromium stop the requests that `rules` are about, and no others.
    static func calls(for rules: RequestRules) -> [Call] {
        // A picture or script that the page has had before would not be asked for again.
        let cache = Call(DevTools.Network.SetCacheDisabled(cacheDisabled: !rules.mocks.isEmpty))
        guard !rules.isEmpty else { return [Call(DevTools.Fetch.Disable()), cache] }
        let patterns = rules.patterns.map {
            DevTools.Fetch.RequestPattern(urlPattern: $0.url, resourceType: $0.isDocument ? .document : nil)
        }
        return [
            Call(
                DevTools.Fetch.Enable(
                    patterns: patterns, handleAuthRequests: rules.credentials != nil)), cache,
        ]
    }

    private static func call(
        _ decision: RequestRules.Decision, for id: DevTools.Fetch.RequestId
    ) -> (Call, Duration) {
        switch decision {
        case .pass: (Call(DevTools.Fetch.ContinueRequest(requestId: id)), .zero)
        case .passWith(let headers):
            (Call(DevTools.Fetch.ContinueRequest(requestId: id, headers: entries(headers))), .zero)
        case .abort(let reason, let delay):
            (Call(DevTools.Fetch.FailRequest(requestId: id, errorReason: .init(rawValue: reason))), delay)
        case .refuse:
            (Call(DevTools.Fetch.FailRequest(requestId: id, errorReason: .blockedByClient)), .zero)
        case .fulfil(let status, let headers, let body, let delay):
            (
                Call(
                    DevTools.Fetch.FulfillRequest(
                        requestId: id, responseCode: status, responseHeaders: entries(headers),
                        body: Base64(bytes: body))), delay
            )
        }
    }

    private static func entries(_ headers: [String: String]) -> [DevTools.Fetch.HeaderEntry] {
        headers.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
    }

    private static func response(_ login: RequestRules.Login) -> DevTools.Fetch.AuthChallengeResponse {
        switch login {
        case .provide(let credentials):
            .init(
                response: .provideCredentials, username: credentials.username,
                password: credentials.password)
        case .giveUp: .init(response: .cancelAuth)
        case .leave: .init(response: .default)
        }
    }
}
