/// How long a step may take, and how it looks again at a page that is not ready yet.
package struct StepLimits: Sendable, Equatable {
    /// For a step that names no time of its own; the default of the `steps` table.
    package var step: Duration = .seconds(5)
    /// A page that keeps changing is acted on, or judged, after this.
    package var settle: Duration = .seconds(2)
    /// Opening a page may take longer than a step on it: servers start cold.
    package var navigation: Duration = .seconds(15)
    /// Two equal candidates must stay equal for this long: lists are often drawn twice while they load.
    package var ambiguity: Duration = .milliseconds(600)
    /// What something is to be dragged to is looked for this long before the drag begins, and then again while it lasts.
    package var dropZone: Duration = .milliseconds(600)
    /// A look is repeated at the next change of the page, and at the latest after this: not every change is one of the
    /// document.
    package var look: Duration = .milliseconds(120)

    package init() {}
}

/// A point in time by which something must be done.
package struct Deadline: Sendable {
    package let instant: ContinuousClock.Instant

    package init(in limit: Duration) { instant = .now + limit }

    private init(at instant: ContinuousClock.Instant) { self.instant = instant }

    package func later(by duration: Duration) -> Deadline { Deadline(at: instant + duration) }

    /// What is left, never negative.
    package var left: Duration { max(.zero, instant - .now) }
    package var hasPassed: Bool { instant <= .now }
}
