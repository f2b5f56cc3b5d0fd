import PerceoTestKit
import Synchronization
import Testing

@testable import CDP

@Suite(.timeLimit(.minutes(1))) struct ConnectionEventTests {
    private let session = SessionID(rawValue: "S1")

    @Test("events reach listeners of their session only, until they stop listening")
    func events() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        let heard = Mutex<[String]>([])
        let listening = Session(connection, session).on(DevTools.Page.JavascriptDialogOpeningEvent.self) {
            event in
            heard.withLock { $0.append(event.message) }
        }
        func say(_ text: String, _ session: String?) {
            let params =
                #"{"url":"u","frameId":"F","message":"\#(text)","type":"alert","hasBrowserHandler":false}"#
            socket.event("Page.javascriptDialogOpening", params, session: session)
        }
        say("mine", "S1")
        say("other", "S2")
        say("browser", nil)
        listening.cancel()
        say("too late", "S1")
        #expect(heard.withLock { $0 } == ["mine"])
    }

    @Test("an event that can't be read is dropped, and so is a message that is none")
    func unreadableEvent() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        let heard = Mutex(0)
        _ = Session(connection).on(DevTools.Target.DetachedFromTargetEvent.self) { _ in
            heard.withLock { $0 += 1 }
        }
        socket.event("Target.detachedFromTarget", #"{"sessionId":[1]}"#)
        socket.say("no message")
        socket.event("Unheard.of", #"{"x":1}"#)
        #expect(heard.withLock { $0 } == 0)
        socket.event("Target.detachedFromTarget", #"{"sessionId":"S9"}"#)
        #expect(heard.withLock { $0 } == 1)
        #expect(connection.closeReason == nil)
    }

    @Test("a listener is told before a later answer is delivered")
    func order() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        let loads = Mutex(0)
        _ = Session(connection).on(DevTools.Page.LoadEventFiredEvent.self) { _ in loads.withLock { $0 += 1 } }
        let load = #"{"method":"Page.loadEventFired","params":{"timestamp":1}}"#
        socket.expect("Page.reload", .say([load, load, #"{"id":$id,"result":{}}"#]))
        try await Session(connection).send(DevTools.Page.Reload())
        #expect(loads.withLock { $0 } == 2)
    }
}
