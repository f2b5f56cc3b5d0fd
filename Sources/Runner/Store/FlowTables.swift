import Foundation
import GRDB

/// Definitions: `projects`, `personas`, `flows` and `steps`.
struct FlowTables {
    let now: Date

    /// The id of the project of that name, made when it is new.
    func project(_ name: String, in database: Database) throws -> String {
        try database.execute(
            sql: "INSERT INTO projects (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
            arguments: [StoreID.fresh(), name, Timestamp.text(now)])
        return try only(database, "SELECT id FROM projects WHERE name = ?", [name], about: name)
    }

    /// A flow keeps the id it was first stored with, as long as its name or its id stays.
    func upsert(_ flow: StoredFlow, project: String, in database: Database) throws {
        let persona = try flow.persona.map { try self.persona($0, project: project, in: database) }
        let moment = Timestamp.text(now)
        let known = try id(named: flow.name, or: flow.id, project: project, in: database)
        if let known {
            try database.execute(
                sql: """
                    UPDATE flows SET name = :name, description = :description, priority = :priority,
                      persona_id = :persona, last_modified = :now
                    WHERE id = :id AND (name IS NOT :name OR description IS NOT :description
                      OR priority IS NOT :priority OR persona_id IS NOT :persona)
                    """,
                arguments: [
                    "id": known, "name": flow.name, "description": flow.description,
                    "priority": flow.priority,
                    "persona": persona, "now": moment,
                ])
        } else {
            try database.execute(
                sql: """
                    INSERT INTO flows (id, project_id, persona_id, name, description, priority, created_at,
                      last_modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    flow.id, project, persona, flow.name, flow.description, flow.priority, moment, moment,
                ])
        }
        try replaceSteps(of: known ?? flow.id, with: flow.steps, in: database)
    }

    /// The stored id of a flow that was begun, or a bare row for one that wasn't.
    func find(_ flow: FlowRecord, project: String, in database: Database) throws -> String {
        if let known = try id(named: flow.name, or: flow.id, project: project, in: database) { return known }
        let bare = StoredFlow(id: flow.id, name: flow.name, priority: flow.priority, persona: flow.persona)
        try upsert(bare, project: project, in: database)
        return flow.id
    }

    private func id(
        named name: String, or id: String, project: String, in database: Database
    ) throws -> String? {
        try String.fetchOne(
            database,
            sql:
                """
                SELECT id FROM flows WHERE project_id = ? AND (name = ? OR id = ?)
                ORDER BY name = ? DESC LIMIT 1
                """,
            arguments: [project, name, id, name])
    }

    private func persona(_ name: String, project: String, in database: Database) throws -> String {
        try database.execute(
            sql: """
                INSERT INTO personas (id, project_id, name, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (project_id, name) DO NOTHING
                """,
            arguments: [StoreID.fresh(), project, name, Timestamp.text(now)])
        return try only(
            database, "SELECT id FROM personas WHERE project_id = ? AND name = ?", [project, name],
            about: name)
    }

    /// Steps keep their ids by position, so that what refers to a step survives an edit of its words.
    private func replaceSteps(
        of flow: String, with steps: [StoredFlow.Step], in database: Database
    ) throws {
        var next: String?
        for (index, step) in steps.enumerated().reversed() {
            let id = try String.fetchOne(
                database,
                sql: """
                    INSERT INTO steps (id, flow_id, sequence_order, name, actions, expected_state, timeout_ms,
                      next_step_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (flow_id, sequence_order) DO UPDATE SET name = excluded.name,
                      actions = excluded.actions, expected_state = excluded.expected_state,
                      timeout_ms = excluded.timeout_ms, next_step_id = excluded.next_step_id
                    RETURNING id
                    """,
                arguments: [
                    StoreID.fresh(), flow, index + 1, step.name, step.actionsJSON, step.expectedStateJSON,
                    step.timeoutMs, next,
                ])
            next = id
        }
        try database.execute(
            sql: "DELETE FROM steps WHERE flow_id = ? AND sequence_order > ?", arguments: [flow, steps.count])
    }

    private func only(
        _ database: Database, _ sql: String, _ arguments: StatementArguments, about subject: String
    ) throws -> String {
        guard let id = try String.fetchOne(database, sql: sql, arguments: arguments) else {
            throw StoreError(code: .refused, subject: subject, detail: "was written but can't be read back")
        }
        return id
    }
}
