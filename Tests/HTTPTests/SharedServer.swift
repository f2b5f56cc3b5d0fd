import Testing

/// One server for all tests of a suite; starting one takes longer than most tests.
struct SharedServer: SuiteTrait, TestScoping {
    @TaskLocal static var current: LoopbackServer?

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await LoopbackServer.with { server in
            try await Self.$current.withValue(server) { try await body() }
        }
    }
}

extension Trait where Self == SharedServer {
    static var sharedServer: SharedServer { SharedServer() }
}
