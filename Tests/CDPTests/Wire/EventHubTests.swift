import Synchronization
import Testing

@testable import CDP

@Suite struct EventHubTests {
    private let one = SessionID(rawValue: "1")
    private let two = SessionID(rawValue: "2")

    @Test("an event reaches the listeners of its method and session, in the order they came")
    func routing() {
        var hub = EventHub()
        let heard = Mutex<[String]>([])
        for (name, method, session) in [
            ("a", "X.y", one), ("b", "X.y", two), ("c", "X.z", one), ("d", "X.y", one),
        ] {
            _ = hub.add(method, session: session) { _ in heard.withLock { $0.append(name) } }
        }
        _ = hub.add("X.y", session: nil) { _ in heard.withLock { $0.append("browser") } }
        deliver("X.y", one, hub)
        #expect(heard.withLock { $0 } == ["a", "d"])
        deliver("X.y", nil, hub)
        #expect(heard.withLock { $0 } == ["a", "d", "browser"])
    }

    @Test("a listener that was removed hears nothing, and no other goes with it")
    func removal() {
        var hub = EventHub()
        let token = hub.add("X.y", session: one) { _ in }
        _ = hub.add("X.y", session: one) { _ in }
        hub.remove(token, "X.y", session: two)
        #expect(hub.count == 2)
        hub.remove(token, "X.y", session: one)
        hub.remove(token, "X.y", session: one)
        #expect(hub.count == 1)
    }

    @Test("with a session go all its listeners")
    func session() {
        var hub = EventHub()
        for session in [one, one, two] { _ = hub.add("X.y", session: session) { _ in } }
        hub.remove(session: one)
        #expect(hub.count == 1)
        #expect(hub.listeners(to: "X.y", session: one).isEmpty)
    }

    private func deliver(_ method: String, _ session: SessionID?, _ hub: EventHub) {
        let body = EventBody(method: method, message: [], range: 0..<0)
        for listener in hub.listeners(to: method, session: session) { listener(body) }
    }
}
