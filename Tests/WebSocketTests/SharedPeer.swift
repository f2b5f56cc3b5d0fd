import Testing

/// One peer for all tests of a suite; starting one takes longer than most tests.
struct SharedPeer: SuiteTrait, TestScoping {
    @TaskLocal static var current: ScriptedPeer?

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await ScriptedPeer.with { peer in
            try await Self.$current.withValue(peer) { try await body() }
        }
    }
}

extension Trait where Self == SharedPeer {
    static var sharedPeer: SharedPeer { SharedPeer() }
}
