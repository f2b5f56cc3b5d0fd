import GRDB

/// The tables of the cloud schema in SQLite's types: uuid, json and timestamps are text.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 projects, flows, runs") { try $0.execute(sql: first) }
        return migrator
    }

    private static let first = """
        CREATE TABLE projects (
          id TEXT PRIMARY KEY NOT NULL,
          name TEXT NOT NULL UNIQUE,
          framework TEXT,
          config TEXT CHECK (config IS NULL OR json_valid(config)),
          created_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE personas (
          id TEXT PRIMARY KEY NOT NULL,
          project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
          name TEXT NOT NULL,
          description TEXT,
          behaviors TEXT CHECK (behaviors IS NULL OR json_valid(behaviors)),
          created_at TEXT NOT NULL,
          UNIQUE (project_id, name)
        ) STRICT;

        CREATE TABLE flows (
          id TEXT PRIMARY KEY NOT NULL,
          project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
          persona_id TEXT REFERENCES personas(id) ON DELETE SET NULL,
          name TEXT NOT NULL,
          description TEXT,
          priority TEXT CHECK (priority IN ('critical', 'high', 'medium', 'low')),
          graph_data TEXT CHECK (graph_data IS NULL OR json_valid(graph_data)),
          affected_by_changes TEXT CHECK (affected_by_changes IS NULL OR json_valid(affected_by_changes)),
          risk_score REAL,
          coverage_score REAL,
          created_at TEXT NOT NULL,
          last_modified TEXT NOT NULL,
          UNIQUE (project_id, name)
        ) STRICT;

        CREATE TABLE steps (
          id TEXT PRIMARY KEY NOT NULL,
          flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
          sequence_order INTEGER NOT NULL,
          name TEXT NOT NULL,
          actions TEXT CHECK (actions IS NULL OR json_valid(actions)),
          expected_state TEXT CHECK (expected_state IS NULL OR json_valid(expected_state)),
          timeout_ms INTEGER NOT NULL DEFAULT 5000,
          next_step_id TEXT REFERENCES steps(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
          UNIQUE (flow_id, sequence_order)
        ) STRICT;

        CREATE TABLE flow_metrics (
          id TEXT PRIMARY KEY NOT NULL,
          flow_id TEXT NOT NULL UNIQUE REFERENCES flows(id) ON DELETE CASCADE,
          synthetic_success_rate REAL,
          synthetic_avg_duration_ms INTEGER,
          synthetic_last_run TEXT,
          synthetic_run_count INTEGER NOT NULL DEFAULT 0,
          prod_success_rate REAL,
          prod_daily_users INTEGER,
          prod_avg_duration_ms INTEGER,
          prod_top_exit_step TEXT,
          prod_device_breakdown TEXT
            CHECK (prod_device_breakdown IS NULL OR json_valid(prod_device_breakdown)),
          prod_cohort_performance TEXT
            CHECK (prod_cohort_performance IS NULL OR json_valid(prod_cohort_performance)),
          prod_last_updated TEXT,
          updated_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE test_runs (
          id TEXT PRIMARY KEY NOT NULL,
          flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
          status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'passed', 'failed', 'error')),
          duration_ms INTEGER,
          error_message TEXT,
          screenshots TEXT CHECK (screenshots IS NULL OR json_valid(screenshots)),
          video_url TEXT,
          logs TEXT NOT NULL CHECK (json_valid(logs)),
          triggered_by TEXT CHECK (triggered_by IN ('pr', 'watch', 'manual')),
          pr_number INTEGER,
          commit_sha TEXT,
          created_at TEXT NOT NULL,
          completed_at TEXT
        ) STRICT;
        CREATE INDEX idx_test_runs_flow ON test_runs(flow_id, created_at DESC);
        CREATE UNIQUE INDEX idx_test_runs_run ON test_runs(json_extract(logs, '$.run'), flow_id);
        CREATE INDEX idx_test_runs_created ON test_runs(created_at DESC);
        CREATE INDEX idx_test_runs_running ON test_runs(status) WHERE status = 'running';

        CREATE TABLE events (
          id TEXT PRIMARY KEY NOT NULL,
          project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
          type TEXT NOT NULL,
          payload TEXT NOT NULL CHECK (json_valid(payload)),
          source TEXT,
          created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX idx_events_created ON events(project_id, created_at DESC);
        """
}
