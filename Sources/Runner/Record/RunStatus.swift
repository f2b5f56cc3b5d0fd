/// The five states a flow's run can be in; only these reach a database.
///
/// `failed` means the application contradicted an expectation, `error` that we could not decide.
package enum RunStatus: String, Codable, Sendable, CaseIterable {
    case pending, running, passed, failed, error

    /// Position in a list that shows the most urgent first.
    package var urgency: Int {
        switch self {
        case .failed: 0
        case .error: 1
        case .running: 2
        case .pending: 3
        case .passed: 4
        }
    }
}

/// A passed run that deserves a second look.
package enum RunMark: String, Codable, Sendable, CaseIterable {
    case flaky, healed
}
