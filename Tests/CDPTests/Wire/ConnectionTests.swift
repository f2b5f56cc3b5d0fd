import PerceoTestKit
import Synchronization
import Testing

@testable import CDP

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    private let session = SessionID(rawValue: "S1")

    /// What became of each of these calls, as error codes; nil is an answer.
    private func outcomes(
        of calls: [DevTools.Runtime.Evaluate], on connection: Connection, session: SessionID?,
        while act: @escaping @Sendable () async throws -> Void
    ) async throws -> [CDPError.Code?] {
        try await withThrowingTaskGroup(of: [CDPError.Code?].self) { group in
            group.addTask {
                try await connection.exchange(calls.map { Call($0) }, session: session, within: .seconds(60))
                    .map {
                        guard case .failure(let error) = $0 else { return nil }
                        return (error as? CDPError)?.code
                    }
            }
            try await act()
            return try await group.next() ?? []
        }
    }

    private let one = [DevTools.Runtime.Evaluate(expression: "1")]
    private let two = [
        DevTools.Runtime.Evaluate(expression: "1"), DevTools.Runtime.Evaluate(expression: "2"),
    ]

    @Test("an answer reaches the call it belongs to, whatever the order")
    func replies() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Page.navigate", .drop)
        socket.expect(
            "Browser.getVersion",
            .say([
                #"{"id":$id,"result":{"protocolVersion":"1","product":"P/1","revision":"r","userAgent":"u","jsVersion":"j"}}"#
            ]))
        let root = Session(connection)
        async let frame = root.send(DevTools.Page.Navigate(url: "http://a/")).frameId.rawValue
        _ = try await socket.waitForCalls(1)
        #expect(try await root.send(DevTools.Browser.GetVersion()).product == "P/1")
        #expect(connection.pendingMethods == ["Page.navigate"])
        socket.say(#"{"id":1,"result":{"frameId":"F"}}"#)
        #expect(try await frame == "F")
        #expect(connection.pendingMethods.isEmpty)
        #expect(socket.surprises.read { $0 }.isEmpty)
    }

    @Test("a batch goes out in one write, with its session, and is answered in order")
    func batch() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        for value in ["1", "2"] {
            socket.expect("Runtime.evaluate", .reply(#"{"result":{"type":"number","value":\#(value)}}"#))
        }
        let replies = try await Session(connection, session).send(batch: two.map { Call($0) })
        let values = try replies.map { try $0.decode(DevTools.Runtime.Evaluate.Reply.self).result.value }
        #expect(values == [1, 2])
        #expect(socket.calls.read { $0.map(\.sessionId) } == ["S1", "S1"])
        #expect(socket.calls.read { $0.map(\.id) } == [1, 2])
    }

    @Test("a refusal becomes an error with its number, text and method")
    func refused() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Page.reload", .refuse(code: -32000, message: "Not allowed"))
        let error = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Page.Reload())
        }
        #expect(error == CDPError(.refused(-32000), "Page.reload", "Not allowed"))
    }

    @Test("an answer of the wrong shape fails the one who asked and names the place")
    func unreadableAnswer() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Page.navigate", .reply(#"{"frameId":7}"#))
        socket.expect("Page.navigate", .reply(#"{"frameId":"F"}"#))
        let navigate = DevTools.Page.Navigate(url: "http://a/")
        let error = await #expect(throws: CDPError.self) { try await Session(connection).send(navigate) }
        #expect(error?.code == .unreadable)
        #expect(error?.method == "Page.navigate")
        #expect(error?.detail.contains("frameId") == true)
        #expect(try await Session(connection).send(navigate).frameId.rawValue == "F")
    }

    @Test("a call fails when its deadline has passed, not before, and a late answer is dropped")
    func deadline() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Runtime.evaluate", .drop)
        let codes = try await outcomes(of: one, on: connection, session: nil) {
            _ = try await socket.waitForCalls(1)
            connection.expire(at: .now + .seconds(50))
            #expect(connection.pendingMethods == ["Runtime.evaluate"])
            connection.expire(at: .now + .seconds(61))
            socket.say(#"{"id":1,"result":{}}"#)
        }
        #expect(codes == [.timedOut])
    }

    @Test("the connection itself looks for calls that are overdue")
    func keeper() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Page.reload", .drop)
        let error = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Page.Reload(), within: .milliseconds(10))
        }
        #expect(error?.code == .timedOut)
        #expect(connection.pendingMethods.isEmpty)
    }

    @Test("a crash fails what waits on that page and nothing else")
    func crash() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        for _ in 0..<3 { socket.expect("Runtime.evaluate", .drop) }
        async let other = outcomes(of: one, on: connection, session: SessionID(rawValue: "S2")) {}
        _ = try await socket.waitForCalls(1)
        let codes = try await outcomes(of: two, on: connection, session: session) {
            _ = try await socket.waitForCalls(3)
            socket.event("Inspector.targetCrashed", session: "S1")
            socket.event("Inspector.targetCrashed", session: "S1")
        }
        #expect(codes == [.crashed, .crashed])
        #expect(connection.pendingMethods == ["Runtime.evaluate"])
        socket.say(#"{"id":1,"result":{},"sessionId":"S2"}"#)
        #expect(try await other == [nil])
    }

    @Test("a detached session fails its calls and loses its listeners")
    func detach() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        let heard = Mutex(0)
        let mine = Session(connection, session)
        _ = mine.on(DevTools.Page.LoadEventFiredEvent.self) { _ in heard.withLock { $0 += 1 } }
        for _ in 0..<2 { socket.expect("Runtime.evaluate", .drop) }
        let codes = try await outcomes(of: two, on: connection, session: session) {
            _ = try await socket.waitForCalls(2)
            socket.event("Target.detachedFromTarget", #"{"sessionId":"S1"}"#)
        }
        #expect(codes == [.detached, .detached])
        socket.event("Page.loadEventFired", #"{"timestamp":1}"#, session: "S1")
        #expect(heard.withLock { $0 } == 0)
        #expect(connection.listenerCount == 0)
    }

    @Test("when the browser is gone every call fails, also those that come later, and the news comes once")
    func close() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        let news = Mutex<[String]>([])
        connection.onClose { reason in news.withLock { $0.append(reason) } }
        for _ in 0..<2 { socket.expect("Runtime.evaluate", .drop) }
        let codes = try await outcomes(of: two, on: connection, session: session) {
            _ = try await socket.waitForCalls(2)
            connection.closed("the browser died")
            connection.closed("again")
        }
        #expect(codes == [.closed, .closed])
        #expect(connection.closeReason == "the browser died")
        let late = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Page.Reload())
        }
        #expect(late == CDPError(.closed, "Page.reload", "the browser died"))
        connection.onClose { reason in news.withLock { $0.append("late: \(reason)") } }
        #expect(news.withLock { $0 } == ["the browser died", "late: the browser died"])
    }

    @Test("a connection that hangs up in the middle of a call fails it")
    func hangUp() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Page.reload", .hangUp("reset"))
        let error = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Page.Reload())
        }
        #expect(error?.code == .closed)
    }

    @Test("a socket that takes no calls fails them and keeps none waiting")
    func deadLine() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Page.reload", .fail)
        let error = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Page.Reload())
        }
        #expect(error == CDPError(.closed, "Page.reload", "the line is dead"))
        #expect(connection.pendingMethods.isEmpty)
    }

    @Test("without a socket a call fails at once and keeps nothing waiting")
    func notConnected() async throws {
        let connection = Connection(log: SharedBrowser.log)
        let error = await #expect(throws: CDPError.self) {
            try await Session(connection).send(DevTools.Page.Reload())
        }
        #expect(error?.code == .closed)
        #expect(connection.pendingMethods.isEmpty)
    }

    @Test("closing tells the socket and fails what waits")
    func closedByUs() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Runtime.evaluate", .drop)
        let codes = try await outcomes(of: one, on: connection, session: nil) {
            _ = try await socket.waitForCalls(1)
            connection.close()
        }
        #expect(codes == [.closed])
        #expect(socket.isClosed.read { $0 })
    }

    @Test("a cancelled call is forgotten, and its late answer harms nobody")
    func cancelled() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        socket.expect("Runtime.evaluate", .drop)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [one] in
                _ = try await connection.exchange(one.map { Call($0) }, session: nil, within: .seconds(60))
            }
            _ = try? await socket.waitForCalls(1)
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
        #expect(connection.pendingMethods.isEmpty)
        socket.say(#"{"id":1,"result":{}}"#)
        #expect(connection.closeReason == nil)
    }
}
