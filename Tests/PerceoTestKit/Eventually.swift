/// What a test waited for did not come.
package struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    let limit: Duration

    package var description: String { "within \(limit) it never happened that \(what)" }
}

/// Returns as soon as `condition` holds.
///
/// - Throws: `NeverHappened` when it does not hold within `limit`.
package func eventually(
    within limit: Duration, _ what: @autoclosure () -> String, _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NeverHappened(what: what(), limit: limit) }
        try await Task.sleep(for: .milliseconds(10))
    }
}
