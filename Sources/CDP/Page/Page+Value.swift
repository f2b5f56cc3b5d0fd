extension Page {
    /// The value of an expression in the page's own world, beside its script; promises are awaited.
    package func value<Value: Decodable & Sendable>(
        of expression: String, as type: Value.Type = Value.self, within limit: Duration = CallLimits.command
    ) async throws -> Value {
        let call = Call(
            DevTools.Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true))
        guard let reply = try await session.send(batch: [call], within: limit).first else {
            throw CDPError(.unreadable, "evaluate", "no answer")
        }
        return try reply.decode(EvaluateAnswer<Value>.self).unwrap("evaluate")
    }
}
