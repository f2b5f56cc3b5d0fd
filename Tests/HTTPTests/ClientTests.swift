import Testing

@testable import HTTP

/// Everything that sends requests; serialized, because threads are counted.
@Suite(.serialized, .sharedServer, .timeLimit(.minutes(1))) struct ClientTests {}

func withServer(_ body: (LoopbackServer, HTTPClient) async throws -> Void) async throws {
    let server = try #require(SharedServer.current)
    try await withClient { client in try await body(server, client) }
}

func withClient(_ body: (HTTPClient) async throws -> Void) async throws {
    let client = try HTTPClient()
    defer { client.close() }
    try await body(client)
}

/// The code of the error that the request ends with.
func code(
    _ client: HTTPClient, _ request: HTTPRequest, onBytes: (@Sendable ([UInt8]) -> Void)? = nil
) async -> HTTPError.Code? {
    do {
        if let onBytes {
            _ = try await client.send(request, onBytes: onBytes)
        } else {
            _ = try await client.send(request)
        }
        return nil
    } catch {
        return (error as? HTTPError)?.code
    }
}
