import Foundation

/// How a run ended, in numbers.
///
/// Flaky and healed flows are counted in `passed` too.
package struct RunSummary: Codable, Sendable, Equatable {
    package var total = 0
    package var passed = 0
    package var failed = 0
    package var errors = 0
    package var flaky = 0
    package var healed = 0
    /// Selected but never decided: still pending or running when the run ended.
    package var skipped = 0

    package init() {}

    package static func summarise(_ flows: [FlowRecord]) -> RunSummary {
        var sum = RunSummary()
        for flow in flows {
            sum.total += 1
            switch flow.status {
            case .passed:
                sum.passed += 1
                if flow.isFlaky { sum.flaky += 1 }
                if flow.isHealed { sum.healed += 1 }
            case .failed: sum.failed += 1
            case .error: sum.errors += 1
            case .pending, .running: sum.skipped += 1
            }
        }
        return sum
    }

    /// The last line of a run's output; scripts may parse it.
    package func line(seconds: Double) -> String {
        let tenths = Int((max(0, seconds) * 10).rounded())
        return "\(passed) passed, \(failed) failed, \(errors) errors, \(flaky) flaky, \(healed) healed "
            + "in \(tenths / 10).\(tenths % 10) s"
    }

    /// What the process exits with: 0, 1, 3 or 130.
    ///
    /// 0 all passed, 1 a flow failed, 3 something could not be decided, 130 interrupted. A known
    /// failure outranks an error: it is the application's fault whatever else happened to us.
    package func exitCode(failOnFlaky: Bool = false, interrupted: Bool = false) -> Int32 {
        if interrupted { return 130 }
        if failed > 0 { return 1 }
        if errors > 0 || skipped > 0 { return 3 }
        return failOnFlaky && flaky > 0 ? 1 : 0
    }
}
