import Foundation
import GRDB

/// `flow_metrics`: what the history of a flow's own runs says.
enum FlowMetrics {
    /// Counts again from the rows, so that several writers can't drift apart.
    ///
    /// A run that could not be decided counts as a run, but neither for nor against the flow's success.
    static func refresh(_ flow: String, at moment: Date, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO flow_metrics (id, flow_id, synthetic_success_rate, synthetic_avg_duration_ms,
                  synthetic_last_run, synthetic_run_count, updated_at)
                SELECT :id, :flow, avg(CASE status WHEN 'passed' THEN 1.0 WHEN 'failed' THEN 0.0 END),
                  CAST(round(avg(CASE WHEN status IN ('passed', 'failed') THEN duration_ms END)) AS INTEGER),
                  max(completed_at), count(*), :now
                FROM test_runs WHERE flow_id = :flow AND status IN ('passed', 'failed', 'error')
                ON CONFLICT (flow_id) DO UPDATE SET
                  synthetic_success_rate = excluded.synthetic_success_rate,
                  synthetic_avg_duration_ms = excluded.synthetic_avg_duration_ms,
                  synthetic_last_run = excluded.synthetic_last_run,
                  synthetic_run_count = excluded.synthetic_run_count, updated_at = excluded.updated_at
                """,
            arguments: ["id": StoreID.fresh(), "flow": flow, "now": Timestamp.text(moment)])
    }
}
