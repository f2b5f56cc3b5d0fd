import Testing

/// A run that several tests look at.
struct PlayedRun: Sendable {
    @TaskLocal static var current: PlayedRun?

    let project: Project
    let record: RunFile
}

/// Plays two flows once, with everything switched on, for all tests of a suite.
struct OneRun: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable @concurrent () async throws -> Void
    ) async throws {
        let files = ["flows/plain.yaml": SampleFlow.passing, "flows/whale.yaml": SampleFlow.failing]
        try await Project.with(files) { project in
            let result = try await project.perceo(
                "ci", "test", "--base-url", Site.url(), "--video", "on", "--triggered-by", "pr", "--pr", "7",
                "--commit", "c0ffee")
            #expect(result.exitCode == 1, "\(result.errors)")
            let played = PlayedRun(project: project, record: try project.record())
            try await PlayedRun.$current.withValue(played) { try await body() }
        }
    }
}

extension Trait where Self == OneRun {
    static var playedRun: OneRun { OneRun() }
}
