/// Who listens to which event of which session.
///
/// Pure: delivery is the connection's business.
struct EventHub {
    typealias Handler = @Sendable (EventBody) -> Void

    private struct Key: Hashable {
        let session: SessionID?
        let method: String
    }

    private var handlers: [Key: [(token: Int, handler: Handler)]] = [:]
    private var lastToken = 0

    mutating func add(_ method: String, session: SessionID?, handler: @escaping Handler) -> Int {
        lastToken += 1
        handlers[Key(session: session, method: method), default: []].append((lastToken, handler))
        return lastToken
    }

    mutating func remove(_ token: Int, _ method: String, session: SessionID?) {
        let key = Key(session: session, method: method)
        handlers[key]?.removeAll { $0.token == token }
        if handlers[key]?.isEmpty == true { handlers[key] = nil }
    }

    mutating func remove(session: SessionID) {
        handlers = handlers.filter { $0.key.session != session }
    }

    func listeners(to method: String, session: SessionID?) -> [Handler] {
        handlers[Key(session: session, method: method)]?.map(\.handler) ?? []
    }

    var count: Int { handlers.values.reduce(0) { $0 + $1.count } }
}
