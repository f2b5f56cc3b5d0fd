package import HTTP
import Synchronization

/// Sends to a provider over the network; the only place where a key meets a request.
package struct HTTPTransport: ModelTransport {
    private let provider: Provider
    private let key: ModelKey?
    private let client: HTTPClient
    private let stallTimeout: Duration

    /// - Parameter stallTimeout: How long a provider may send nothing, not even a sign of life.
    /// - Throws: `noKey` when the provider wants a key and `environment` has none.
    package init(
        _ provider: Provider, environment: [String: String], client: HTTPClient,
        stallTimeout: Duration = .seconds(60)
    ) throws(ModelError) {
        key = ModelKey(provider.keyVariable.flatMap { environment[$0] })
        if key == nil, let variable = provider.keyVariable {
            throw ModelError(.noKey(variable), "the environment variable \(variable) is empty")
        }
        self.provider = provider
        self.client = client
        self.stallTimeout = stallTimeout
    }

    package func send(
        _ request: WireRequest, within limit: Duration, isEnough: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(ModelError) -> WireAnswer {
        let deadline = ContinuousClock.now + limit
        let sink = Sink(isEnough: isEnough)
        do {
            let found = try await transfer(http(request, limit), sink)
            return WireAnswer(
                status: found?.status ?? 200, headers: found?.headers ?? HTTPHeaders(Self.streamHeaders),
                body: sink.bytes)
        } catch let error as HTTPError {
            // A transfer's clock counts milliseconds, and may end one early.
            let isLate = limit <= stallTimeout || ContinuousClock.now + .milliseconds(10) >= deadline
            throw failure(error, isLate: isLate)
        } catch {
            throw ModelError(.cancelled, "the task was cancelled")
        }
    }

    private static let streamHeaders = [(name: "content-type", value: "text/event-stream")]

    private func http(_ request: WireRequest, _ limit: Duration) -> HTTPRequest {
        var headers = provider.headers.merging(request.headers) { $1 }
        headers["content-type"] = "application/json"
        let plain = headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        return HTTPRequest(
            method: "POST", url: provider.url + request.path,
            headers: plain + (key.map { [$0.header(provider.keyHeader)] } ?? []),
            body: .bytes(request.body.bytes), timeout: limit,
            stallTimeout: min(limit, stallTimeout))
    }

    /// The response, or nil when enough of it had come before its end.
    private func transfer(_ request: HTTPRequest, _ sink: Sink) async throws -> HTTPResponse? {
        let client = client
        return try await withThrowingTaskGroup(of: End.self) { race in
            race.addTask {
                defer { sink.finish() }
                return .response(try await client.send(request, onBytes: { sink.take($0) }))
            }
            race.addTask { await sink.becomesEnough() ? .enough : .notYet }
            defer { race.cancelAll() }
            while let end = try await race.next() {
                switch end {
                case .response(let response): return response
                case .enough: return nil
                case .notYet: continue
                }
            }
            return nil
        }
    }

    private enum End: Sendable {
        case response(HTTPResponse)
        case enough
        /// The transfer has ended, and tells itself how.
        case notYet
    }

    private func failure(_ error: HTTPError, isLate: Bool) -> ModelError {
        let detail = key?.removed(from: error.detail) ?? error.detail
        return switch error.code {
        case .unreachable, .tls: ModelError(.unreachable, "\(error.url): \(detail)")
        case .dropped, .other: ModelError(.dropped, detail)
        case .timedOut: isLate ? ModelError(.timeout, detail) : ModelError(.dropped, "it stalled: \(detail)")
        case .tooLarge: ModelError(.malformed(at: 0), detail)
        case .cancelled, .closed: ModelError(.cancelled, detail)
        case .badURL, .badRequest: ModelError(.badRequest, detail)
        }
    }

    /// The message without the key, should a provider repeat it.
    package func scrub(_ error: ModelError) -> ModelError {
        guard let key else { return error }
        var clean = ModelError(
            error.code, key.removed(from: error.detail), requestID: error.requestID,
            retryAfter: error.retryAfter, shouldRetry: error.shouldRetry)
        clean.usage = error.usage
        return clean
    }
}

/// Collects a body and notices when it is enough.
private final class Sink: Sendable {
    /// No reply comes near it; a server without end is left.
    private static let mostBytes = 64 << 20

    private let collected = Mutex<[UInt8]>([])
    private let isEnough: @Sendable ([UInt8]) -> Bool
    private let enough: AsyncStream<Bool>
    private let say: AsyncStream<Bool>.Continuation

    init(isEnough: @escaping @Sendable ([UInt8]) -> Bool) {
        self.isEnough = isEnough
        (enough, say) = AsyncStream.makeStream()
    }

    var bytes: [UInt8] { collected.withLock { $0 } }

    func take(_ piece: [UInt8]) {
        let count = collected.withLock { collected in
            collected += piece
            return collected.count
        }
        if count > Self.mostBytes || isEnough(piece) { say.yield(true) }
    }

    func finish() { say.finish() }

    func becomesEnough() async -> Bool {
        for await said in enough { return said }
        return false
    }
}
