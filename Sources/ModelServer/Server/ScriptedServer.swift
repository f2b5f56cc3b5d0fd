package import Hummingbird
package import Models
import Synchronization

/// A provider on a loopback port that answers as its policy says, on all three wires at once.
///
/// Every request is held against the rules of its wire; one that breaks them is answered with status 400 and noted.
package final class ScriptedServer: LoopbackServer {
    /// Decides what to answer.
    package typealias Policy = @Sendable (AskedRequest) async -> ScriptedAnswer

    private struct State {
        var rules: WireRules
        var requests: [AskedRequest] = []
        var violations: [String] = []
        var stalled: [AsyncStream<Never>.Continuation] = []
        var isOver = false
    }

    package let port: Int
    private let policy: Policy
    private let state: Mutex<State>

    private init(port: Int, rules: WireRules, policy: @escaping Policy) {
        self.port = port
        self.policy = policy
        state = Mutex(State(rules: rules))
    }

    /// What has been asked, in order.
    package var requests: [AskedRequest] { state.withLock { $0.requests } }

    /// What was wrong with any request.
    package var violations: [String] { state.withLock { $0.violations } }

    /// The address to give to a client that speaks `wire`.
    package func url(_ wire: Provider.Wire) -> String {
        "http://127.0.0.1:\(port)" + (wire == .anthropicMessages ? "" : "/v1")
    }

    /// A server that gives these answers in turn, and status 500 when there are none left.
    package static func with<Value>(
        _ answers: [ScriptedAnswer], rules: WireRules = .init(),
        _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let left = Mutex(answers[...])
        let policy: Policy = { _ in
            left.withLock { $0.popFirst() } ?? .fail(500, "the script has no more answers")
        }
        return try await with(policy, rules: rules, body)
    }

    /// A server that is there for as long as `body` runs.
    ///
    /// - Parameter port: 0 lets the system choose.
    package static func with<Value>(
        port: Int = 0, _ policy: @escaping Policy, rules: WireRules = .init(),
        _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        try await serve(on: port, { ScriptedServer(port: $0, rules: rules, policy: policy) }, body)
    }

    /// Ends what is stalled, so that the server can end.
    package func letGo() {
        let stalled = state.withLock { state in
            state.isOver = true
            return state.stalled
        }
        for continuation in stalled { continuation.finish() }
    }

    package func respond(to request: Request) async throws -> Response {
        guard let wire = Self.wire(of: request.uri.path), request.method == .post else {
            return Self.response(
                404, "application/json", Array(#"{"error":{"message":"no such place"}}"#.utf8), nil)
        }
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let bytes = Array(try await request.body.collect(upTo: 64 << 20).readableBytesView)
        let body = (try? JSON(bytes: bytes)) ?? .null
        let (asked, broken) = note(wire, headers, bytes, body)
        RequestLog.keep(asked, broken: broken)
        guard broken.isEmpty else {
            let failure = wire.writer.failure(status: 400, message: broken.joined(separator: "; "))
            return Self.response(400, "application/json", failure.bytes, nil)
        }
        let answer = await policy(asked)
        if let kept = answer.kept(for: asked) { state.withLock { $0.rules.answered(asked, with: kept) } }
        let (content, type) = answer.bytes(for: asked)
        var response = Self.response(answer.status, type, content, answer.fault, hold: hold)
        for (name, value) in answer.headers {
            if let name = HTTPFields.Element.Name(name) { response.headers[name] = value }
        }
        return response
    }

    private func note(
        _ wire: Provider.Wire, _ headers: [String: String], _ bytes: [UInt8], _ body: JSON
    ) -> (AskedRequest, [String]) {
        state.withLock { state in
            let asked = AskedRequest(
                number: state.requests.count, wire: wire, headers: headers, bytes: bytes, body: body)
            let broken = state.rules.violations(asked)
            state.requests.append(asked)
            state.violations += broken.map { "request \(asked.number): \($0)" }
            return (asked, broken)
        }
    }

    private static func wire(of path: String) -> Provider.Wire? {
        switch path {
        case "/v1/messages": .anthropicMessages
        case "/v1/responses": .openAIResponses
        case "/v1/chat/completions": .chatCompletions
        default: nil
        }
    }

    /// Comes back when the server is about to end.
    private func hold() async {
        let (never, continuation) = AsyncStream<Never>.makeStream()
        let isOver = state.withLock { state in
            state.stalled.append(continuation)
            return state.isOver
        }
        if isOver { return }
        for await _ in never {}
    }

    private struct Cut: Error {}

    private static func response(
        _ status: Int, _ type: String, _ bytes: [UInt8], _ fault: ScriptedAnswer.Fault?,
        hold: @escaping @Sendable () async -> Void = {}
    ) -> Response {
        let body = ResponseBody { writer in
            switch fault {
            case nil: try await writer.write(ByteBuffer(bytes: bytes))
            case .cut(let place):
                try await writer.write(ByteBuffer(bytes: bytes.prefix(place)))
                throw Cut()
            case .stall(let place):
                try await writer.write(ByteBuffer(bytes: bytes.prefix(place)))
                await hold()
                throw Cut()
            case .pieces(let length):
                for start in stride(from: 0, to: bytes.count, by: max(1, length)) {
                    try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + length, bytes.count)]))
                }
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .init(code: status), headers: [.contentType: type, .cacheControl: "no-store"], body: body)
    }
}
