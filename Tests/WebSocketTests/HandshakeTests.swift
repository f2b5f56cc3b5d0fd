import Testing

@testable import WebSocket

@Suite struct HandshakeTests {
    @Test("an answer given before anyone asks is kept")
    func early() async throws {
        let handshake = Handshake()
        #expect(handshake.settle(.success(())))
        try await handshake.wait()
    }

    @Test("only the first answer counts")
    func first() async {
        let handshake = Handshake()
        #expect(handshake.settle(.failure(WebSocketError(.timedOut, detail: "late"))))
        #expect(!handshake.settle(.success(())))
        await #expect(throws: WebSocketError.self) { try await handshake.wait() }
    }

    @Test("cancelling the waiting task answers with a cancellation")
    func cancelled() async {
        let handshake = Handshake()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await handshake.wait()
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
        #expect(!handshake.settle(.success(())))
    }
}
