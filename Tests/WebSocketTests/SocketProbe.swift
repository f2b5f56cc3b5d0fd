import Testing

@testable import WebSocket

/// An open socket and everything it has said, in order.
final class SocketProbe: Sendable {
    enum Event: Sendable, Equatable {
        case message([UInt8])
        case closed(SocketClosure)
    }

    let socket: WebSocket
    private let events: AsyncStream<Event>
    private let sink: AsyncStream<Event>.Continuation

    private init(
        socket: WebSocket, events: AsyncStream<Event>, sink: AsyncStream<Event>.Continuation
    ) {
        self.socket = socket
        self.events = events
        self.sink = sink
    }

    static func open(
        _ url: String, on loop: ServiceLoop, limits: SocketLimits = .init()
    ) async throws -> SocketProbe {
        let (events, sink) = AsyncStream<Event>.makeStream()
        let socket = try await loop.connect(
            to: url, limits: limits,
            onMessage: { sink.yield(.message($0)) },
            onClose: { sink.yield(.closed($0)) })
        return SocketProbe(socket: socket, events: events, sink: sink)
    }

    func send(_ text: String) throws {
        try socket.send(Array(text.utf8))
    }

    func next() async throws -> Event {
        for await event in events { return event }
        throw WebSocketError(.closed, detail: "no more events")
    }

    func nextText() async throws -> String {
        guard case .message(let bytes) = try await next() else {
            throw WebSocketError(.closed, detail: "closed instead of a message")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Everything that came until now; to be asked when the loop has been closed.
    func rest() async -> [Event] {
        sink.finish()
        var all: [Event] = []
        for await event in events { all.append(event) }
        return all
    }
}

func withLoop<R>(_ body: (ServiceLoop) async throws -> R) async throws -> R {
    let loop = try ServiceLoop()
    defer { loop.close() }
    return try await body(loop)
}
