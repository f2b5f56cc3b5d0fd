extension Page {
    /// Whether the page's own script thread still answers.
    package func answers(within limit: Duration) async -> Bool {
        let probe = DevTools.Runtime.Evaluate(expression: "1", returnByValue: true)
        return (try? await session.send(probe, within: limit)) != nil
    }

    /// Stops whatever script is running, once.
    package func stopScript() async {
        _ = try? await session.send(DevTools.Runtime.TerminateExecution(), within: CallLimits.ping)
    }
}
