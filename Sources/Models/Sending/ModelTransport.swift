package import HTTP

/// What came back, whatever its status.
package struct WireAnswer: Sendable, Equatable {
    package var status: Int
    package var headers: HTTPHeaders
    /// Of a stream, all of its events.
    package var body: [UInt8]

    package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package var isSuccess: Bool { (200..<300).contains(status) }
    package var isEventStream: Bool { headers["content-type"]?.hasPrefix("text/event-stream") ?? false }
}

/// Carries requests: over the network, or from a recording.
package protocol ModelTransport: Sendable {
    /// - Parameter isEnough: Is handed the body in pieces as they come; true ends the transfer with what has come.
    func send(
        _ request: WireRequest, within: Duration, isEnough: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(ModelError) -> WireAnswer

    /// The same without what only this transport knows, should a provider repeat it.
    func scrub(_ error: ModelError) -> ModelError
}

extension ModelTransport {
    package func scrub(_ error: ModelError) -> ModelError { error }
}
