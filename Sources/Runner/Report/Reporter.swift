/// Turns a run's events into something a person or a machine reads.
///
/// Events arrive in order, from one task at a time per flow; a reporter guards its own state. One that can't
/// write says so through its `trouble` closure and never throws: reporting must not decide a run.
package protocol Reporter: Sendable {
    func handle(_ event: RunEvent)
}

/// Hands every event to every reporter, in the order they were given.
package struct ReporterFan: Reporter {
    private let reporters: [any Reporter]

    package init(_ reporters: [any Reporter]) {
        self.reporters = reporters
    }

    package func handle(_ event: RunEvent) {
        for reporter in reporters { reporter.handle(event) }
    }
}
