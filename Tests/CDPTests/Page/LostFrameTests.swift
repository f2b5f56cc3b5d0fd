import PerceoTestKit
import Testing

@testable import CDP

@Suite(.timeLimit(.minutes(1))) struct LostFrameTests {
    private let main = FrameID(rawValue: "M")
    private let child = FrameID(rawValue: "C")
    private let own = SessionID(rawValue: "S1")
    private let other = SessionID(rawValue: "S2")

    /// A page one frame of which has just lost its session.
    private func lose(_ watch: FrameWatch) throws -> LostFrame {
        let lost = watch.table.update { table in
            table.navigated(main, parent: nil, url: "http://a/", document: "1", session: own)
            table.attached(child, parent: main, session: own)
            table.swappedOut(child, session: own)
            table.navigated(child, parent: main, url: "http://b/", document: "2", session: other)
            return table.sessionEnded(other)
        }
        return try #require(lost.first)
    }

    @Test("as long as an element shows the frame it is asked about again, and given up once none does")
    func removed() async throws {
        let (connection, socket) = ScriptedSocket.connect()
        let watch = FrameWatch(Session(connection, own))
        let lost = try lose(watch)
        socket.expect("DOM.getFrameOwner", .reply(#"{"backendNodeId":1}"#))
        socket.expect("DOM.getFrameOwner", .refuse(code: -32000, message: "no such frame"))
        watch.follow(lost, in: Session(connection, own))
        #expect(watch.table.read { $0.frames[child] != nil })
        _ = try await watch.table.wait { $0.frames[child] == nil ? true : nil }
        #expect(socket.calls.read { $0.map(\.sessionId) } == ["S1", "S1"])
    }

    @Test("a frame that has come back is not asked about again")
    func back() throws {
        let (connection, socket) = ScriptedSocket.connect()
        let watch = FrameWatch(Session(connection, own))
        let lost = try lose(watch)
        let attached = """
            {"method":"Page.frameAttached","params":{"frameId":"C","parentFrameId":"M"},"sessionId":"S1"}
            """
        socket.expect(
            "DOM.getFrameOwner",
            .say([attached, #"{"id":$id,"sessionId":"S1","result":{"backendNodeId":1}}"#]))
        watch.follow(lost, in: Session(connection, own))
        connection.expire(at: .now + .seconds(60))
        #expect(watch.table.read { $0.frames[child]?.session } == own)
        #expect(socket.calls.read { $0.count } == 1)
    }

    @Test("a frame whose parent's session is over too is given up")
    func parentGone() throws {
        let (connection, socket) = ScriptedSocket.connect()
        let watch = FrameWatch(Session(connection, own))
        let lost = try lose(watch)
        socket.expect("DOM.getFrameOwner", .drop)
        watch.follow(lost, in: Session(connection, own))
        #expect(watch.table.read { $0.frames[child] != nil })
        connection.lose(own)
        #expect(watch.table.read { $0.frames[child] == nil })
    }

    @Test("a renderer that does not answer in time says nothing about its frames")
    func silence() {
        #expect(LostFrame.mayComeBack(.failure(CDPError(.timedOut, "DOM.getFrameOwner", "waited 10 s"))))
        #expect(!LostFrame.mayComeBack(.failure(CDPError(.closed, "DOM.getFrameOwner", "closed by us"))))
    }
}
